# shellcheck shell=bash
# JsSIP's page, made ready once; each telephone is then a process of its own (browser/jssip-phone.mjs).

start_browser() {
  need node npm
  [ -d "$LAB/browser/node_modules/sip.js" ] || (cd "$LAB/browser" && npm ci --no-audit --no-fund --loglevel=error >>"$DIR/log/browser.log" 2>&1)
  CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
  [ -n "$CHROMIUM" ] || die "chromium is missing; packaging/setup laboratory installs it"
  put CHROMIUM "$CHROMIUM"
}
