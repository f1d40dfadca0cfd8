// Weights initialized as in torch.nn.init, after nn.Linear has drawn its own; biases are 0. Uniform
// weights equal torch's bit for bit. orthogonal_ needs logarithms, cosines and LAPACK, whose rounding
// differs: `tests/interactive/test_random.py` has the tolerance.

import { initial as linear, layout } from "./random.js";

/** @typedef {import("./random.js").Generator} Generator */
/**
 * @typedef {(weights: Float32Array, generator: Generator, inputs: number, outputs: number)
 *   => void} Rule
 */

const round = Math.fround;

/**
 * The numbers that tensor.normal_() draws; `count` is even below 16, else a multiple of 16.
 * @param {Generator} generator
 * @param {number} count
 */
function normal(generator, count) {
  const uniform = () => {
    const high = generator.bits(); // 53 bits
    return ((high & 0x1fffff) * 2 ** 32 + generator.bits()) / 2 ** 53;
  };
  const drawn = new Float32Array(count);
  if (count < 16) {
    for (let i = 0; i < count; i += 2) {
      const angle = 2 * Math.PI * uniform();
      const radius = Math.sqrt(-2 * Math.log1p(-uniform()));
      drawn[i] = radius * Math.cos(angle);
      drawn[i + 1] = radius * Math.sin(angle);
    }
    return drawn;
  }
  for (let i = 0; i < count; i++) drawn[i] = generator.single();
  for (let i = 0; i < count; i++) {
    if (i % 16 >= 8) continue; // of each 16 numbers the first eight are radii, the others angles
    const radius = round(Math.sqrt(-2 * round(Math.log(1 - drawn[i]))));
    const angle = round(round(2 * Math.PI) * drawn[i + 8]);
    drawn[i] = radius * round(Math.cos(angle));
    drawn[i + 8] = radius * round(Math.sin(angle));
  }
  return drawn;
}

/**
 * Orthonormal columns, or rows where there are fewer, by the Gram-Schmidt process: the projections
 * onto the earlier ones are subtracted from each.
 * @type {Rule}
 */
function orthogonal(weights, generator, inputs, outputs) {
  const drawn = normal(generator, weights.length);
  const columns = outputs >= inputs;
  const [count, length] = columns ? [inputs, outputs] : [outputs, inputs];
  const at = (/** @type {number} */ k, /** @type {number} */ i) =>
    columns ? i * inputs + k : k * inputs + i;
  /** @type {number[][]} */
  const done = [];
  for (let k = 0; k < count; k++) {
    const vector = Array.from({ length }, (_, i) => drawn[at(k, i)]);
    const dot = (/** @type {number[]} */ other) =>
      vector.reduce((sum, x, i) => sum + x * other[i], 0);
    for (const other of done) {
      const along = dot(other);
      for (let i = 0; i < length; i++) vector[i] -= along * other[i];
    }
    const size = Math.sqrt(dot(vector));
    done.push(vector.map((x) => x / size));
    done[k].forEach((x, i) => {
      weights[at(k, i)] = x;
    });
  }
}

/** @type {Record<string, Rule | null>} */
const RULES = {
  linear: null, // nn.Linear's own
  xavier: (weights, generator, inputs, outputs) =>
    generator.uniform(weights, Math.sqrt(3) * Math.sqrt(2 / (inputs + outputs))),
  kaiming: (weights, generator, inputs) =>
    generator.uniform(weights, Math.sqrt(3) * (Math.sqrt(2) / Math.sqrt(inputs))),
  orthogonal,
  alike: null, // every weight and bias is 0.5
};
export const INITIALIZATIONS = Object.keys(RULES);

/**
 * nn.Linear's weights, replaced by those of the rule.
 * @param {number[]} sizes
 * @param {Generator} generator
 * @param {string} initialization
 */
export function initial(sizes, generator, initialization) {
  const parameters = linear(sizes, generator);
  const rule = RULES[initialization];
  if (initialization === "alike") parameters.fill(0.5);
  if (rule) {
    for (const { inputs, outputs, weight, bias, end } of layout(sizes)) {
      rule(parameters.subarray(weight, bias), generator, inputs, outputs);
      parameters.fill(0, bias, end);
    }
  }
  return parameters;
}
