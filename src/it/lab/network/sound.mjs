// The sound of the telephone network: plain RTP with G.711, one UDP port for each line.
//   node sound.mjs DIR LINE=MODE ...      MODE: echo | silence | tone:HZ | tone-at-once:HZ (does not wait for the answer) |
//     mirror:CLOCK (sends every packet back, whatever its codec; CLOCK is that of its digits)
// Writes DIR/ports (LINE PORT, a line each, and "control PORT"), DIR/events.jsonl, and what was received in each call to
// DIR/<line>-<n>.wav (8 kHz mono). sipp tells calls over the control port by the script `note`, in words:
//   offered LINE CALL-ID RTP-PORT USER · answered LINE CALL-ID · connected LINE CALL-ID RTP-PORT USER (both at once) ·
//   direction LINE CALL-ID sendrecv|sendonly|recvonly|inactive RTP-PORT · info LINE CALL-ID DIGIT · ended LINE CALL-ID HOW
import dgram from 'node:dgram';
import fs from 'node:fs';
import path from 'node:path';
import { decodePcma, decodePcmu, encodePcmu } from './g711.mjs';

const RATE = 8000;
const PACKET_MS = 20;
const SAMPLES = RATE * PACKET_MS / 1000;
const TONE_AMPLITUDE = 16_000; // -6.2 dBFS
const OPUS = 111; // as native WebRTC and JsSIP number it
const DIGITS = '0123456789*#ABCD';
const DIGIT_SILENCE_MS = 300;

const [dir, ...lineArguments] = process.argv.slice(2);
fs.mkdirSync(dir, { recursive: true });
const events = fs.openSync(path.join(dir, 'events.jsonl'), 'a');
const tell = event => fs.writeSync(events, JSON.stringify({ t: Date.now(), ...event }) + '\n');

class Wav {
  constructor(file) {
    this.file = file;
    this.fd = fs.openSync(file, 'w');
    this.bytes = 0;
    this.finish();
  }

  add(samples) {
    this.bytes += fs.writeSync(this.fd, Buffer.from(samples.buffer), 0, samples.length * 2, 44 + this.bytes);
  }

  // The header is right after each of these, so the file may be read while the call goes on.
  finish() {
    const head = Buffer.alloc(44);
    head.write('RIFF', 0);
    head.writeUInt32LE(36 + this.bytes, 4);
    head.write('WAVEfmt ', 8);
    head.writeUInt32LE(16, 16);
    head.writeUInt16LE(1, 20);
    head.writeUInt16LE(1, 22);
    head.writeUInt32LE(RATE, 24);
    head.writeUInt32LE(RATE * 2, 28);
    head.writeUInt16LE(2, 32);
    head.writeUInt16LE(16, 34);
    head.write('data', 36);
    head.writeUInt32LE(this.bytes, 40);
    fs.writeSync(this.fd, head, 0, 44, 0);
  }
}

// One call's sound: where it goes, what was heard, which digits came.
class Call {
  constructor(line, id, port) {
    Object.assign(this, { line, id, port, sends: true, answered: false, ended: false, packets: 0, digit: null });
    this.file = path.join(dir, `${line.name}-${++line.calls}.wav`);
    this.wav = new Wav(this.file);
    this.sequence = Math.floor(Math.random() * 60_000);
    this.timestamp = Math.floor(Math.random() * 1e9);
    this.ssrc = Math.floor(Math.random() * 0xffffffff);
    this.phase = 0;
  }

  tell(event) { tell({ ...event, line: this.line.name, call: this.id }); }

  received(packet) {
    const type = packet[1] & 0x7f;
    const start = 12 + 4 * (packet[0] & 0x0f);
    const payload = packet.subarray(start);
    if (type === 0 || type === 8) {
      if (this.packets++ === 0) this.tell({ event: 'sound', codec: type === 0 ? 'PCMU' : 'PCMA', file: this.file });
      this.wav.add(type === 0 ? decodePcmu(payload) : decodePcma(payload));
    } else if (type >= 96 && type !== OPUS && payload.length === 4) {
      this.receivedDigit(packet, payload);
    } else if (this.line.mode !== 'mirror') {
      return;
    }
    if (this.line.mode === 'mirror' && payload.length !== 4 && type !== this.type) this.tell({ event: 'payload', type: this.type = type });
    if (['echo', 'mirror'].includes(this.line.mode) && this.sends && this.answered) this.line.socket.send(packet, this.port, '127.0.0.1');
  }

  // RFC 4733: packets of one event share a timestamp; it is told once, after its last packet.
  receivedDigit(packet, payload) {
    const timestamp = packet.readUInt32BE(4);
    if (this.digit?.timestamp !== timestamp) {
      this.flushDigit();
      this.digit = { timestamp, digit: DIGITS[payload[0]] ?? `event ${payload[0]}`, packets: 0, ends: 0 };
    }
    this.digit.packets++;
    if (payload[1] & 0x80) this.digit.ends++;
    this.digit.durationMs = payload.readUInt16BE(2) / (this.line.clock / 1000);
    clearTimeout(this.digit.timer);
    this.digit.timer = setTimeout(() => this.flushDigit(), DIGIT_SILENCE_MS);
  }

