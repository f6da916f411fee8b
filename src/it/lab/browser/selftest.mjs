// Run by ../selftest: node selftest.mjs DIR
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import WebSocket from 'ws';
import { callIn, frequency, LAB, Network, Peer, phone, readLab, run } from './peers.mjs';

const lab = readLab(process.argv[2]);
const network = new Network(lab);
const number = digits => `sip:${digits}@${lab.DOMAIN}`;
const password = user => fs.readFileSync(lab[`PASSWORD_FILE_${user.toUpperCase()}`], 'utf8').trim();

function isTone(heard, hz, what) {
  assert.ok(Math.abs(heard.hz - hz) <= 5 && heard.db > -40, `${what}: wanted ${hz} Hz, heard ${heard.hz} Hz at ${heard.db} dB`);
  return `${heard.hz} Hz at ${heard.db} dB`;
}

let passed = 0;
async function proves(what, body) {
  const begun = Date.now();
  const found = await body();
  passed++;
  console.log(`ok ${passed} ${what}${found ? `: ${found}` : ''} (${Date.now() - begun} ms)`);
}

// --- the server, by a WebSocket of our own ---

const link = (url, { ca = lab.CA_FILE, origin, protocol = 'sip' } = {}) => new Promise((done, failed) => {
  const socket = new WebSocket(url, protocol, { ca: fs.readFileSync(ca), origin });
  socket.once('open', () => done(socket)).once('error', failed);
});

const answer = (socket, text) => new Promise(done => { socket.once('message', data => done(data.toString())); socket.send(text); });

function register(cseq, authorization = '') {
  return `REGISTER sip:${lab.DOMAIN} SIP/2.0\r\nVia: SIP/2.0/WSS x.invalid;branch=z9hG4bK${crypto.randomUUID()}\r\nMax-Forwards: 70\r\n` +
    `From: <sip:bob@${lab.DOMAIN}>;tag=1\r\nTo: <sip:bob@${lab.DOMAIN}>\r\nCall-ID: selftest\r\nCSeq: ${cseq} REGISTER\r\n` +
    `Contact: <sip:bob@x.invalid;transport=ws>\r\nExpires: 60\r\n${authorization}Content-Length: 0\r\n\r\n`;
}

function digest(challenge, hash) {
  const field = name => challenge.match(new RegExp(`${name}="?([^",\\r]+)`))[1];
  const h = text => crypto.createHash(hash).update(text).digest('hex');
  const [realm, nonce, uri] = [field('realm'), field('nonce'), `sip:${lab.DOMAIN}`];
  const response = h([h(`bob:${realm}:${password('bob')}`), nonce, '00000001', 'abc', 'auth', h(`REGISTER:${uri}`)].join(':'));
  return `Authorization: Digest username="bob", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", ` +
    `algorithm=${hash === 'md5' ? 'MD5' : 'SHA-256'}, qop=auth, nc=00000001, cnonce="abc"\r\n`;
}

