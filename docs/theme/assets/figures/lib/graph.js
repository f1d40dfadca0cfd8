// Two graphs, node by node: values forward, then gradients backward by the chain rule.
//
// A node says how it comes from its `inputs`, and each input what goes back to it. `back` is the
// order of the way back. In `sum` a node is a number, in `network` a matrix, a list of rows.

import { SIZES, layout, notebook } from "./random.js";

/** e = (a + b)(2b + 1): each node's formula, its value, its derivative by each of its inputs. */
export const sum = {
  end: "e",
  back: ["c", "d", "a", "b"],
  nodes: {
    a: { inputs: {} },
    b: { inputs: {} },
    c: {
      formula: "a + b",
      value: ({ a, b }) => a + b,
      inputs: { a: { formula: "1", slope: () => 1 }, b: { formula: "1", slope: () => 1 } },
    },
    d: {
      formula: "2b + 1",
      value: ({ b }) => 2 * b + 1,
      inputs: { b: { formula: "2", slope: () => 2 } },
    },
    e: {
      formula: "c × d",
      value: ({ c, d }) => c * d,
      inputs: { c: { formula: "d", slope: ({ d }) => d }, d: { formula: "c", slope: ({ c }) => c } },
    },
  },
};

const column = (numbers) => Array.from(numbers, (x) => [x]);
const rounded = (terms) => Math.fround(terms.reduce((all, factors) => all + factors.reduce((x, y) => x * y), 0));
const like = (matrix, terms) => matrix.map((row, i) => row.map((_, j) => rounded(terms(i, j))));

/** What softmax makes of the two logits. */
export function probabilities([[z0], [z1]]) {
  const p = 1 / (1 + Math.exp(z0 - z1));
  return [1 / (1 + Math.exp(z1 - z0)), p].map(Math.fround);
}

/** `to` = W `from` + b; `terms` are the products that add up to one number of the result. */
function affine(W, from, b) {
  const terms = (values, i) => [...values[W][i].map((w, k) => [w, values[from][k][0]]), values[b][i]];
  return {
    formula: `${W}${from} + ${b}`,
    terms,
    value: (values) => like(values[b], (i) => terms(values, i)),
    inputs: {
      [W]: { formula: (g) => `${g} × ${from}ᵀ`, terms: (g, values, i, j) => [[g[i][0], values[from][j][0]]] },
      [b]: { formula: (g) => g, terms: (g, values, i) => [g[i]] },
      [from]: { formula: (g) => `${W}ᵀ × ${g}`, terms: (g, values, k) => g.map(([slope], i) => [values[W][i][k], slope]) },
    },
  };
}

/** `to` = σ(`from`), number by number. */
const sigmoid = (from, to) => ({
  formula: `σ(${from})`,
  value: (values) => values[from].map((row) => row.map((a) => Math.fround(1 / (1 + Math.exp(-a))))),
  inputs: { [from]: { formula: (g) => `${g} ⊙ ${to}(1 − ${to})`, terms: (g, values, i) => [[g[i][0], values[to][i][0], 1 - values[to][i][0]]] } },
});

/** One example's cross-entropy by the source notebook's network; x is given, y its target as (1, 0) or (0, 1). */
export const network = {
  end: "L",
  back: ["z", "W₃", "b₃", "h₂", "a₂", "W₂", "b₂", "h₁", "a₁", "W₁", "b₁"],
  nodes: {
    "a₁": affine("W₁", "x", "b₁"),
    "h₁": sigmoid("a₁", "h₁"),
    "a₂": affine("W₂", "h₁", "b₂"),
    "h₂": sigmoid("a₂", "h₂"),
    z: affine("W₃", "h₂", "b₃"),
    L: {
      formula: "−ln softmax(z)",
      value({ z: [[z0], [z1]], y: [[y0]] }) {
        const margin = y0 ? z1 - z0 : z0 - z1;
        return Math.fround(Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
      },
      inputs: { z: { formula: () => "p − y", terms: (g, { z, y }, i) => [[probabilities(z)[i]], [-y[i][0]]] } },
    },
  },
};

/** The network's leaves for an example: its row and its class. */
export function leaves(row, target) {
  const given = { x: column(row), y: column([1 - target, target]) }, parameters = notebook();
  layout(SIZES).forEach(({ inputs, outputs, weight, bias, end }, l) => {
    const name = "₁₂₃"[l];
    given[`W${name}`] = Array.from({ length: outputs }, (_, j) => [...parameters.subarray(weight + j * inputs, weight + (j + 1) * inputs)]);
    given[`b${name}`] = column(parameters.subarray(bias, end));
  });
  return given;
}

/**
 * Every step: `{ node, value }` forward; back, `{ node, gradient }` after `{ from, factor, product }`,
 * what comes from one node above. A node with two ways has two steps, and its gradient is their sum.
 */
export function steps({ nodes, end, back }, given) {
  const values = { ...given }, gradients = { [end]: 1 };
  const done = [{ node: null, value: null }];
  for (const [node, { value }] of Object.entries(nodes)) if (value) done.push({ node, value: values[node] = value(values) });
  done.push({ node: end, gradient: 1 });
  for (const node of back) {
    for (const [from, { inputs }] of Object.entries(nodes)) {
      const way = inputs[node], above = gradients[from];
      if (!way) continue;
      const factor = way.slope?.(values);
      const product = way.slope ? above * factor : like(values[node], (i, j) => way.terms(above, values, i, j));
      gradients[node] = node in gradients ? gradients[node] + product : product;
      done.push({ node, from, factor, product, gradient: gradients[node] });
    }
  }
  return { steps: done, values, gradients };
}
