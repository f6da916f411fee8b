// A telephone made by others: JsSIP in headless Chromium. Commands are lines on standard input, answers and events JSON lines on standard output.
//   node jssip-phone.mjs --server wss://… --user U --domain D --password-file F [--tone HZ] [--auto-answer] [--follow-refer] [--take-replaces] [--register]
//     [--chromium PATH] [--debug] [--page sipjs-page.js]
// --page sipjs-page.js: SIP.js in its place, which knows register, call, hangup, listen and quit.
// Commands ([N] is the number of a call, the newest if left out):
//   register · unregister · call TARGET · answer [N] · reject [CODE] [N] · hangup [N] · hold [N] · unhold [N] · mute [N] · unmute [N] ·
//   dtmf DIGITS [rfc4733|info] [N] · refer TARGET [N] · replace N OTHER · message TARGET TEXT … · tone HZ · listen MS [N] · levels MS HZ,HZ,… [N] · stats [N] · quit
// Events: ready connected registered registration-failed incoming outgoing progress accepted confirmed media audio-in hold unhold dtmf refer
//   transfer message heard stats ended error
import fs from 'node:fs';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { openPage } from './chromium.mjs';

const { values: given } = parseArgs({
  options: {
    server: { type: 'string' }, user: { type: 'string' }, domain: { type: 'string' }, 'password-file': { type: 'string' },
    tone: { type: 'string', default: '440' }, 'auto-answer': { type: 'boolean', default: false }, 'follow-refer': { type: 'boolean', default: false }, 'take-replaces': { type: 'boolean', default: false },
    register: { type: 'boolean', default: false }, chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    page: { type: 'string', default: 'page.js' }, 'no-session-timers': { type: 'boolean', default: false }, debug: { type: 'boolean', default: false },
  },
});
for (const name of ['server', 'user', 'domain', 'password-file']) if (!given[name]) throw new Error(`--${name} is missing`);

const tell = event => process.stdout.write(JSON.stringify(event) + '\n');
let browser;

async function quit(status = 0) {
  await browser?.page.evaluate(() => window.phone?.stop()).catch(() => {});
  // The BYE and the un-REGISTER want a moment on the wire.
  await new Promise(done => setTimeout(done, 150));
  await browser?.close();
  process.exit(status);
}

process.on('SIGTERM', () => quit());
process.on('SIGINT', () => quit());
// Nobody reads any more: the parent has died.
process.stdout.on('error', () => quit(1));

browser = await openPage({ script: given.page, chromium: given.chromium, tell, crashed: () => quit(1), debug: given.debug });
const { page } = browser;
await page.evaluate(options => window.phone.start(options), {
  server: given.server, user: given.user, domain: given.domain, password: fs.readFileSync(given['password-file'], 'utf8').trim(),
  tone: Number(given.tone), autoAnswer: given['auto-answer'], followRefer: given['follow-refer'], takeReplaces: given['take-replaces'], sessionTimers: !given['no-session-timers'], debug: given.debug,
});
tell({ t: Date.now(), event: 'ready', pid: process.pid });
const phone = (method, ...words) => page.evaluate(([name, given]) => window.phone[name](...given), [method, words]);
const number = word => word === undefined ? undefined : Number(word);
if (given.register) await phone('register');

const commands = {
  register: () => phone('register'),
  unregister: () => phone('unregister'),
  call: target => phone('call', target),
  reject: (code, n) => phone('reject', number(code), number(n)),
  dtmf: (digits, via, n) => phone('dtmf', digits, via, number(n)),
  refer: (target, n) => phone('refer', target, number(n)),
  replace: (n, other) => phone('replace', number(n), number(other)),
  message: (target, ...text) => phone('message', target, text.join(' ')),
  tone: hz => phone('tone', number(hz)),
  listen: async (milliseconds, n) => tell({ t: Date.now(), event: 'heard', ...await phone('listen', number(milliseconds), number(n)) }),
  levels: async (milliseconds, frequencies, n) => tell({ t: Date.now(), event: 'levels', db: await phone('levels', number(milliseconds), frequencies.split(',').map(Number), number(n)) }),
  stats: async n => tell({ t: Date.now(), event: 'stats', ...await phone('stats', number(n)) }),
  quit: () => quit(),
};
for (const name of ['answer', 'hangup', 'hold', 'unhold', 'mute', 'unmute']) commands[name] = n => phone(name, number(n));

// The parent's end closes standard input: no Chromium is left behind.
const input = readline.createInterface({ input: process.stdin }).on('close', () => quit());
for await (const line of input) {
  const [name, ...words] = line.trim().split(/\s+/);
  if (!name) continue;
  try {
    if (!Object.hasOwn(commands, name)) throw new Error(`no such command: ${name}`);
    await commands[name](...words);
  } catch (problem) {
    tell({ t: Date.now(), event: 'error', command: name, problem: problem.message.split('\n')[0] });
  }
}
