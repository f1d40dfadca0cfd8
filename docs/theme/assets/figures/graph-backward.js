// Graphs one node at a time, values forward and gradients back: e = (a + b)(2b + 1), and the XOR network.

import { picture, svg, text } from "./lib/drawing.js";
import { Figure, button, choice, controls, html, number, slider } from "./lib/figure.js";
import * as graphs from "./lib/graph.js";

const PLACES = { a: [80, 70], b: [80, 210], c: [320, 70], d: [320, 210], e: [560, 140] };
// The network's nodes from left to right: the middle, and half the width.
const COLUMNS = { x: [20, 17], "a₁": [102, 37], "h₁": [204, 37], "a₂": [306, 37], "h₂": [408, 37], z: [510, 37], L: [606, 31] };
const LINE = 24, MIDDLE = 153;
const ROWS = ["0, 0", "0, 1", "1, 0", "1, 1"];

const plain = (x) => number(x, 2).replace(/\.?0+$/, "");
const shown = (x) => number(x, Number.isInteger(x) ? 0 : 4);
const factor = (x, form = plain) => (x < 0 ? `(${form(x)})` : form(x));
const half = (matrix) => (LINE * (matrix.length ?? 1) + 10) / 2; // of a node's height

/** From one point to the other; `gap` is left out at both ends. */
function arrow([x1, y1], [x2, y2], kind, gap = 0) {
  const length = Math.hypot(x2 - x1, y2 - y1), u = (x2 - x1) / length, v = (y2 - y1) / length;
  const x = x2 - u * gap, y = y2 - v * gap;
  return svg("g", {},
    svg("line", { x1: x1 + u * gap, y1: y1 + v * gap, x2: x - 6 * u, y2: y - 6 * v, class: kind }),
    svg("path", { d: `M${x} ${y}l${-9 * u - 4 * v} ${-9 * v + 4 * u}l${8 * v} ${-8 * u}Z`, class: `${kind} head` }));
}

