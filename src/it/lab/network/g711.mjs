// G.711 (ITU-T), both laws, to and from 16 bit linear.
const BIAS = 0x84;
const CLIP = 32635;

function mu(byte) {
  const value = ~byte & 0xff;
  const magnitude = (((value & 0x0f) << 3) + BIAS << ((value & 0x70) >> 4)) - BIAS;
  return value & 0x80 ? -magnitude : magnitude;
}

function a(byte) {
  const value = byte ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  const mantissa = (value & 0x0f) << 4;
  const magnitude = exponent === 0 ? mantissa + 8 : mantissa + 0x108 << exponent - 1;
  return value & 0x80 ? magnitude : -magnitude;
}

const table = law => Int16Array.from({ length: 256 }, (_, byte) => law(byte));
const MU = table(mu);
const A = table(a);

export const decodePcmu = bytes => Int16Array.from(bytes, byte => MU[byte]);
export const decodePcma = bytes => Int16Array.from(bytes, byte => A[byte]);

export function encodePcmu(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.round(sample)), CLIP) + BIAS;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return ~(sign | exponent << 4 | magnitude >> exponent + 3 & 0x0f) & 0xff;
}
