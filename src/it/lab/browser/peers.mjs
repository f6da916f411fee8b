// For the self test: processes that speak JSON lines, and the laboratory's own tools.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { promisify } from 'node:util';

export const LAB = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..');
export const run = promisify(execFile);

export function readLab(dir) {
  const lines = fs.readFileSync(path.join(dir, 'lab.env'), 'utf8').trim().split('\n');
  return Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

const PATIENCE_MS = 30_000;

/** A line source that can be waited on: each wait begins after what the last one found. */
class Events {
  seen = [];
  taken = 0;
  wake = () => {};

  add(event) { this.seen.push(event); this.wake(); }

  async next(what, wanted = () => true) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this.seen.findIndex((event, i) => i >= this.taken && event.event === what && wanted(event));
      if (at >= 0) { this.taken = at + 1; return this.seen[at]; }
      const left = end - Date.now();
      if (left <= 0) throw new Error(`no "${what}" came; since then: ${JSON.stringify(this.seen.slice(this.taken))}`);
      await new Promise(done => { const timer = setTimeout(done, left); this.wake = () => { clearTimeout(timer); done(); }; });
    }
  }
}

export class Peer extends Events {
  constructor(script, ...words) {
    super();
    this.process = spawn(process.execPath, [path.join(LAB, 'browser', script), ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
    readline.createInterface({ input: this.process.stdout }).on('line', line => this.add(JSON.parse(line)));
    this.ended = new Promise(done => this.process.once('exit', done));
  }

  say(line) { this.process.stdin.write(line + '\n'); }
  async heard(milliseconds) { this.say(`listen ${milliseconds}`); return this.next('heard'); }
  async quit() { this.say('quit'); await this.ended; }
}

export const phone = (lab, user, tone, ...more) => new Peer('jssip-phone.mjs', '--server', lab.WSS_URL, '--user', user, '--domain', lab.DOMAIN,
  '--password-file', lab[`PASSWORD_FILE_${user.toUpperCase()}`], '--chromium', lab.CHROMIUM, '--tone', String(tone), ...more);

/** What the telephone network tells, from now on. */
export class Network extends Events {
  constructor(lab) {
    super();
    let read = fs.statSync(lab.NETWORK_EVENTS).size;
    this.timer = setInterval(() => {
      const text = fs.readFileSync(lab.NETWORK_EVENTS).subarray(read).toString();
      const whole = text.lastIndexOf('\n') + 1;
      read += Buffer.byteLength(text.slice(0, whole));
      for (const line of text.slice(0, whole).split('\n').filter(Boolean)) this.add(JSON.parse(line));
    }, 20);
  }

  close() { clearInterval(this.timer); }
}

export async function frequency(file, ...part) {
  const { stdout } = await run(path.join(LAB, 'sound', 'freq'), [file, ...part.map(String)]);
  const [hz, db] = stdout.trim().split(' ').map(Number);
  return { hz, db };
}

export const callIn = (lab, ...words) => run(path.join(LAB, 'call-in'), [lab.LAB_DIR, ...words]);
