// Losses of one example with the logits (0, z), and their gradients with respect to z, as in torch.

import { logSoftmax } from "./softmax.js";

/**
 * @typedef {object} Truth
 * @property {number} target 0 or 1
 * @property {number} weight of class 1; class 0 weighs 1
 * @property {number} smoothing label smoothing
 */
/** @typedef {(z: number, truth: Truth) => [loss: number, gradient: number]} Loss */

const round = Math.fround;

/**
 * The probability of class 1, rounded after each operation as in torch: 1 from about z = 17 on.
 * @param {number} z
 */
export const sigmoid = (z) => round(1 / round(1 + round(Math.exp(-z))));

/**
 * The target probability of class 1 after label smoothing.
 * @param {Truth} truth
 */
const smoothed = ({ target, smoothing }) => target * (1 - smoothing) + smoothing / 2;

/**
 * The weight of the target's class.
 * @param {Truth} truth
 */
const targetWeight = ({ target, weight }) => (target === 1 ? weight : 1);

/**
 * −log_softmax of the target class, or with smoothing of both classes, and the gradient through
 * log_softmax.
 * @type {Loss}
 */
function crossEntropy(z, { target, weight, smoothing }) {
  const logs = logSoftmax([0, z]);
  const weights = [1, weight];
  const part = round(smoothing / 2);
  const rest = round(1 - smoothing);
  const both = round(logs[0] + round(weight * logs[1]));
  const one = round(weights[target] * logs[target]);
  const [pull0, pull1] = weights.map((w, k) =>
    round((k === target ? round(rest * w) : 0) + round(part * w)),
  );
  return [
    -round(round(rest * one) + round(part * both)),
    round(round(Math.exp(logs[1])) * round(pull0 + pull1) - pull1),
  ];
}

/** @type {Record<string, Loss>} */
export const losses = {
  cross_entropy: crossEntropy,
  // (y − p)²
  mse_loss(z, truth) {
    const p = sigmoid(z);
    const y = smoothed(truth);
    const weight = targetWeight(truth);
    const slope = round(p * round(1 - p));
    return [round(weight * (y - p) ** 2), round(2 * weight * (p - y) * slope)];
  },
};
