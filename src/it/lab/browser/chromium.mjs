// A page of this folder in headless Chromium, for what a telephone of others says and hears there.
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--mute-audio',
  // The laboratory's authority is unknown to Chromium; the product under test checks it, this peer need not.
  '--ignore-certificate-errors',
  '--autoplay-policy=no-user-gesture-required', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
  // Addresses as they are, loopback too: the laboratory works on a machine with no network.
  '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks', '--allow-loopback-in-peer-connection',
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
];

const here = path.dirname(new URL(import.meta.url).pathname);

// The page has to come from localhost: Chromium keeps other pages away from servers on loopback.
async function servePage(name) {
  const bundle = await build({ entryPoints: [path.join(here, name)], bundle: true, write: false, format: 'esm', logLevel: 'error' });
  const script = bundle.outputFiles[0].text;
  const html = fs.readFileSync(path.join(here, 'page.html'));
  const server = http.createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' }).end(isScript ? script : html);
  });
  await new Promise(done => server.listen(0, 'localhost', done));
  return server;
}

/** Opens a script of this folder; it sets window.phone, and calls window.tell with what is to be told. */
export async function openPage({ script, chromium: executablePath, tell, crashed, debug }) {
  const server = await servePage(script);
  const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS, handleSIGTERM: false, handleSIGINT: false });
  const page = await browser.newPage();
  page.on('pageerror', problem => tell({ t: Date.now(), event: 'error', problem: String(problem) }));
  page.on('crash', () => { tell({ t: Date.now(), event: 'error', problem: 'the page crashed' }); crashed(); });
  if (debug) page.on('console', message => process.stderr.write(message.text() + '\n'));
  await page.exposeFunction('tell', tell);
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction(() => window.phone);
  return {
    page,
    close: async () => {
      await browser.close().catch(() => {});
      server.close();
    },
  };
}
