// Two computation graphs: values forward, then gradients backward by the chain rule.

import { SIZES, layout, notebook } from "./random.js";

/** @typedef {number[][]} Matrix rows of numbers; a vector is a column */
/** @typedef {number[][]} Products what adds up to one number: the factors of each product */
/** @typedef {Record<string, any>} Values node → a number in `sum`, a matrix in `network` */

/**
 * What a node passes back to one of its inputs. In `sum` it is the derivative for the input, to be
 * multiplied by the gradient; in `network` the products that add up to each number.
 * @typedef {object} BackwardEdge
 * @property {any} formula in `sum` the derivative; in `network` a function of the gradient's name
 * @property {(values: Values) => number} [derivative]
 * @property {(gradient: Matrix, values: Values, i: number, j: number) => Products} [products]
 */

/**
 * @typedef {object} Node
 * @property {string} [formula] how it is computed; none for a leaf
 * @property {(values: Values) => any} [value]
 * @property {(values: Values, i: number) => Products} [products] of number i of the value
 * @property {Record<string, BackwardEdge>} inputs
 */

/**
 * @typedef {object} Graph
 * @property {string} end the node to differentiate
 * @property {string[]} backward the order of the backward pass
 * @property {Record<string, Node>} nodes in the order of the forward pass
 */

/**
 * One step: forward with a `value`, or backward with a `gradient`, and before it a `product` that
 * comes `from` a node above.
 * @typedef {object} Step
 * @property {string | null} node
 * @property {any} [value]
 * @property {string} [from]
 * @property {number} [factor]
 * @property {any} [product]
 * @property {any} [gradient]
 */

/** e = (a + b)(2b + 1). @type {Graph} */
export const sum = {
  end: "e",
  backward: ["c", "d", "a", "b"],
  nodes: {
    a: { inputs: {} },
    b: { inputs: {} },
    c: {
      formula: "a + b",
      value: ({ a, b }) => a + b,
      inputs: {
        a: { formula: "1", derivative: () => 1 },
        b: { formula: "1", derivative: () => 1 },
      },
    },
    d: {
      formula: "2b + 1",
      value: ({ b }) => 2 * b + 1,
      inputs: { b: { formula: "2", derivative: () => 2 } },
    },
    e: {
      formula: "c × d",
      value: ({ c, d }) => c * d,
      inputs: {
        c: { formula: "d", derivative: ({ d }) => d },
        d: { formula: "c", derivative: ({ c }) => c },
      },
    },
  },
};

/**
 * @param {Iterable<number>} numbers
 * @returns {Matrix}
 */
const column = (numbers) => Array.from(numbers, (x) => [x]);

/**
 * Products added up in double precision, stored as float32.
 * @param {Products} products
 */
const total = (products) =>
  Math.fround(products.reduce((all, factors) => all + factors.reduce((x, y) => x * y), 0));

/**
 * A matrix of the shape of another.
 * @param {Matrix} matrix
 * @param {(i: number, j: number) => number} at
 */
const like = (matrix, at) => matrix.map((row, i) => row.map((_, j) => at(i, j)));

/**
 * Softmax of the two logits.
 * @param {Matrix} logits
 */
export const probabilities = ([[z0], [z1]]) =>
  [1 / (1 + Math.exp(z1 - z0)), 1 / (1 + Math.exp(z0 - z1))].map(Math.fround);

/**
 * W x + b.
 * @param {string} W
 * @param {string} x
 * @param {string} b
 * @returns {Node}
 */
function affine(W, x, b) {
  /** @type {Node["products"]} */
  const products = (values, i) => [
    .../** @type {Matrix} */ (values[W])[i].map((w, k) => [w, values[x][k][0]]),
    values[b][i],
  ];
  return {
    formula: `${W}${x} + ${b}`,
    products,
    value: (values) => like(values[b], (i) => total(products(values, i))),
    inputs: {
      [W]: {
        formula: (/** @type {string} */ g) => `${g} × ${x}ᵀ`,
        products: (g, values, i, j) => [[g[i][0], values[x][j][0]]],
      },
      [b]: {
        formula: (/** @type {string} */ g) => g,
        products: (g, _, i) => [g[i]],
      },
      [x]: {
        formula: (/** @type {string} */ g) => `${W}ᵀ × ${g}`,
        products: (g, values, k) => g.map(([dz], i) => [values[W][i][k], dz]),
      },
    },
  };
}

