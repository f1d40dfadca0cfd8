// The package's Scalar (reverse-mode autograd in one class), and the page's network made of it.

import { INPUTS, TARGETS } from "./xor.js";

/** A number that remembers its inputs, each with the derivative with respect to it. */
export class Scalar {
  grad = 0;

  /**
   * @param {number} value
   * @param {[Scalar, number][]} inputs pairs of an input and ∂this/∂input; none for a leaf
   */
  constructor(value, ...inputs) {
    this.value = value;
    this.inputs = inputs;
  }

  /** @param {Scalar} other */
  plus(other) {
    return new Scalar(this.value + other.value, [this, 1], [other, 1]);
  }

  /** @param {Scalar} other */
  times(other) {
    return new Scalar(this.value * other.value, [this, other.value], [other, this.value]);
  }

  square() {
    return new Scalar(this.value ** 2, [this, 2 * this.value]);
  }

  tanh() {
    const y = Math.tanh(this.value);
    return new Scalar(y, [this, 1 - y ** 2]);
  }

  /** Set `grad` of this number and of everything that it was computed from. */
  backward() {
    /** @type {Set<Scalar>} */
    const order = new Set();
    const visit = (/** @type {Scalar} */ node) => {
      if (order.has(node)) return;
      for (const [input] of node.inputs) visit(input);
      order.add(node); // a node's inputs come before it
    };
    visit(this);
    for (const node of order) node.grad = 0;
    this.grad = 1;
    for (const node of [...order].reverse()) {
      for (const [input, derivative] of node.inputs) input.grad += node.grad * derivative;
    }
  }
}

export const UNITS = 4;
export const RATE = 0.2;

/** The snippet's first weights, w₁, w₂ and b of each unit, then the output's: random.seed(0). */
export const FIRST = [
  0.6888437030500962, 0.515908805880605, -0.15885683833831, -0.4821664994140733,
  0.02254944273721704, -0.19013172509917142, 0.5675971780695452, -0.3933745478421451,
  -0.04680609169528838, 0.1667640789100624, 0.8162257703906703, 0.009373711634780513,
  -0.43632431120059234, 0.5116084083144479, 0.23673799335066326, -0.4989873172751189,
  0.8194925119364802,
];

/**
 * The network's answer to an input, from its 17 weights; `weights` are `FIRST`'s in their order.
 * @param {number[]} weights
 * @param {number} x1
 * @param {number} x2
 */
export function answer(weights, x1, x2) {
  let sum = weights[4 * UNITS];
  for (let j = 0; j < UNITS; j++) {
    const [w1, w2, b] = weights.slice(3 * j, 3 * j + 3);
    sum += weights[3 * UNITS + j] * Math.tanh(w1 * x1 + w2 * x2 + b);
  }
  return sum;
}

/**
 * One training step's graph with all its gradients: the weights as leaves, each row's nodes by name,
 * and the loss as the mean of the rows' squared errors.
 * @param {number[]} weights
 */
function graph(weights) {
  const leaves = weights.map((weight) => new Scalar(weight));
  const rows = INPUTS.map(([x1, x2], row) => {
    const units = Array.from({ length: UNITS }, (_, j) => {
      const [w1, w2, b] = leaves.slice(3 * j, 3 * j + 3);
      const first = w1.times(new Scalar(x1));
      const second = w2.times(new Scalar(x2));
      const a = first.plus(second).plus(b);
      const h = a.tanh();
      return { "w₁x₁": first, "w₂x₂": second, a, h, "w₃h": leaves[3 * UNITS + j].times(h) };
    });
    const sum = units.reduce((all, unit) => all.plus(unit["w₃h"]), leaves[4 * UNITS]);
    return { units, answer: sum, error: sum.plus(new Scalar(-TARGETS[row])).square() };
  });
  const [first, ...others] = rows.map(({ error }) => error);
  const total = others.reduce((all, error) => all.plus(error), first);
  const loss = total.times(new Scalar(1 / INPUTS.length));
  loss.backward();
  return { leaves, rows, loss };
}

/**
 * The weights after one more step of gradient descent.
 * @param {number[]} weights
 */
export const trained = (weights) =>
  graph(weights).leaves.map(({ value, grad }) => value - RATE * grad);

/** A unit's parameters: w₁, w₂ and b of its weighted sum, and w₃ from its value to the output. */
export const PARAMETERS = ["w₁", "w₂", "b", "w₃"];

/**
 * A training step along one path through the network: a row, a unit, the output, the loss.
 * @param {number[]} weights
 * @param {number} row
 * @param {number} unit
 */
export function path(weights, row, unit) {
  const { leaves, rows, loss } = graph(weights);
  const { units, answer: output, error } = rows[row];
  const own = [0, 1, 2].map((k) => leaves[3 * unit + k]).concat(leaves[3 * UNITS + unit]);
  const nodes = Object.entries({ ...units[unit], answer: output, error, L: loss });
  /** @type {Record<string, number>} */
  const values = Object.fromEntries(nodes.map(([name, { value }]) => [name, value]));
  const gradients = Object.fromEntries(nodes.map(([name, { grad }]) => [name, grad]));
  PARAMETERS.forEach((name, i) => {
    values[name] = own[i].value;
  });
  [values["x₁"], values["x₂"]] = INPUTS[row];
  values.others = output.value - values["w₃h"]; // the other units' products and the output's bias
  return {
    values,
    gradients,
    errors: rows.map((each) => each.error.value),
    /** Each row's contribution to the gradient of each of `PARAMETERS`. */
    shares: rows.map(({ units: each }, i) => {
      const { "w₁x₁": first, "w₂x₂": second, a, h, "w₃h": last } = each[unit];
      const [x1, x2] = INPUTS[i];
      return [first.grad * x1, second.grad * x2, a.grad, last.grad * h.value];
    }),
    /** Their sums: the gradients of `PARAMETERS`. */
    sums: own.map(({ grad }) => grad),
  };
}