  flushDigit() {
    if (!this.digit) return;
    const { timer, timestamp, ...told } = this.digit;
    clearTimeout(timer);
    this.tell({ event: 'dtmf', via: 'rfc4733', ...told });
    this.digit = null;
  }

  sendTone() {
    const due = this.answered || this.line.atOnce;
    if (!this.line.hz || !due || !this.sends || this.ended) return;
    const packet = Buffer.alloc(12 + SAMPLES);
    packet[0] = 0x80;
    packet.writeUInt16BE(this.sequence = (this.sequence + 1) & 0xffff, 2);
    packet.writeUInt32BE(this.timestamp = (this.timestamp + SAMPLES) >>> 0, 4);
    packet.writeUInt32BE(this.ssrc, 8);
    for (let i = 0; i < SAMPLES; i++) {
      packet[12 + i] = encodePcmu(TONE_AMPLITUDE * Math.sin(this.phase));
      this.phase = (this.phase + 2 * Math.PI * this.line.hz / RATE) % (2 * Math.PI);
    }
    this.line.socket.send(packet, this.port, '127.0.0.1');
  }

  end(how) {
    if (this.ended) return;
    this.ended = true;
    this.flushDigit();
    this.wav.finish();
    this.tell({ event: 'ended', how, file: this.file, packets: this.packets, seconds: this.wav.bytes / 2 / RATE });
  }
}

const lines = new Map();
const calls = new Map();
const early = new Set();

const openLine = argument => new Promise((done, failed) => {
  const [name, mode] = argument.split('=');
  const socket = dgram.createSocket('udp4').once('error', failed);
  const [kind, number] = mode.split(':');
  const line = {
    name, socket, mode: kind, atOnce: kind === 'tone-at-once', calls: 0,
    hz: kind.startsWith('tone') ? Number(number) : 0, clock: kind === 'mirror' ? Number(number) : RATE,
  };
  lines.set(name, line);
  // rtpengine has a port of its own for each call, so the sender's port names the call.
  socket.on('message', (packet, from) => {
    for (const call of calls.values()) if (call.line === line && call.port === from.port && !call.ended) call.received(packet);
  });
  socket.bind(0, '127.0.0.1', () => done([name, socket.address().port]));
});

// sipp's notes can come after the first packets of a call only when the machine is very busy: those packets are lost, as on a real line.
const noted = {
  offered(line, id, port, user) {
    const call = new Call(line, id, Number(port));
    call.answered = early.delete(id);
    calls.set(id, call);
    tell({ event: 'offered', line: line.name, call: id, rtpPort: Number(port), user });
  },
  answered(line, id) {
    const call = calls.get(id);
    // Each note is a process of its own, so one may overtake another.
    if (!call) { early.add(id); return; }
    call.answered = true;
    call.tell({ event: 'answered' });
  },
  connected(line, id, port, user) {
    noted.offered(line, id, port, user);
    noted.answered(line, id);
  },
  direction(line, id, direction, port) {
    const call = calls.get(id);
    call.port = Number(port);
    call.sends = direction === 'sendrecv' || direction === 'sendonly';
    call.tell({ event: 'direction', direction });
  },
  info(line, id, digit) { calls.get(id).tell({ event: 'dtmf', via: 'info', digit }); },
  // A call toward a telephone that came to nothing had no sound.
  ended(line, id, how) {
    const call = calls.get(id);
    if (call) call.end(how);
    else tell({ event: 'ended', how, line: line.name, call: id });
  },
};

const control = dgram.createSocket('udp4');
control.on('message', message => {
  const words = message.toString().trim().split(' ');
  const [what, lineName, id, ...rest] = words;
  try {
    noted[what](lines.get(lineName), id, ...rest);
  } catch (problem) {
    tell({ event: 'unknown-note', note: words.join(' '), problem: problem.message });
  }
});

const ports = await Promise.all(lineArguments.map(openLine));
control.bind(0, '127.0.0.1', () => {
  const text = [...ports, ['control', control.address().port]].map(pair => pair.join(' ') + '\n').join('');
  fs.writeFileSync(path.join(dir, 'ports.new'), text);
  fs.renameSync(path.join(dir, 'ports.new'), path.join(dir, 'ports'));
});

// Packets are due at 20 ms each from a fixed beginning, so that a late timer does not slow the tone down.
const begun = performance.now();
let sent = 0;
setInterval(() => {
  for (const due = Math.floor((performance.now() - begun) / PACKET_MS); sent < due; sent++)
    for (const call of calls.values()) call.sendTone();
}, PACKET_MS / 2);
setInterval(() => { for (const call of calls.values()) if (!call.ended) call.wav.finish(); }, 200);
