// The telephone in the page: JsSIP for the calls, sound.js for what it says and hears. Driven by jssip-phone.mjs through window.phone.
import JsSIP from 'jssip';
import { Ear, Voice } from './sound.js';

const tell = event => window.tell({ t: Date.now(), ...event });
const RTC = { iceServers: [] };

let agent;
let voice;
let options;
const sessions = [];

const session = number => {
  const found = number ? sessions[number - 1] : sessions.at(-1);
  if (!found) throw new Error('there is no such call');
  return found;
};

const callOptions = () => ({
  // A stream of its own: JsSIP switches the tracks of a call that is held off, and they would be off for the others too.
  mediaStream: voice.stream.clone(),
  mediaConstraints: { audio: true, video: false },
  pcConfig: { ...RTC, ...options.pcConfig },
  rtcOfferConstraints: { offerToReceiveAudio: true },
});

function watch(rtc, incoming) {
  const entry = { rtc, ear: null };
  const number = sessions.push(entry);
  const note = (event, more = {}) => tell({ event, session: number, ...more });
  const listenTo = connection => {
    connection.addEventListener('track', ({ track, streams }) => {
      // After a hold the track comes again, in a stream of its own.
      entry.ear ??= new Ear(db => note('audio-in', { db }));
      entry.ear.hear(streams[0] ?? new MediaStream([track]));
    });
    connection.addEventListener('connectionstatechange', () => note('media', { state: connection.connectionState }));
  };
  if (rtc.connection) listenTo(rtc.connection);
  rtc.on('peerconnection', ({ peerconnection }) => listenTo(peerconnection));
  rtc.on('progress', ({ response }) => note('progress', response ? { code: response.status_code } : {}));
  rtc.on('accepted', () => note('accepted'));
  rtc.on('confirmed', ({ originator }) => note('confirmed', { originator }));
  rtc.on('hold', ({ originator }) => note('hold', { originator }));
  rtc.on('unhold', ({ originator }) => note('unhold', { originator }));
  rtc.on('newDTMF', ({ originator, dtmf }) => originator === 'remote' && note('dtmf', { via: 'info', digit: dtmf.tone }));
  rtc.on('refer', ({ request, accept, reject }) => {
    note('refer', { target: request.refer_to?.uri.toString() });
    if (options.followRefer) accept(next => watch(next, false), callOptions());
    else reject();
  });
  rtc.on('replaces', ({ accept, reject }) => {
    note('replaces');
    if (options.takeReplaces) accept(next => { if (!options.autoAnswer) next.answer(callOptions()); });
    else reject();
  });
  const end = ({ originator, cause, message }) => {
    entry.ear?.close();
    note('ended', { originator, cause, code: message?.status_code ?? 0, reason: message?.getHeader?.('Reason') ?? undefined });
  };
  rtc.on('ended', end);
  rtc.on('failed', end);
  note(incoming ? 'incoming' : 'outgoing', {
    from: rtc.remote_identity?.uri.toString(),
    name: rtc.remote_identity?.display_name || undefined,
  });
  if (incoming && options.autoAnswer) rtc.answer(callOptions());
  return number;
}

window.phone = {
  start(given) {
    options = given;
    voice = new Voice(options.tone);
    if (options.debug) JsSIP.debug.enable('JsSIP:*');
    agent = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(options.server)],
      uri: `sip:${options.user}@${options.domain}`,
      password: options.password,
      register: false,
      session_timers: options.sessionTimers,
      user_agent: 'JsSIP in the laboratory',
    });
    agent.on('connected', () => tell({ event: 'connected' }));
    agent.on('disconnected', ({ code, reason }) => tell({ event: 'disconnected', code, reason }));
    agent.on('registered', () => tell({ event: 'registered' }));
    agent.on('unregistered', () => tell({ event: 'unregistered' }));
    agent.on('registrationFailed', ({ cause, response }) => tell({ event: 'registration-failed', cause, code: response?.status_code ?? 0 }));
    agent.on('newRTCSession', ({ originator, session: rtc }) => { if (originator === 'remote') watch(rtc, true); });
    agent.on('newMessage', ({ originator, request }) => originator === 'remote' && tell({ event: 'message', from: request.from.uri.toString(), text: request.body }));
    agent.start();
  },
  register() { if (agent.isConnected()) agent.register(); else agent.once('connected', () => agent.register()); },
  unregister() { agent.unregister(); },
  call(target) {
    // JsSIP tells of the session before call() returns, so it is watched from that event.
    agent.once('newRTCSession', ({ session: rtc }) => watch(rtc, false));
    agent.call(target, callOptions());
  },
  answer(number) { session(number).rtc.answer(callOptions()); },
  reject(code, number) { session(number).rtc.terminate({ status_code: code || 486 }); },
  hangup(number) { session(number).rtc.terminate(); },
  hold(number) { if (!session(number).rtc.hold()) throw new Error('hold is not possible now'); },
  unhold(number) { if (!session(number).rtc.unhold()) throw new Error('unhold is not possible now'); },
  mute(number) { session(number).rtc.mute({ audio: true }); },
  unmute(number) { session(number).rtc.unmute({ audio: true }); },
  dtmf(digits, via, number) {
    session(number).rtc.sendDTMF(digits, { transportType: via === 'info' ? 'INFO' : 'RFC2833', duration: 100, interToneGap: 100 });
  },
  refer(target, number) {
    session(number).rtc.refer(target, { eventHandlers: referEvents(number) });
  },
  replace(number, other) {
    const to = session(other).rtc;
    session(number).rtc.refer(to.remote_identity.uri, { replaces: to, eventHandlers: referEvents(number) });
  },
  message(target, text) { agent.sendMessage(target, text); },
  tone(hz) { voice.setTone(hz); },
  listen(milliseconds, number) {
    const { ear } = session(number);
    if (!ear) throw new Error('nothing has come to be heard');
    return ear.listen(milliseconds);
  },
  levels(milliseconds, frequencies, number) {
    const { ear } = session(number);
    if (!ear) throw new Error('nothing has come to be heard');
    return ear.levels(milliseconds, frequencies);
  },
  async stats(number) {
    const report = await session(number).rtc.connection.getStats();
    const all = [...report.values()];
    const inbound = all.find(row => row.type === 'inbound-rtp');
    const codec = all.find(row => row.id === inbound?.codecId);
    return { codec: codec?.mimeType, packetsReceived: inbound?.packetsReceived, packetsLost: inbound?.packetsLost };
  },
  stop() { agent.stop(); },
};

const referEvents = number => Object.fromEntries(['requestSucceeded', 'requestFailed', 'trying', 'progress', 'accepted', 'failed'].map(
  name => [name, ({ response, status_line: line } = {}) => tell({ event: 'transfer', state: name, session: number, code: line?.status_code ?? response?.status_code })],
));
