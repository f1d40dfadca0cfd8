// Stepping through a graph: values forward, then gradients backward, of e = (a + b)(2b + 1) and of
// the XOR network.

import { arrow, circle, nodeBox, picture, text } from "./lib/drawing.js";
import {
  Figure,
  choice,
  controls,
  format,
  html,
  number,
  shortNumber,
  slider,
  stepper,
} from "./lib/figure.js";
import * as graphs from "./lib/graph.js";
import { INPUTS, TARGETS } from "./lib/xor.js";

/** @typedef {[number, number]} Place */
/** @typedef {import("./lib/graph.js").Step} Step */
/** @typedef {import("./lib/graph.js").Matrix} Matrix */
/** @typedef {import("./lib/graph.js").Values} Values */
/**
 * The values and gradients that are known at a step.
 * @typedef {object} Found
 * @property {Values} values
 * @property {Values} gradients
 * @property {Record<string, Step>} ways "node→from" → the backward step along that edge
 * @property {string | null} now the node of the step
 */

/** The positions of the nodes of e. @type {Record<string, Place>} */
const PLACES = { a: [80, 70], b: [80, 210], c: [320, 70], d: [320, 210], e: [560, 140] };
/** The network's nodes from left to right: center and half the width. */
const COLUMNS = {
  x: [20, 17],
  "a₁": [102, 37],
  "h₁": [204, 37],
  "a₂": [306, 37],
  "h₂": [408, 37],
  z: [510, 37],
  L: [606, 31],
};
const LINE = 24;
const MIDDLE = 153;

const short = (/** @type {number} */ x) => shortNumber(x, 2);
const exact = (/** @type {number} */ x) => (Number.isInteger(x) ? number(x, 0) : number(x));
/** A factor: in brackets if it is negative. @param {number} x */
const factor = (x, form = short) => (x < 0 ? `(${form(x)})` : form(x));
/** Half a node's height. @param {Matrix | number} value */
const half = (value) => (LINE * (Array.isArray(value) ? value.length : 1) + 10) / 2;

class GraphBackward extends Figure {
  /** @type {"sum" | "network"} */
  kind = "sum";
  leaves = { a: 2, b: 3 };
  row = 2; // (0, 1)
  /** The step that is shown. */
  at = 0;
  inputs = {
    sum: [this.leafSlider("a"), this.leafSlider("b")],
    network: [
      choice({
        label: this.words.row,
        options: [0, 2, 1, 3].map((row) => [row, `(${INPUTS[row].join(", ")})`]),
        value: this.row,
        change: (row) => {
          this.row = Number(row);
          this.show(this.at);
        },
      }),
    ],
  };
  graph = choice({
    label: this.words.graph,
    options: [
      ["sum", "e = (a + b)(2b + 1)"],
      ["network", this.words.network],
    ],
    value: "sum",
    change: (kind) => this.choose(kind === "sum" ? "sum" : "network"),
  });
  stepper = stepper(this.words, (at) => this.show(at));
  sentence = html("p", { class: "sentence" });
  place = controls();
  drawing = html("div");
  table = html("div", { class: "tensor" });

  build() {
    this.play.append(
      controls(this.graph),
      this.place,
      this.drawing,
      this.stepper.root,
      this.sentence,
      this.table,
    );
    this.choose("sum");
  }

  /** @param {"a" | "b"} name */
  leafSlider(name) {
    const change = (/** @type {number} */ value) => {
      this.leaves[name] = value;
      this.show(this.at);
    };
    const value = this.leaves[name];
    return slider({ label: name, min: -5, max: 5, step: 0.5, value, digits: 1, change });
  }

  /** @param {"sum" | "network"} kind */
  choose(kind) {
    this.kind = kind;
    this.place.replaceChildren(...this.inputs[kind]);
    this.table.hidden = kind === "sum";
    this.show(this.computed().steps.length - 1);
  }

  /** Compute all steps of the graph, with all values and gradients. */
  computed() {
    if (this.kind === "sum") return graphs.steps(graphs.sum, this.leaves);
    return graphs.steps(graphs.network, graphs.leaves(INPUTS[this.row], TARGETS[this.row]));
  }