/**
 * h = σ(a), number by number.
 * @param {string} a
 * @param {string} h
 * @returns {Node}
 */
const sigmoid = (a, h) => ({
  formula: `σ(${a})`,
  value: (values) => like(values[a], (i) => Math.fround(1 / (1 + Math.exp(-values[a][i][0])))),
  inputs: {
    [a]: {
      formula: (/** @type {string} */ g) => `${g} ⊙ ${h}(1 − ${h})`,
      products: (g, values, i) => [[g[i][0], values[h][i][0], 1 - values[h][i][0]]],
    },
  },
});

/**
 * One example's cross-entropy by the source notebook's network; x is given, and y, its target, as
 * (1, 0) or (0, 1).
 * @type {Graph}
 */
export const network = {
  end: "L",
  backward: ["z", "W₃", "b₃", "h₂", "a₂", "W₂", "b₂", "h₁", "a₁", "W₁", "b₁"],
  nodes: {
    "a₁": affine("W₁", "x", "b₁"),
    "h₁": sigmoid("a₁", "h₁"),
    "a₂": affine("W₂", "h₁", "b₂"),
    "h₂": sigmoid("a₂", "h₂"),
    z: affine("W₃", "h₂", "b₃"),
    L: {
      formula: "−ln softmax(z)",
      value({ z: [[z0], [z1]], y: [[y0]] }) {
        const margin = y0 ? z1 - z0 : z0 - z1; // the wrong class's logit minus the right one's
        return Math.fround(Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
      },
      inputs: {
        z: {
          formula: () => "p − y",
          products: (_, { z, y }, i) => [[probabilities(z)[i]], [-y[i][0]]],
        },
      },
    },
  },
};

/**
 * The network's leaves for an example: its row, its class, and the notebook's parameters.
 * @param {number[]} row
 * @param {number} target
 */
export function leaves(row, target) {
  /** @type {Record<string, Matrix>} */
  const given = { x: column(row), y: column([1 - target, target]) };
  const parameters = notebook();
  layout(SIZES).forEach(({ inputs, outputs, weight, bias, end }, l) => {
    const rows = Array.from({ length: outputs }, (_, j) => weight + j * inputs);
    given[`W${"₁₂₃"[l]}`] = rows.map((at) => [...parameters.subarray(at, at + inputs)]);
    given[`b${"₁₂₃"[l]}`] = column(parameters.subarray(bias, end));
  });
  return given;
}

/**
 * All steps forward and backward. A node with two outgoing edges has two backward steps, and its
 * gradient is the sum of both products.
 * @param {Graph} graph
 * @param {Values} given the leaves
 */
export function steps({ nodes, end, backward }, given) {
  const values = { ...given };
  /** @type {Values} */
  const gradients = { [end]: 1 };
  /** @type {Step[]} */
  const done = [{ node: null }];
  for (const [node, { value }] of Object.entries(nodes)) {
    if (!value) continue;
    values[node] = value(values);
    done.push({ node, value: values[node] });
  }
  done.push({ node: end, gradient: 1 });
  for (const node of backward) {
    for (const [from, { inputs }] of Object.entries(nodes)) {
      const { derivative, products } = inputs[node] ?? {};
      const above = gradients[from];
      const factor = derivative?.(values);
      let product;
      if (factor !== undefined) product = above * factor;
      else if (products) {
        product = like(values[node], (i, j) => total(products(above, values, i, j)));
      } else continue;
      gradients[node] = node in gradients ? gradients[node] + product : product;
      done.push({ node, from, factor, product, gradient: gradients[node] });
    }
  }
  return { steps: done, values, gradients };
}

/**
 * One step of SGD on the network for one example: values and gradients before it, all leaves and
 * the loss after it.
 * @param {number[]} row
 * @param {number} target
 * @param {number} lr
 */
export function oneStep(row, target, lr) {
  const rate = Math.fround(lr);
  const after = leaves(row, target);
  const { values, gradients } = steps(network, after);
  for (const name of Object.keys(after)) {
    const gradient = gradients[name]; // x and y have none
    if (gradient) {
      after[name] = like(after[name], (i, j) =>
        Math.fround(values[name][i][j] - rate * gradient[i][j]),
      );
    }
  }
  return { values, gradients, after, lossAfter: steps(network, after).values.L };
}
