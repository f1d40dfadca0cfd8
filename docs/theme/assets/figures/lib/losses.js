// Losses of one example with the two logits (0, z), and their gradients for z, as torch gives them.

import { logSoftmax } from "./softmax.js";

const round = Math.fround;
const cost = (z) => Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z))); // −ln σ(z), never overflowing

/** The probability of class 1, rounded at each step as torch rounds: from about z = 17 on it is 1. */
export const sigmoid = (z) => round(1 / round(1 + round(Math.exp(-z))));

/** What label smoothing makes of the target: the probability that class 1 ought to have. */
const softened = ({ target, smoothing }) => target * (1 - smoothing) + smoothing / 2;

/** The weight of the target's class: class 0 weighs 1. */
const own = ({ target, weight }) => (target === 1 ? weight : 1);

/** Each is given z and {target, weight (of class 1), smoothing}, and answers [loss, gradient for z]. */
export const losses = {
  // −log_softmax of the target, and with smoothing that of both; the gradient goes back through log_softmax
  cross_entropy(z, { target, weight, smoothing }) {
    const logs = logSoftmax([0, z]), weights = [1, weight], part = round(smoothing / 2), rest = round(1 - smoothing);
    const both = round(logs[0] + round(weight * logs[1])), one = round(weights[target] * logs[target]);
    const pull = weights.map((w, k) => round((k === target ? round(rest * w) : 0) + round(part * w)));
    return [-round(round(rest * one) + round(part * both)), round(round(Math.exp(logs[1])) * round(pull[0] + pull[1]) - pull[1])];
  },
  // of log_softmax; it has no label smoothing
  nll_loss: (z, truth) => losses.cross_entropy(z, { ...truth, smoothing: 0 }),
  // with pos_weight; torch adds and takes away again, which costs digits
  binary_cross_entropy_with_logits(z, truth) {
    const y = round(softened(truth)), weight = round(1 + round((truth.weight - 1) * y));
    const loss = round(round(1 - y) * z) + round(weight * round(cost(z)));
    const pull = round(truth.weight * y);
    return [round(loss), round(round(round(round(pull + 1) - y) * sigmoid(z)) - pull)];
  },
  // of the sigmoid: torch stops the logarithm at −100, and the division at 10⁻¹²
  binary_cross_entropy(z, truth) {
    const p = sigmoid(z), rest = round(1 - p), y = round(softened(truth)), weight = own(truth);
    const log = (x) => Math.max(round(Math.log(x)), -100);
    const slope = round(weight * (p - y) / Math.max(round(p * rest), 1e-12));
    return [round(weight * round(round(round(y - 1) * log(rest)) - round(y * log(p)))), round(slope * round(p * rest))];
  },
  // (y − p)², weighed alike
  mse_loss(z, truth) {
    const p = sigmoid(z), y = softened(truth), weight = own(truth);
    return [round(weight * (y - p) ** 2), round(2 * weight * (p - y) * round(p * round(1 - p)))];
  },
};
