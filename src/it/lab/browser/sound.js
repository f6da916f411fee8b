// What the page's telephone says (a tone) and hears (its strongest frequency and level), by WebAudio.
const HEARD_DB = -50;
const SILENCE_DB = -70;
const POLL_MS = 50;

const context = new AudioContext({ sampleRate: 48_000 });
const decibels = ratio => ratio > 0 ? 20 * Math.log10(ratio) : -120;
const round = (value, digits = 1) => Number(value.toFixed(digits));

/** A tone at -6 dBFS in the place of the microphone; 0 Hz is silence. */
export class Voice {
  constructor(hz) {
    this.oscillator = new OscillatorNode(context, { frequency: hz || 440 });
    this.gain = new GainNode(context, { gain: hz ? 0.5 : 0 });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    this.oscillator.connect(this.gain).connect(out);
    this.oscillator.start();
    this.stream = out.stream;
  }

  setTone(hz) {
    if (hz) this.oscillator.frequency.value = hz;
    this.gain.gain.value = hz ? 0.5 : 0;
  }
}

/** Hears a remote stream and measures it. */
export class Ear {
  constructor(onFirstSound) {
    this.element = new Audio();
    this.element.muted = true;
    this.analyser = new AnalyserNode(context, { fftSize: 16_384, smoothingTimeConstant: 0, minDecibels: -140, maxDecibels: 0 });
    this.watcher = setInterval(() => {
      const db = this.level();
      if (db > HEARD_DB) {
        clearInterval(this.watcher);
        onFirstSound(round(db));
      }
    }, 20);
  }

  hear(stream) {
    this.source?.disconnect();
    // Chromium decodes a remote stream only where a media element plays it.
    this.element.srcObject = stream;
    this.element.play();
    this.source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    this.source.connect(this.analyser);
  }

  // RMS of the newest 21 ms.
  level() {
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    const newest = samples.subarray(-1024);
    return decibels(Math.sqrt(newest.reduce((sum, x) => sum + x * x, 0) / newest.length));
  }

  // The strongest frequency between 60 Hz and 4 kHz, interpolated between the bins.
  peak() {
    const bins = new Float32Array(this.analyser.frequencyBinCount);
    this.analyser.getFloatFrequencyData(bins);
    const width = context.sampleRate / this.analyser.fftSize;
    let top = Math.ceil(60 / width);
    for (let i = top; i < 4000 / width; i++) if (bins[i] > bins[top]) top = i;
    const [a, b, c] = [bins[top - 1], bins[top], bins[top + 1]];
    return (top + (a === c ? 0 : (a - c) / 2 / (a - 2 * b + c))) * width;
  }

  /** Median frequency and mean power over a time. */
  listen(milliseconds) {
    return new Promise(done => {
      const peaks = [];
      const powers = [];
      const begun = performance.now();
      const poll = setInterval(() => {
        const level = this.level();
        powers.push(10 ** (level / 10));
        if (level > SILENCE_DB) peaks.push(this.peak());
        if (performance.now() - begun < milliseconds) return;
        clearInterval(poll);
        const db = 10 * Math.log10(powers.reduce((a, b) => a + b) / powers.length);
        peaks.sort((a, b) => a - b);
        const loud = db > SILENCE_DB && peaks.length > 0;
        done({ hz: loud ? round(peaks[peaks.length >> 1]) : 0, db: round(Math.max(db, -120)) });
      }, POLL_MS);
    });
  }

  /** Mean power of each of these frequencies over a time, in dB of full scale as of a sine's RMS. */
  levels(milliseconds, frequencies) {
    return new Promise(done => {
      const sums = frequencies.map(() => 0);
      const bins = new Float32Array(this.analyser.frequencyBinCount);
      const width = context.sampleRate / this.analyser.fftSize;
      const begun = performance.now();
      let polls = 0;
      const poll = setInterval(() => {
        this.analyser.getFloatFrequencyData(bins);
        polls++;
        frequencies.forEach((hz, i) => {
          const middle = Math.round(hz / width);
          sums[i] += 10 ** (Math.max(...bins.subarray(middle - 2, middle + 3)) / 10);
        });
        if (performance.now() - begun < milliseconds) return;
        clearInterval(poll);
        done(Object.fromEntries(frequencies.map((hz, i) => [hz, round(10 * Math.log10(sums[i] / polls + 1e-12))])));
      }, POLL_MS);
    });
  }

  close() {
    clearInterval(this.watcher);
    this.source?.disconnect();
    this.element.srcObject = null;
  }
}
