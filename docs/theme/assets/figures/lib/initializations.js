// Weights drawn anew by one of torch.nn.init's rules, once nn.Linear has drawn its own; biases are 0 then.
//
// Uniform ones are torch's bit for bit. orthogonal_ needs logarithms, cosines and LAPACK, which round
// in their own ways: `tests/interactive/test_random.py` says how near it comes.

import { initial as linear, layout } from "./random.js";

const round = Math.fround;

/** As many draws of tensor.normal_() as its layer has weights: an even number, and of 16 or more whole sixteens. */
function normal(generator, count) {
  const half = () => { // 53 bits
    const high = generator.bits();
    return ((high & 0x1fffff) * 2 ** 32 + generator.bits()) / 2 ** 53;
  };
  const drawn = new Float32Array(count);
  if (count < 16) {
    for (let i = 0; i < count; i += 2) {
      const angle = 2 * Math.PI * half(), radius = Math.sqrt(-2 * Math.log1p(-half()));
      drawn[i] = radius * Math.cos(angle);
      drawn[i + 1] = radius * Math.sin(angle);
    }
    return drawn;
  }
  for (let i = 0; i < count; i++) drawn[i] = generator.single();
  for (let i = 0; i < count; i++) { // the first eight of each sixteen give radii, the others angles
    if (i % 16 >= 8) continue;
    const radius = round(Math.sqrt(-2 * round(Math.log(1 - drawn[i])))), angle = round(round(2 * Math.PI) * drawn[i + 8]);
    drawn[i] = radius * round(Math.cos(angle));
    drawn[i + 8] = radius * round(Math.sin(angle));
  }
  return drawn;
}

/** Columns at right angles, of length 1, or rows where there are fewer: each without its part along those before. */
function orthogonal(weights, generator, inputs, outputs) {
  const drawn = normal(generator, weights.length), columns = outputs >= inputs, [count, length] = columns ? [inputs, outputs] : [outputs, inputs];
  const at = (k, i) => (columns ? i * inputs + k : k * inputs + i), done = [];
  for (let k = 0; k < count; k++) {
    const vector = Array.from({ length }, (_, i) => drawn[at(k, i)]);
    const dot = (other) => vector.reduce((sum, x, i) => sum + x * other[i], 0);
    for (const other of done) {
      const along = dot(other);
      for (let i = 0; i < length; i++) vector[i] -= along * other[i];
    }
    const size = Math.sqrt(dot(vector));
    done.push(vector.map((x) => x / size));
    done[k].forEach((x, i) => { weights[at(k, i)] = x; });
  }
}

const RULES = {
  linear: null, // no draw
  xavier: (weights, generator, inputs, outputs) => generator.uniform(weights, Math.sqrt(3) * Math.sqrt(2 / (inputs + outputs))),
  kaiming: (weights, generator, inputs) => generator.uniform(weights, Math.sqrt(3) * (Math.sqrt(2) / Math.sqrt(inputs))),
  orthogonal,
  alike: null, // every weight and bias is 0.5
};
export const INITIALIZATIONS = Object.keys(RULES);

/** random.js' `initial`, and then the rule's draws. */
export function initial(sizes, generator, initialization) {
  const parameters = linear(sizes, generator), rule = RULES[initialization];
  if (initialization === "alike") parameters.fill(0.5);
  if (rule) {
    for (const { inputs, outputs, weight, bias, end } of layout(sizes)) {
      rule(parameters.subarray(weight, bias), generator, inputs, outputs);
      parameters.fill(0, bias, end);
    }
  }
  return parameters;
}