const box = (x, y, width, height, leaf, kind) =>
  svg("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: leaf ? 4 : 14, class: kind });

customElements.define("xor-graph-backward", class extends Figure {
  static words = {
    ko: {
      title: "연산 그래프 한 칸씩", first: "처음", back: "이전", next: "다음", last: "끝",
      graph: "그래프", network: "XOR 네트워크", row: "입력 x",
      seen: (nodes) => `노드 ${nodes}의 연산 그래프. 지금까지 구한 값과 변화도`,
      leaves: "화살표가 들어오지 않는 노드는 주어졌습니다.",
      forward: (line) => `앞으로: ${line}`,
      start: (end) => `뒤로: ∂${end}/∂${end} = 1. 여기서 출발합니다.`,
      way: (node, from, line) => `뒤로: ${node}에서 ${from}로 가는 길. ${from}의 변화도에 ∂${from}/∂${node} 값을 곱합니다. ${line}`,
      meet: (line) => `두 길이 b에서 만나므로 더합니다. ${line}`,
      number: "첫 수는", tensor: (node) => [`${node}의 값`, "변화도"],
    },
    en: {
      title: "The graph, one node at a time", first: "First", back: "Back", next: "Next", last: "Last",
      graph: "graph", network: "XOR network", row: "input x",
      seen: (nodes) => `The graph of ${nodes}, with the values and gradients found so far`,
      leaves: "What no arrow goes into is given.",
      forward: (line) => `Forward: ${line}`,
      start: (end) => `Back: ∂${end}/∂${end} = 1. Here the way back begins.`,
      way: (node, from, line) => `Back: ${node} goes into ${from}. Multiply ${from}’s gradient by ∂${from}/∂${node}. ${line}`,
      meet: (line) => `Two ways meet at b, so add. ${line}`,
      number: "The first number is", tensor: (node) => [`${node}’s value`, "gradient"],
    },
  };

  build() {
    const { words } = this;
    this.given = { a: 2, b: 3, row: "0, 1" };
    const set = (name) => (value) => { this.given[name] = value; this.show(this.at); };
    const of = (name) => slider({ label: name, min: -5, max: 5, step: 0.5, value: this.given[name], digits: 1, change: set(name) });
    this.inputs = {
      sum: [of("a"), of("b")],
      network: [choice({ label: words.row, options: Object.fromEntries(ROWS.map((row) => [row, `(${row})`])), value: "0, 1", change: set("row") })],
    };
    const to = (where) => () => this.show(where());
    this.buttons = [
      button(words.first, to(() => 0)), button(words.back, to(() => this.at - 1)),
      button(words.next, to(() => this.at + 1)), button(words.last, to(() => this.last)),
    ];
    this.counter = html("output", {});
    this.sentence = html("p", { class: "sentence" });
    this.place = controls();
    this.drawing = html("div");
    this.table = html("div", { class: "tensor" });
    this.play.append(
      controls(choice({ label: words.graph, options: { sum: "e = (a + b)(2b + 1)", network: words.network }, value: "sum", change: (kind) => this.choose(kind) })),
      this.place, this.drawing, html("div", { class: "buttons" }, ...this.buttons, this.counter), this.sentence, this.table);
    this.choose("sum");
  }

  choose(kind) {
    this.kind = kind;
    this.place.replaceChildren(...this.inputs[kind]);
    this.table.hidden = kind === "sum";
    this.last = this.found().steps.length - 1;
    this.show(this.last);
  }

  found() {
    const x = this.given.row.split(", ").map(Number);
    return graphs.steps(graphs[this.kind], this.kind === "sum" ? this.given : graphs.leaves(x, x[0] ^ x[1]));
  }

  /** Step `at`: everything found until then, and how the last of it was found. */
  show(at) {
    this.at = at;
    const { words, kind } = this, { steps: all, values, gradients } = this.found(), now = all[at];
    const pressed = this.buttons.indexOf(document.activeElement);
    this.buttons.forEach((press, i) => { press.disabled = i < 2 ? at === 0 : at === this.last; });
    if (pressed >= 0 && this.buttons[pressed].disabled) this.buttons[pressed < 2 ? 2 : 1].focus();
    this.counter.textContent = `${at} / ${this.last}`;
    this.sentence.textContent = this.explain(now, values, gradients);
    this.say(this.sentence.textContent);

    const done = { values: { ...values }, gradients: {}, ways: {}, now: now.node };
    for (const { node, gradient } of all.slice(at + 1)) if (gradient === undefined) delete done.values[node];
    for (const step of all.slice(0, at + 1)) {
      if (step.from) done.ways[step.node + step.from] = step;
      if (step.gradient !== undefined) done.gradients[step.node] = step.gradient;
    }
    this.drawing.replaceChildren(picture(640, kind === "sum" ? 282 : 312, words.seen(Object.keys(values).join(", ")), ...this[kind](done, values)));
    this.table.replaceChildren(...(now.value?.map || now.gradient?.map ? [this.tensor(now.node, done)] : []));
  }

  /** The drawing of e = (a + b)(2b + 1). */
  sum({ values, gradients, ways, now }) {
    const parts = [];
    for (const [to, { inputs }] of Object.entries(graphs.sum.nodes)) {
      for (const [from, { formula }] of Object.entries(inputs)) {
        const way = ways[from + to], [x1, y1] = PLACES[from], [x2, y2] = PLACES[to];
        parts.push(way ? arrow(PLACES[to], PLACES[from], "gradient", 36) : arrow(PLACES[from], PLACES[to], "line", 36));
        if (!way) continue;
        const name = formula === plain(way.factor) ? formula : `${formula} = ${plain(way.factor)}`;
        const down = y1 > y2 && to === "c"; // b to c, steeply up: beside the arrow, not above it
        parts.push(text((x1 + x2) / 2 - (down ? 24 : 0), (y1 + y2) / 2 + (down ? -2 : y1 > y2 ? 24 : -10), `× ${name}`, "gradient-text"));
      }
    }
    for (const [name, [x, y]] of Object.entries(PLACES)) {
      const { formula } = graphs.sum.nodes[name], kind = now === name ? "node now" : "node";
      parts.push(
        formula ? svg("circle", { cx: x, cy: y, r: 30, class: kind }) : box(x, y, 56, 56, true, kind),
        text(x, y - 40, formula ? `${name} = ${formula}` : name, "variable"));
      if (name in values) parts.push(text(x, y + 7, plain(values[name]), "large"));
      if (name in gradients) parts.push(text(x, y + 54, `∂e/∂${name} = ${plain(gradients[name])}`, "gradient-text"));
    }
    return parts;
  }

  /** The drawing of the network: values in their nodes, gradients below; `sizes` has all values. */
  network({ values, gradients, ways, now }, sizes) {
    const parts = [], framed = (name) => (now === name ? "node now" : "node");
    const numbers = (x, y, matrix, kind) => (matrix.map ? matrix : [[matrix]]).forEach(([value], i) =>
      parts.push(text(x, y + LINE * i, number(value, Number.isInteger(value) ? 0 : 3), kind)));
    const link = (from, to, back) => parts.push(back ? arrow(to, from, "gradient") : arrow(from, to, "line"));
    let before;
    for (const [name, [x, wide]] of Object.entries(COLUMNS)) {
      const top = MIDDLE - half(sizes[name]), node = graphs.network.nodes[name];
      if (before) {
        const [left, room] = COLUMNS[before];
        link([left + room + 3, MIDDLE], [x - wide - 3, MIDDLE], ways[before + name]);
        parts.push(box(x, MIDDLE, 2 * wide, 2 * half(sizes[name]), false, framed(name)));
      }
      if (node?.terms) {
        Object.keys(node.inputs).slice(0, 2).forEach((leaf, i) => {
          const at = x + (i ? 25 : -25);
          link([at, 54], [at, top - 3], ways[leaf + name]);
          parts.push(box(at, 34, 40, 34, true, framed(leaf)), text(at, 41, leaf, leaf in gradients ? "gradient-text" : "variable"));
        });
      }
      parts.push(text(x, top - 8, name, "variable"));
      if (name in values) numbers(x, top + LINE - 1, values[name]);
      if (name in gradients) numbers(x, 2 * MIDDLE - top + LINE, gradients[name], "gradient-text");
      before = name;
    }
    const [x] = COLUMNS.L;
    parts.push(text(x, 26, "y", "variable"), text(x, 50, sizes.y.join(", ")));
    link([x, 60], [x, MIDDLE - half(0) - 28]);
    return parts;
  }

  /** A node's numbers, and below each its gradient. */
  tensor(node, { values, gradients }) {
    const line = (kind, words) => html("span", { class: kind }, words), [value, gradient] = this.words.tensor(node);
    return html("table", { class: "matrix" },
      html("caption", {}, line("old", value), ...(gradients[node] ? [" · ", line("slope", gradient)] : [])),
      html("tbody", {}, ...values[node].map((row, i) => html("tr", {}, ...row.map((x, j) => html("td", {},
        line("old", number(x)), ...(gradients[node] ? [line("slope", number(gradients[node][i][j]))] : [])))))));
  }

  /** The step in words and numbers. */
  explain({ node, value, from, factor: by, product, gradient }, values, gradients) {
    const { words, kind } = this, { nodes } = graphs[kind];
    if (!node) return words.leaves;
    if (gradient === 1 && !from) return words.start(node);
    if (kind === "network") return this.tensors(node, from, nodes[from ?? node], values, gradients);
    if (!from) {
      const numbers = { c: () => `${plain(values.a)} + ${factor(values.b)}`, d: () => `2 × ${factor(values.b)} + 1`, e: () => `${factor(values.c)} × ${factor(values.d)}` };
      return words.forward(`${node} = ${nodes[node].formula} = ${numbers[node]()} = ${plain(value)}`);
    }
    const way = words.way(node, from, `${factor(gradients[from])} × ${factor(by)} = ${plain(product)}`);
    return gradient === product && !(node === "b" && from === "d") ? way
      : `${way}. ${words.meet(`∂e/∂${node} = ${plain(gradient - product)} + ${factor(product)} = ${plain(gradient)}`)}`;
  }

  /** The same of the network: the rule, and by it the first number. */
  tensors(node, from, { formula, terms, inputs }, values, gradients) {
    const { words } = this, p = graphs.probabilities(values.z).map((x) => number(x));
    const adds = (products) => products.map((factors) => factors.map((x) => factor(x, shown)).join(" × ")).join(" + ");
    const sum = (products) => (products.flat().length > 1 ? `${adds(products)} = ` : "");
    const line = (rule, why, [[first]]) => `${from ? `∂L/∂${node}` : node} = ${rule}. ${words.number} ${why}${number(first)}`;
    if (from) {
      const way = inputs[node], g = gradients[from];
      return words.way(node, from, line(way.formula(`∂L/∂${from}`), node === "z" ? `${p[0]} − ${values.y[0]} = ` : sum(way.terms(g, values, 0, 0)), gradients[node]));
    }
    const [input] = Object.keys(inputs);
    return words.forward(node === "L" ? `L = ${formula} = −ln ${p[values.y[1][0]]} = ${number(values.L)}`
      : line(formula, terms ? sum(terms(values, 0)) : `σ(${number(values[input][0][0])}) = `, values[node]));
  }
});
