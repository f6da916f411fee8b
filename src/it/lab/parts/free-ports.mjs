// Prints N ports of 127.0.0.1 that are free for UDP and TCP now: node free-ports.mjs N
import dgram from 'node:dgram';
import net from 'node:net';

const LOWEST = 10_000;
const HIGHEST = 29_999;
// sipp takes the second port above that of its media for a picture, unasked: no other may be there.
const APART = 4;
const PICTURE = 2;

const tcp = port => new Promise(done => {
  const server = net.createServer().once('error', () => done(null));
  server.listen({ port, host: '127.0.0.1' }, () => done(server));
});

const udp = port => new Promise(done => {
  const socket = dgram.createSocket('udp4').once('error', () => done(null));
  socket.bind(port, '127.0.0.1', () => done(socket));
});

const wanted = Number(process.argv[2]);
const held = [];
const ports = new Set();
while (ports.size < wanted) {
  const port = LOWEST + APART * Math.floor((Math.random() * (HIGHEST - LOWEST)) / APART);
  if (ports.has(port)) continue;
  const all = await Promise.all([tcp(port), udp(port), udp(port + PICTURE)]);
  held.push(...all.filter(Boolean));
  if (all.every(Boolean)) ports.add(port);
}
held.forEach(socket => socket.close());
console.log([...ports].join(' '));
