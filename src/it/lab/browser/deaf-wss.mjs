// A WSS server that can play dead, for the keep-alive and the loss of a connection. It speaks the sub-protocol sip, answers REGISTER with 200,
// and tells every frame with its time.
//   node deaf-wss.mjs --cert FILE --key FILE [--no-crlf] [--no-pong] [--no-sip] [--no-protocol] [--flow-timer SECONDS] [--port N]
// Standard output, JSON lines: listening(port, url) open(origin, protocol, path) crlf-ping crlf-pong crlf-answered sip(line, text, binary) ping pong closed(code)
// Standard input, a line each:
//   crlf on|off    answer a CRLF ping or not          sip on|off     answer REGISTER and OPTIONS or not
//   pong on|off    answer a WebSocket ping or not     silent         none of the three
//   ping           send a WebSocket ping              crlf-ping      send a double CRLF
//   close [CODE]   end every connection with a close frame           cut   drop every TCP connection with no word
//   decline CODE   answer REGISTER with that status from now on
//   refuse on|off  answer a new WebSocket handshake with 503, or take it again
//   send BASE64    send these octets as one text frame                quit
import fs from 'node:fs';
import https from 'node:https';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';

const { values: given } = parseArgs({
  options: {
    cert: { type: 'string' }, key: { type: 'string' }, port: { type: 'string', default: '0' },
    'no-crlf': { type: 'boolean', default: false }, 'no-pong': { type: 'boolean', default: false },
    'no-sip': { type: 'boolean', default: false }, 'flow-timer': { type: 'string' }, 'no-protocol': { type: 'boolean', default: false },
  },
});
const answers = { crlf: !given['no-crlf'], pong: !given['no-pong'], sip: !given['no-sip'] };
let refuses = false;
let registering = '200 OK';
const tell = event => process.stdout.write(JSON.stringify({ t: Date.now(), ...event }) + '\n');

const header = (text, name) => text.match(new RegExp(`^(?:${name})[ \\t]*:[ \\t]*(.*?)\\r?$`, 'im'))?.[1];

// 200 with what the request brought; a registration gets back its Contact and its time.
function ok(text) {
  const lines = text.split('\r\n').filter(line => /^(via|v)\s*:/i.test(line));
  lines.push(`From: ${header(text, 'from|f')}`);
  const to = header(text, 'to|t');
  lines.push(`To: ${to.includes(';tag=') ? to : to + ';tag=deaf'}`);
  lines.push(`Call-ID: ${header(text, 'call-id|i')}`, `CSeq: ${header(text, 'cseq')}`);
  const contact = header(text, 'contact|m');
  const expires = header(text, 'expires') ?? contact?.match(/;expires=(\d+)/i)?.[1] ?? '600';
  if (text.startsWith('REGISTER') && contact && expires !== '0') {
    lines.push(`Contact: ${contact.replace(/;expires=\d+/i, '')};expires=${expires}`, `Expires: ${expires}`);
  }
  if (text.startsWith('REGISTER') && given['flow-timer']) lines.push(`Flow-Timer: ${given['flow-timer']}`);
  return [`SIP/2.0 ${text.startsWith('REGISTER') ? registering : '200 OK'}`, ...lines, 'Content-Length: 0', '', ''].join('\r\n');
}

const server = https.createServer({ cert: fs.readFileSync(given.cert), key: fs.readFileSync(given.key) });
const sockets = new WebSocketServer({
  noServer: true, autoPong: false,
  handleProtocols: offered => !given['no-protocol'] && offered.has('sip') ? 'sip' : false,
});

server.on('upgrade', (request, socket, head) => {
  if (refuses) {
    tell({ event: 'refused' });
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, link => serve(link, request));
});

let links = 0;
function serve(link, request) {
  const id = ++links;
  const note = event => tell({ ...event, link: id });
  note({ event: 'open', origin: request.headers.origin ?? '', protocol: link.protocol, path: request.url });
  link.on('message', (data, binary) => {
    const text = data.toString('utf8');
    if (text === '\r\n\r\n') {
      note({ event: 'crlf-ping', binary });
      if (answers.crlf) { link.send('\r\n'); note({ event: 'crlf-answered' }); }
    } else if (text === '\r\n') {
      note({ event: 'crlf-pong', binary });
    } else {
      note({ event: 'sip', binary, line: text.split('\r\n')[0], text });
      if (answers.sip && /^(REGISTER|OPTIONS) /.test(text)) link.send(ok(text));
    }
  });
  link.on('ping', data => { note({ event: 'ping' }); if (answers.pong) link.pong(data); });
  link.on('pong', () => note({ event: 'pong' }));
  link.on('close', code => note({ event: 'closed', code }));
  link.on('error', problem => note({ event: 'error', problem: problem.message }));
}

const each = action => sockets.clients.forEach(action);
const commands = {
  crlf: word => { answers.crlf = word === 'on'; },
  pong: word => { answers.pong = word === 'on'; },
  sip: word => { answers.sip = word === 'on'; },
  silent: () => Object.assign(answers, { crlf: false, pong: false, sip: false }),
  ping: () => each(link => link.ping()),
  'crlf-ping': () => each(link => link.send('\r\n\r\n')),
  close: code => each(link => link.close(Number(code ?? 1001))),
  cut: () => each(link => link.terminate()),
  decline: code => { registering = `${code} Declined`; },
  refuse: word => { refuses = word === 'on'; },
  send: octets => each(link => link.send(Buffer.from(octets, 'base64'), { binary: false })),
  quit: () => process.exit(0),
};

server.listen(Number(given.port), '127.0.0.1', () => tell({ event: 'listening', port: server.address().port, url: `wss://localhost:${server.address().port}` }));
readline.createInterface({ input: process.stdin }).on('close', () => process.exit(0)).on('line', line => {
  const [name, word] = line.trim().split(/\s+/);
  if (Object.hasOwn(commands, name)) commands[name](word);
  else tell({ event: 'error', problem: `no such command: ${name}` });
});