  /**
   * Show step `at`: everything known by then, and the arithmetic of the last step.
   * @param {number} at
   */
  show(at) {
    this.at = at;
    const { words, kind } = this;
    const { steps, values, gradients } = this.computed();
    const step = steps[at];
    this.stepper.show(at, steps.length - 1);
    this.sentence.textContent = this.explain(step, values, gradients);
    this.say(this.sentence.textContent);

    /** @type {Found} */
    const found = { values: { ...values }, gradients: {}, ways: {}, now: step.node };
    for (const { node, gradient } of steps.slice(at + 1)) {
      if (node && gradient === undefined) delete found.values[node];
    }
    for (const done of steps.slice(0, at + 1)) {
      if (done.from) found.ways[`${done.node}→${done.from}`] = done;
      if (done.node && done.gradient !== undefined) found.gradients[done.node] = done.gradient;
    }
    const seen = format(words.seen, { nodes: Object.keys(values).join(", ") });
    const parts = kind === "sum" ? this.drawSum(found) : this.drawNetwork(found, values);
    this.drawing.replaceChildren(picture(640, kind === "sum" ? 282 : 312, seen, ...parts));
    const tensor = Array.isArray(step.value) || Array.isArray(step.gradient);
    this.table.replaceChildren(...(tensor && step.node ? [this.tensor(step.node, found)] : []));
  }

  /**
   * The drawing of e = (a + b)(2b + 1).
   * @param {Found} found
   */
  drawSum({ values, gradients, ways, now }) {
    const parts = [];
    for (const [to, { inputs }] of Object.entries(graphs.sum.nodes)) {
      for (const [from, { formula }] of Object.entries(inputs)) {
        const way = ways[`${from}→${to}`];
        const [[x1, y1], [x2, y2]] = [PLACES[from], PLACES[to]];
        if (!way) {
          parts.push(arrow(PLACES[from], PLACES[to], "line", 36));
          continue;
        }
        const value = short(Number(way.factor));
        const name = formula === value ? formula : `${formula} = ${value}`;
        const steep = y1 > y2 && to === "c"; // b to c: beside the arrow, not above it
        const [dx, dy] = steep ? [-24, -2] : [0, y1 > y2 ? 24 : -10];
        parts.push(
          arrow(PLACES[to], PLACES[from], "gradient", 36),
          text((x1 + x2) / 2 + dx, (y1 + y2) / 2 + dy, `× ${name}`, "gradient-text"),
        );
      }
    }
    for (const [name, [x, y]] of Object.entries(PLACES)) {
      const { formula } = graphs.sum.nodes[name];
      parts.push(
        formula
          ? circle(x, y, 30, now === name ? "node now" : "node")
          : nodeBox([x, y], 56, 56, true, now === name),
        text(x, y - 40, formula ? `${name} = ${formula}` : name, "variable"),
      );
      if (name in values) parts.push(text(x, y + 7, short(values[name]), "large"));
      if (name in gradients) {
        parts.push(text(x, y + 54, `∂e/∂${name} = ${short(gradients[name])}`, "gradient-text"));
      }
    }
    return parts;
  }

  /**
   * The drawing of the network: values in their nodes, gradients below.
   * @param {Found} found
   * @param {Values} sizes all values
   */
  drawNetwork({ values, gradients, ways, now }, sizes) {
    /** @type {Node[]} */
    const parts = [];
    /**
     * @param {number} x
     * @param {number} y
     * @param {Matrix | number} value
     * @param {string} [className]
     */
    const numbers = (x, y, value, className) => {
      const column = Array.isArray(value) ? value.map(([first]) => first) : [value];
      column.forEach((each, i) => {
        const shown = Number.isInteger(each) ? number(each, 0) : number(each, 3);
        parts.push(text(x, y + LINE * i, shown, className));
      });
    };
    /**
     * @param {Place} from
     * @param {Place} to
     * @param {unknown} [back]
     */
    const link = (from, to, back) => {
      parts.push(back ? arrow(to, from, "gradient") : arrow(from, to, "line"));
    };
    let before = "";
    let edge = 0; // the right edge of the column before
    for (const [name, [x, width]] of Object.entries(COLUMNS)) {
      const node = graphs.network.nodes[name];
      const height = half(sizes[name]);
      const top = MIDDLE - height;
      if (before) {
        link([edge + 3, MIDDLE], [x - width - 3, MIDDLE], ways[`${before}→${name}`]);
        parts.push(nodeBox([x, MIDDLE], 2 * width, 2 * height, false, now === name));
      }
      if (node?.products) {
        for (const [i, leaf] of Object.keys(node.inputs).slice(0, 2).entries()) {
          const place = x + (i ? 25 : -25);
          link([place, 54], [place, top - 3], ways[`${leaf}→${name}`]);
          parts.push(
            nodeBox([place, 34], 40, 34, true, now === leaf),
            text(place, 41, leaf, leaf in gradients ? "gradient-text" : "variable"),
          );
        }
      }
      parts.push(text(x, top - 8, name, "variable"));
      if (name in values) numbers(x, top + LINE - 1, values[name]);
      if (name in gradients) {
        numbers(x, MIDDLE + height + LINE, gradients[name], "gradient-text");
      }
      before = name;
      edge = x + width;
    }
    const [x] = COLUMNS.L;
    parts.push(text(x, 26, "y", "variable"), text(x, 50, sizes.y.join(", ")));
    link([x, 60], [x, MIDDLE - half(0) - 28]);
    return parts;
  }

