// e = (a + b)(2b + 1), node by node: values forward, then gradients backward by the chain rule.

/** Each node and what goes into it: its formula, its value, its derivative by each of its inputs. */
export const nodes = {
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
};

/**
 * Every step: `{ node, value }` forward; back, `{ node, gradient }` after `{ from, factor, product }`,
 * what comes from one node above. A node with two ways has two steps, and its gradient is their sum.
 */
export function steps(a, b) {
  const values = { a, b }, gradients = { e: 1 };
  const done = [{ node: null, value: null }];
  for (const node of ["c", "d", "e"]) done.push({ node, value: values[node] = nodes[node].value(values) });
  done.push({ node: "e", gradient: 1 });
  for (const node of ["c", "d", "a", "b"]) {
    for (const from of ["e", "c", "d"]) {
      const way = nodes[from].inputs[node];
      if (!way) continue;
      const factor = way.slope(values), product = gradients[from] * factor;
      gradients[node] = (gradients[node] ?? 0) + product;
      done.push({ node, from, factor, product, gradient: gradients[node] });
    }
  }
  return { steps: done, values, gradients };
}
