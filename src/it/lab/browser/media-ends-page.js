// Peer connections whose descriptions a test carries to and fro. Driven by media-ends.mjs through window.phone.
import { Ear, Voice } from './sound.js';

const ends = [];
const end = number => {
  const found = ends[number - 1];
  if (!found) throw new Error('there is no such end');
  return found;
};

// With all its candidates: nobody trickles here.
async function describe({ connection }, description) {
  await connection.setLocalDescription(description);
  while (connection.iceGatheringState !== 'complete') {
    await new Promise(done => connection.addEventListener('icegatheringstatechange', done, { once: true }));
  }
  return connection.localDescription.sdp;
}

window.phone = {
  open(hz, behindAPicture) {
    const connection = new RTCPeerConnection({ iceServers: [] });
    const voice = new Voice(hz);
    const made = { connection, ear: new Ear(() => {}), track: voice.stream.getTracks()[0] };
    const number = ends.push(made);
    connection.addEventListener('track', ({ track, streams }) => {
      if (track.kind === 'audio') made.ear.hear(streams[0] ?? new MediaStream([track]));
    });
    connection.addEventListener('connectionstatechange', () => window.tell({ event: 'media', end: number, state: connection.connectionState }));
    if (behindAPicture) connection.addTransceiver('video', { direction: 'recvonly' });
    connection.addTrack(made.track, voice.stream);
    return number;
  },
  async offer(number) { return describe(end(number), await end(number).connection.createOffer()); },
  async answer(number, sdp) {
    const { connection, track } = end(number);
    await connection.setRemoteDescription({ type: 'offer', sdp });
    // An offer that wants to hear nothing (sendonly) gets a transceiver that says nothing, for good (RFC 8829 section 5.10).
    const sound = connection.getTransceivers().find(({ mid, receiver }) => mid !== null && receiver.track.kind === 'audio');
    if (sound.direction !== 'sendrecv') {
      sound.direction = 'sendrecv';
      await sound.sender.replaceTrack(track);
    }
    return describe(end(number), await connection.createAnswer());
  },
  take(number, sdp) { return end(number).connection.setRemoteDescription({ type: 'answer', sdp }); },
  listen(number, milliseconds) { return end(number).ear.listen(milliseconds); },
  close(number) {
    end(number).ear.close();
    end(number).connection.close();
  },
  stop() { ends.forEach(({ connection }) => connection.close()); },
};