  /**
   * A node's numbers, and below each its gradient.
   * @param {string} node
   * @param {Found} found
   */
  tensor(node, { values, gradients }) {
    const { words } = this;
    /** @type {Matrix | undefined} */
    const gradient = gradients[node];
    const cell = (/** @type {string} */ value, /** @type {string | undefined} */ slope) => [
      html("span", { class: "old" }, value),
      ...(slope ? [html("span", { class: "slope" }, slope)] : []),
    ];
    const [value, slope] = cell(format(words.value, { node }), gradient && words.gradient);
    const caption = html("caption", {}, value, ...(slope ? [" · ", slope] : []));
    /** @type {Matrix} */
    const rows = values[node];
    const cells = rows.map((row, i) =>
      row.map((x, j) => html("td", {}, ...cell(number(x), gradient && number(gradient[i][j])))),
    );
    const body = html("tbody", {}, ...cells.map((row) => html("tr", {}, ...row)));
    return html("table", { class: "matrix" }, caption, body);
  }

  /**
   * The arithmetic of the step as a sentence.
   * @param {Step} step
   * @param {Values} values
   * @param {Values} gradients
   * @returns {string}
   */
  explain(step, values, gradients) {
    const { words } = this;
    const { node, from, value, gradient, product } = step;
    if (!node) return words.leaves;
    if (gradient === 1 && !from) return format(words.start, { end: node });
    if (this.kind === "network") return this.explainTensor(node, from, values, gradients);
    const { a, b, c, d } = values;
    if (!from) {
      /** @type {Record<string, string>} */
      const numbers = {
        c: `${short(a)} + ${factor(b)}`,
        d: `2 × ${factor(b)} + 1`,
        e: `${factor(c)} × ${factor(d)}`,
      };
      const { formula } = graphs.sum.nodes[node];
      const line = `${node} = ${formula} = ${numbers[node]} = ${short(value)}`;
      return format(words.forward, { line });
    }
    const line = `${factor(gradients[from])} × ${factor(step.factor ?? 0)} = ${short(product)}`;
    const way = format(words.way, { node, from, line });
    if (node !== "b" || from !== "d") return way;
    const sum = `${short(gradient - product)} + ${factor(product)} = ${short(gradient)}`;
    return `${way}. ${format(words.meet, { line: `∂e/∂${node} = ${sum}` })}`;
  }

  /**
   * The same for the network: the formula, and its first number.
   * @param {string} node
   * @param {string | undefined} from
   * @param {Values} values
   * @param {Values} gradients
   */
  explainTensor(node, from, values, gradients) {
    const { words } = this;
    const p = graphs.probabilities(values.z).map((x) => number(x));
    const sum = (/** @type {import("./lib/graph.js").Products} */ products) =>
      products.map((factors) => factors.map((x) => factor(x, exact)).join(" × ")).join(" + ");
    /**
     * @param {string} rule
     * @param {string} why
     * @param {Matrix} matrix
     */
    const first = (rule, why, matrix) => {
      const name = from ? `∂L/∂${node}` : node;
      const by = why && `${why} = `;
      return `${name} = ${rule}. ${words.number} ${by}${number(matrix[0][0])}`;
    };
    const { formula = "", products, inputs } = graphs.network.nodes[from ?? node];
    if (from) {
      const way = inputs[node];
      const adds = way.products?.(gradients[from], values, 0, 0) ?? [];
      let why = adds.flat().length > 1 ? sum(adds) : "";
      if (node === "z") why = `${p[0]} − ${values.y[0]}`;
      const line = first(way.formula(`∂L/∂${from}`), why, gradients[node]);
      return format(words.way, { node, from, line });
    }
    if (node === "L") {
      const line = `L = ${formula} = −ln ${p[values.y[1][0]]} = ${number(values.L)}`;
      return format(words.forward, { line });
    }
    const [input] = Object.keys(inputs);
    const why = products ? sum(products(values, 0)) : `σ(${number(values[input][0][0])})`;
    return format(words.forward, { line: first(formula, why, values[node]) });
  }
}

customElements.define("xor-graph-backward", GraphBackward);
