// Ports of 127.0.0.1 below those that the kernel gives to outgoing connections, in blocks, so that laboratories of several
// processes never meet: a block belongs to whoever listens on its first port.
//   node ports.mjs hold FILE N [FIRST]    takes a free block, or that one, and holds it until it is ended; writes its first port and
//                                         N that are free into FILE
//   node ports.mjs free FIRST N           prints N ports of that block that are free for UDP and TCP now
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';

const LOWEST = 10_000;
const BLOCK = 1_000;
const BLOCKS = 22;
// The rest of a block is for what takes ports of a range by itself: rtpengine and coturn.
const FOR_SERVERS = 400;
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

const shuffled = (length, value) => Array.from({ length }, (_, i) => [Math.random(), value(i)]).sort((a, b) => a[0] - b[0]).map(pair => pair[1]);

const fail = why => {
  console.error(`ports: ${why}`);
  process.exit(1);
};

const free = async (first, wanted) => {
  const held = [];
  const ports = [];
  for (const port of shuffled(FOR_SERVERS / APART - 1, i => first + APART * (i + 1))) {
    if (ports.length === wanted) break;
    const all = await Promise.all([tcp(port), udp(port), udp(port + PICTURE)]);
    held.push(...all.filter(Boolean));
    if (all.every(Boolean)) ports.push(port);
  }
  if (ports.length < wanted) fail(`the block at ${first} has no ${wanted} ports left`);
  await Promise.all(held.map(socket => new Promise(done => socket.close(done))));
  return ports.join(' ');
};

const hold = async (file, wanted, again) => {
  for (const first of again ? [Number(again)] : shuffled(BLOCKS, i => LOWEST + i * BLOCK)) {
    if (!await tcp(first)) continue;
    fs.writeFileSync(`${file}.new`, `${first} ${await free(first, Number(wanted))}\n`);
    fs.renameSync(`${file}.new`, file);
    return;
  }
  fail(again ? `the block at ${again} is another laboratory's` : `all ${BLOCKS} blocks are taken: are there laboratories that nobody ended?`);
};

const [verb, ...words] = process.argv.slice(2);
if (verb === 'hold') await hold(...words);
else console.log(await free(...words.map(Number)));
