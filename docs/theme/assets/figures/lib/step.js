// One step of SGD on one example, every number of it: sums in double precision, stored as float32.

import { SIZES, layout } from "./random.js";

const sigmoid = (a) => Math.fround(1 / (1 + Math.exp(-a)));
const sum = (terms) => Math.fround(terms.reduce((a, b) => a + b, 0));

/** What goes into each layer, its z = W x + b, and the probabilities and the loss at the end. */
function forward(parameters, x, target) {
  const inputs = [x], sums = [];
  const layers = layout(SIZES);
  layers.forEach(({ inputs: width, outputs, weight, bias }, l) => {
    const z = Array.from({ length: outputs }, (_, j) =>
      sum([parameters[bias + j], ...inputs[l].map((v, k) => parameters[weight + j * width + k] * v)]));
    sums.push(z);
    if (l < layers.length - 1) inputs.push(z.map(sigmoid));
  });
  const z = sums.at(-1), largest = Math.max(...z);
  const exps = z.map((v) => Math.exp(v - largest)), total = exps[0] + exps[1];
  return { inputs, sums, p: exps.map((e) => Math.fround(e / total)), loss: Math.fround(largest - z[target] + Math.log(total)) };
}

/**
 * Forward, back and update for one example `x` of class `target`.
 * `deltas[l]` is the gradient of layer l's z; `gradients` and `after` are rows of all parameters.
 */
export function oneStep(parameters, x, target, lr) {
  const { inputs, sums, p, loss } = forward(parameters, x, target);
  const layers = layout(SIZES), deltas = [];
  deltas[layers.length - 1] = p.map((v, k) => Math.fround(v - (k === target)));
  for (let l = layers.length - 1; l > 0; l--) {
    const { inputs: width, weight } = layers[l];
    deltas[l - 1] = inputs[l].map((h, k) =>
      Math.fround(sum(deltas[l].map((d, j) => d * parameters[weight + j * width + k])) * h * (1 - h)));
  }
  const gradients = new Float32Array(parameters.length);
  layers.forEach(({ inputs: width, weight, bias }, l) => deltas[l].forEach((d, j) => {
    gradients[bias + j] = d;
    inputs[l].forEach((v, k) => { gradients[weight + j * width + k] = d * v; });
  }));
  const rate = Math.fround(lr), after = parameters.map((w, i) => w - rate * gradients[i]);
  return { inputs, sums, p, loss, deltas, gradients, after, newLoss: forward(after, x, target).loss };
}
