// Softmax in float32, rounded at each step as torch rounds: overflow and underflow come out the same.

const round = Math.fround;
const largest = (z) => z.reduce((a, b) => Math.max(a, b));
const total = (values) => values.reduce((sum, x) => round(sum + x), 0);

/** e^(z − shift): by the definition the shift is 0, by the max trick the largest score. */
export const powers = (z, shift = largest(z)) => Float32Array.from(z, (x) => Math.exp(round(x - shift)));

/** The sum of the powers, and each of them over it. */
export function shares(powers) {
  const sum = total(powers);
  return { sum, p: powers.map((x) => x / sum) };
}

/** Probabilities, as `torch.softmax` computes them. */
export const softmax = (z) => shares(powers(z)).p;

/** The formula as it reads, `z.exp() / z.exp().sum()`: inf and nan for large scores. */
export const naive = (z) => shares(powers(z, 0)).p;

/** log Σ exp(z), without ever forming the sum. */
export const logSumExp = (z) => round(largest(z) + round(Math.log(total(powers(z)))));

/** Logarithms of probabilities, without ever forming the probabilities. */
export function logSoftmax(z) {
  const most = largest(z), rest = round(Math.log(total(powers(z))));
  return Float32Array.from(z, (x) => round(x - most) - rest);
}

/** diag(p) − ppᵀ, by rows: how much each probability gains from each score. */
export const jacobian = (p) =>
  Array.from(p, (a, i) => Float32Array.from(p, (b, j) => (i === j ? a : 0) - round(a * b)));