async function registersWith(url, hash) {
  const socket = await link(url);
  const challenge = await answer(socket, register(1));
  assert.match(challenge, /^SIP\/2.0 401 /);
  assert.equal(/algorithm="?([A-Z0-9-]+)/.exec(challenge)?.[1] ?? 'MD5', hash === 'md5' ? 'MD5' : 'SHA-256');
  assert.match(await answer(socket, register(2, digest(challenge, hash))), /^SIP\/2.0 200 /);
  socket.close();
}

await proves('MD5 digest, authority checked', () => registersWith(lab.WSS_URL, 'md5'));
await proves('SHA-256 digest', () => registersWith(lab.WSS_SHA256_URL, 'sha256'));
await proves('ws:// on loopback', () => registersWith(lab.WS_URL, 'md5'));
await proves('an unknown authority fails', () => assert.rejects(link(lab.WSS_URL, { ca: lab.OTHER_CA_FILE }), /unable to verify|issuer|signature/));
await proves('a wrong host name fails', () => assert.rejects(link(lab.WSS_WRONG_NAME_URL), /altnames/));
await proves('Origin: the right one in, others 403', async () => {
  await assert.rejects(link(lab.WSS_ORIGIN_URL, { origin: 'https://evil.test' }), /403/);
  await assert.rejects(link(lab.WSS_ORIGIN_URL), /403/);
  (await link(lab.WSS_ORIGIN_URL, { origin: lab.ORIGIN })).close();
  assert.match(fs.readFileSync(lab.LOG_KAMAILIO, 'utf8'), new RegExp(`"event":"handshake","port":${lab.PORT_WSS_ORIGIN},"origin":"${lab.ORIGIN}"`));
});
await proves('double CRLF is answered with CRLF', async () => {
  const socket = await link(lab.WSS_URL);
  assert.equal(await answer(socket, '\r\n\r\n'), '\r\n');
  socket.close();
});

await proves('the deaf server answers, and then does not', async () => {
  const deaf = new Peer('deaf-wss.mjs', '--cert', lab.CERTIFICATE, '--key', lab.CERTIFICATE_KEY);
  const { url } = await deaf.next('listening');
  const socket = await link(url, { origin: 'https://here.test' });
  assert.equal((await deaf.next('open')).origin, 'https://here.test');
  assert.equal(await answer(socket, '\r\n\r\n'), '\r\n');
  assert.match(await answer(socket, register(1)), /^SIP\/2.0 200 OK\r\n[^]*Contact: .*;expires=60/);
  deaf.say('silent');
  socket.send('\r\n\r\n');
  await deaf.next('crlf-ping');
  const closed = new Promise(done => socket.once('close', done));
  deaf.say('cut');
  assert.equal(await closed, 1006);
  assert.equal(deaf.seen.filter(event => event.event === 'crlf-answered').length, 1);
  await deaf.quit();
});

// --- sound servers ---

await proves('a tone into the microphone, heard there and not in the loudspeaker', async () => {
  const env = { ...process.env, PULSE_SERVER: lab.PULSE_SERVER_PHONE };
  const speaker = spawn(path.join(LAB, 'sound/say-tone'), ['700'], { env });
  await new Promise(done => setTimeout(done, 500));
  const hear = async sink => {
    const file = path.join(lab.LAB_DIR, `${sink}.wav`);
    await run(path.join(LAB, 'sound/hear'), [sink, '1', file], { env });
    return frequency(file);
  };
  const [mic, spk] = [await hear('mic'), await hear('spk')];
  speaker.kill();
  assert.equal(spk.hz, 0);
  return isTone(mic, 700, 'microphone');
});

await proves('TURN relays', () => run('turnutils_uclient', ['-y', '-n', '5', '-u', lab.TURN_USER, '-w',
  fs.readFileSync(lab.TURN_PASSWORD_FILE, 'utf8').trim(), '-p', lab.PORT_TURN, '127.0.0.1']).then(({ stdout }) => {
  assert.match(stdout, /Total lost packets 0 /);
}));

// --- JsSIP and the telephone network ---

await proves('a wrong password is refused', async () => {
  const refused = phone({ ...lab, PASSWORD_FILE_BOB: lab.PASSWORD_FILE_WRONG }, 'bob', 440, '--register');
  assert.equal((await refused.next('registration-failed')).code, 401);
  await refused.quit();
});

const alice = phone(lab, 'alice', 523, '--register');
await proves('JsSIP registers', async () => { await alice.next('registered'); });

async function call(digits) {
  alice.say(`call ${number(digits)}`);
  await alice.next('outgoing');
}

async function hangUp() {
  alice.say('hangup');
  await alice.next('ended');
}

await proves('echo: the network hears the telephone, and the telephone itself', async () => {
  await call('+14155550101');
  await alice.next('audio-in');
  const back = isTone(await alice.heard(1000), 523, 'echo');
  alice.say('hold');
  await network.next('direction', event => event.direction === 'recvonly');
  alice.say('unhold');
  await network.next('direction', event => event.direction === 'sendrecv');
  await alice.next('unhold');
  await new Promise(done => setTimeout(done, 500));
  isTone(await alice.heard(500), 523, 'echo after hold');
  await hangUp();
  const { file } = await network.next('ended', event => event.line === '9001');
  return `${back}; the network heard ${isTone(await frequency(file, 0.3, 1), 523, 'the network')}`;
});

for (const [digits, code] of [['9002', 486], ['9004', 603], ['9005', 404], ['1234', 404]]) {
  await proves(`${digits} ends with ${code}`, async () => {
    await call(digits);
    assert.equal((await alice.next('ended')).code, code);
  });
}

await proves('9003 rings until the caller gives up', async () => {
  await call('9003');
  await alice.next('progress', event => event.code === 180);
  await hangUp();
  assert.equal((await network.next('ended', event => event.line === '9003')).how, 'cancelled');
});

await proves('9006 is heard before it answers', async () => {
  await call('9006');
  await alice.next('audio-in');
  const heard = isTone(await alice.heard(500), 425, 'early media');
  await alice.next('accepted');
  await hangUp();
  return heard;
});

await proves('9007 hangs up', async () => {
  await call('9007');
  await alice.next('confirmed');
  assert.equal((await alice.next('ended')).originator, 'remote');
});

await proves('9008 plays its tone', async () => {
  await call('9008');
  await alice.next('audio-in');
  const heard = isTone(await alice.heard(1000), 1000, 'tone');
  await hangUp();
  return heard;
});

await proves('9009 takes digits, RFC 4733 and INFO', async () => {
  const all = '0123456789*#';
  await call('9009');
  await alice.next('confirmed');
  for (const via of ['rfc4733', 'info']) {
    alice.say(`dtmf ${all} ${via}`);
    let taken = '';
    while (taken.length < all.length) taken += (await network.next('dtmf', event => event.via === via)).digit;
    assert.equal(taken, all, via);
  }
  await hangUp();
});

await proves('9010 holds and takes back', async () => {
  await call('9010');
  await alice.next('hold', event => event.originator === 'remote');
  await alice.next('unhold', event => event.originator === 'remote');
  isTone(await alice.heard(500), 600, 'after the hold');
  await hangUp();
});

// --- calls from the network ---

await proves('a call from the network to a number; the telephone hangs up', async () => {
  const calling = callIn(lab, '+14155550145', 'in-waits', '--caller', '+14155550142', '--name', 'Ada Lovelace');
  const incoming = await alice.next('incoming');
  assert.match(incoming.from, /^sip:\+14155550142@/);
  assert.equal(incoming.name, 'Ada Lovelace');
  alice.say('answer');
  await alice.next('audio-in');
  const heard = isTone(await alice.heard(1000), 800, 'the network');
  await hangUp();
  await calling;
  return heard;
});

await proves('a call with no offer from the network', async () => {
  const calling = callIn(lab, 'alice', 'in-delayed-offer');
  await alice.next('incoming');
  alice.say('answer');
  await alice.next('audio-in');
  const heard = isTone(await alice.heard(1000), 800, 'the network');
  await hangUp();
  await calling;
  return heard;
});

await proves('the network hangs up', async () => {
  const calling = callIn(lab, 'alice', 'in-hangs-up', '--stay', '500');
  await alice.next('incoming');
  alice.say('answer');
  assert.equal((await alice.next('ended')).originator, 'remote');
  await calling;
});

await proves('the network gives up before the answer', async () => {
  const calling = callIn(lab, 'alice', 'in-cancels', '--stay', '300');
  await alice.next('incoming');
  assert.equal((await alice.next('ended')).cause, 'Canceled');
  await calling;
});

await proves('the network is refused', async () => {
  const calling = callIn(lab, 'alice', 'in-refused');
  await alice.next('incoming');
  alice.say('reject 486');
  await calling;
  assert.equal((await network.next('ended', event => event.line === 'in-tone' && event.how === '486')).how, '486');
});

// --- two telephones ---

await proves('two telephones hear one another, with no box between', async () => {
  const bob = phone(lab, 'bob', 659, '--register', '--auto-answer');
  await bob.next('registered');
  await call('bob');
  await Promise.all([alice.next('audio-in'), bob.next('audio-in')]);
  const [one, other] = await Promise.all([alice.heard(1000), bob.heard(1000)]);
  alice.say('stats');
  assert.equal((await alice.next('stats')).codec, 'audio/opus');
  await hangUp();
  await bob.next('ended');
  await bob.quit();
  return `${isTone(one, 659, 'alice')} and ${isTone(other, 523, 'bob')}`;
});

await alice.quit();
network.close();
console.log(`the laboratory stands: ${passed} proofs`);
