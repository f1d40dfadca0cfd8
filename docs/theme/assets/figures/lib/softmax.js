// Softmax in float32, rounded after each operation as in torch, so that overflow agrees, too.

/** @typedef {ArrayLike<number> & Iterable<number>} Numbers */

const round = Math.fround;

/** @param {Numbers} z */
const largest = (z) => [...z].reduce((a, b) => Math.max(a, b));

/** @param {Numbers} values */
const total = (values) => [...values].reduce((sum, x) => round(sum + x), 0);

/**
 * e^(z − shift): the shift is 0 by the definition, and the largest score with the max trick.
 * @param {Numbers} z
 */
export const exponentials = (z, shift = largest(z)) =>
  Float32Array.from(z, (x) => Math.exp(round(x - shift)));

/**
 * The sum of the exponentials, and each exponential divided by it.
 * @param {Float32Array} exps
 */
export function normalized(exps) {
  const sum = total(exps);
  return { sum, p: exps.map((x) => x / sum) };
}

/**
 * Probabilities, as `torch.softmax` computes them.
 * @param {Numbers} z
 */
export const softmax = (z) => normalized(exponentials(z)).p;

/**
 * log Σ exp(z), with the max trick.
 * @param {Numbers} z
 */
export const logSumExp = (z) => round(largest(z) + round(Math.log(total(exponentials(z)))));

/**
 * Logarithms of the probabilities, computed without the probabilities.
 * @param {Numbers} z
 */
export function logSoftmax(z) {
  const shift = largest(z);
  const logTotal = round(Math.log(total(exponentials(z))));
  return Float32Array.from(z, (x) => round(x - shift) - logTotal);
}

/**
 * The Jacobian diag(p) − ppᵀ by rows: the derivatives of each probability.
 * @param {Numbers} p
 */
export const jacobian = (p) =>
  Array.from(p, (a, i) => Float32Array.from(p, (b, j) => (i === j ? a : 0) - round(a * b)));
