// Another telephone for the page: SIP.js, which lets a call that rings be picked up as RFC 3891 wants it (481, 486 for early-only). Driven as
// page.js is, with fewer commands.
import { Inviter, Registerer, RegistererState, SessionState, UserAgent } from 'sip.js';
import { defaultSessionDescriptionHandlerFactory } from 'sip.js/lib/platform/web/index.js';
import { Ear, Voice } from './sound.js';

const tell = event => window.tell({ t: Date.now(), ...event });
let agent;
let voice;
let registerer;
const sessions = [];

const session = number => {
  const found = number ? sessions[number - 1] : sessions.at(-1);
  if (!found) throw new Error('there is no such call');
  return found;
};

function watch(sip, incoming) {
  const entry = { sip, ear: null };
  const number = sessions.push(entry);
  const note = (event, more = {}) => tell({ event, session: number, ...more });
  sip.stateChange.addListener(state => {
    if (state === SessionState.Established) {
      entry.ear = new Ear(db => note('audio-in', { db }));
      entry.ear.hear(sip.sessionDescriptionHandler.remoteMediaStream);
      note('confirmed');
    } else if (state === SessionState.Terminated) {
      entry.ear?.close();
      note('ended');
    }
  });
  note(incoming ? 'incoming' : 'outgoing', { from: sip.remoteIdentity.uri.toString() });
  return entry;
}

// The call that rang is given up once the new one is answered: SIP.js itself would send a BYE in it, which an early dialog cannot have here.
async function pickedUp(invitation) {
  const replaced = invitation.replacee;
  invitation._replacee = undefined;
  tell({ event: 'replaces', value: invitation.request.getHeader('Replaces') });
  watch(invitation, true);
  await invitation.accept();
  await replaced.cancel();
}

window.phone = {
  start(given) {
    voice = new Voice(given.tone);
    agent = new UserAgent({
      uri: UserAgent.makeURI(`sip:${given.user}@${given.domain}`),
      authorizationUsername: given.user,
      authorizationPassword: given.password,
      transportOptions: { server: given.server },
      sipExtensionReplaces: 'Supported',
      logLevel: given.debug ? 'debug' : 'error',
      userAgentString: 'SIP.js in the laboratory',
      sessionDescriptionHandlerFactory: defaultSessionDescriptionHandlerFactory(async () => voice.stream.clone()),
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 500, peerConnectionConfiguration: { iceServers: [] } },
      delegate: { onInvite: invitation => invitation.replacee ? pickedUp(invitation) : watch(invitation, true) },
    });
    registerer = new Registerer(agent);
    registerer.stateChange.addListener(state => state === RegistererState.Registered && tell({ event: 'registered' }));
  },
  async register() {
    await agent.start();
    await registerer.register();
  },
  call(target) {
    const inviter = new Inviter(agent, UserAgent.makeURI(target.startsWith('sip:') ? target : `sip:${target}`));
    const { sip } = watch(inviter, false);
    return sip.invite({
      requestDelegate: {
        onProgress: ({ message }) => tell({
          event: 'progress', code: message.statusCode, callId: message.callId, localTag: message.fromTag, remoteTag: message.toTag,
        }),
      },
    });
  },
  hangup(number) {
    const { sip } = session(number);
    return sip.state === SessionState.Established ? sip.bye() : sip.cancel();
  },
  listen(milliseconds, number) {
    const { ear } = session(number);
    if (!ear) throw new Error('nothing has come to be heard');
    return ear.listen(milliseconds);
  },
  stop() { return agent.stop(); },
};
