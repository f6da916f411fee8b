// Media ends made by others, without a telephone around them: peer connections of Chromium, whose descriptions a test carries to and fro by itself.
//   node media-ends.mjs [--chromium PATH]
// Commands, a line each on standard input (N is the number of an end, from 1; SDP is in Base64):
//   open HZ [behind-a-picture]   makes an end that says this tone; behind a section for a picture, its sound has another mid and other extmap numbers
//   offer N · answer N SDP · take N SDP   makes an offer, answers one, takes the answer to its own
//   listen N MS · close N · quit
// Events, JSON lines on standard output: ready opened(end) described(end, sdp) taken(end) media(end, state) heard(end, hz, db) closed(end) error
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { openPage } from './chromium.mjs';

const { values: given } = parseArgs({ options: { chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' } } });
const tell = event => process.stdout.write(JSON.stringify({ t: Date.now(), ...event }) + '\n');
let browser;

async function quit(status = 0) {
  await browser?.close();
  process.exit(status);
}

process.on('SIGTERM', () => quit());
process.on('SIGINT', () => quit());
// Nobody reads any more: the parent has died.
process.stdout.on('error', () => quit(1));

browser = await openPage({ script: 'media-ends-page.js', chromium: given.chromium, tell, crashed: () => quit(1) });
const ends = (method, ...words) => browser.page.evaluate(([name, args]) => window.phone[name](...args), [method, words]);
const text = base64 => Buffer.from(base64, 'base64').toString();
tell({ event: 'ready' });

const commands = {
  open: async (hz, shape) => tell({ event: 'opened', end: await ends('open', Number(hz), shape === 'behind-a-picture') }),
  offer: async n => tell({ event: 'described', end: Number(n), sdp: await ends('offer', Number(n)) }),
  answer: async (n, sdp) => tell({ event: 'described', end: Number(n), sdp: await ends('answer', Number(n), text(sdp)) }),
  take: async (n, sdp) => { await ends('take', Number(n), text(sdp)); tell({ event: 'taken', end: Number(n) }); },
  listen: async (n, milliseconds) => tell({ event: 'heard', end: Number(n), ...await ends('listen', Number(n), Number(milliseconds)) }),
  close: async n => { await ends('close', Number(n)); tell({ event: 'closed', end: Number(n) }); },
  quit: () => quit(),
};

// The parent's end closes standard input: no Chromium is left behind.
const input = readline.createInterface({ input: process.stdin }).on('close', () => quit());
for await (const line of input) {
  const [name, ...words] = line.trim().split(/\s+/);
  if (!name) continue;
  try {
    if (!Object.hasOwn(commands, name)) throw new Error(`no such command: ${name}`);
    await commands[name](...words);
  } catch (problem) {
    tell({ event: 'error', command: name, problem: problem.message.split('\n')[0] });
  }
}
