// The graph of e = (a + b)(2b + 1), one node at a time: values forward, gradients back.

import { Figure, button, controls, html, number, picture, slider, svg, text } from "./lib/figure.js";
import { nodes, steps } from "./lib/graph.js";

const PLACES = { a: [80, 70], b: [80, 210], c: [320, 70], d: [320, 210], e: [560, 140] };
const GAP = 36; // from a node's middle to an arrow's end

const plain = (x) => number(x, 2).replace(/\.?0+$/, "");
const factor = (x) => (x < 0 ? `(${plain(x)})` : plain(x));
const slope = (node) => `∂e/∂${node}`;

function arrow(start, end, kind) {
  const [[x1, y1], [x2, y2]] = [start, end], length = Math.hypot(x2 - x1, y2 - y1);
  const u = (x2 - x1) / length, v = (y2 - y1) / length, x = x2 - u * GAP, y = y2 - v * GAP;
  return svg("g", {},
    svg("line", { x1: x1 + u * GAP, y1: y1 + v * GAP, x2: x - 6 * u, y2: y - 6 * v, class: kind }),
    svg("path", { d: `M${x} ${y}l${-9 * u - 4 * v} ${-9 * v + 4 * u}l${8 * v} ${-8 * u}Z`, class: `${kind} head` }));
}

customElements.define("xor-graph-backward", class extends Figure {
  static words = {
    ko: {
      title: "연산 그래프 한 칸씩", first: "처음", back: "이전", next: "다음", last: "끝",
      seen: "a와 b에서 c와 d를 거쳐 e로 가는 연산 그래프. 지금까지 구한 값과 변화도",
      count: (i, n) => `${i} / ${n}`,
      leaves: "a와 b가 주어졌습니다.",
      forward: (node, line) => `앞으로: ${line}`,
      start: "뒤로: e를 e로 미분하면 1입니다. 여기서 출발합니다.",
      way: (node, from, line) => `뒤로: ${node}에서 ${from}로 가는 길. ${from}의 변화도에 ∂${from}/∂${node}를 곱합니다. ${line}`,
      meet: (line) => `두 길이 b에서 만나므로 더합니다. ${line}`,
    },
    en: {
      title: "The graph, one node at a time", first: "First", back: "Back", next: "Next", last: "Last",
      seen: "The graph from a and b through c and d to e, with the values and gradients found so far",
      count: (i, n) => `${i} of ${n}`,
      leaves: "a and b are given.",
      forward: (node, line) => `Forward: ${line}`,
      start: "Back: the derivative of e by e is 1. Here the way back begins.",
      way: (node, from, line) => `Back: ${node} goes into ${from}. Multiply ${from}’s gradient by ∂${from}/∂${node}. ${line}`,
      meet: (line) => `Two ways meet at b, so add. ${line}`,
    },
  };

  build() {
    const { words } = this;
    this.given = { a: 2, b: 3 };
    const of = (name) => slider({
      label: name, min: -5, max: 5, step: 0.5, value: this.given[name], digits: 1,
      change: (value) => { this.given[name] = value; this.show(this.at); },
    });
    const to = (where) => () => this.show(where());
    this.buttons = [
      button(words.first, to(() => 0)), button(words.back, to(() => this.at - 1)),
      button(words.next, to(() => this.at + 1)), button(words.last, to(() => this.last)),
    ];
    this.counter = html("output", {});
    this.sentence = html("p", { class: "sentence" });
    this.drawing = picture(640, 282, words.seen);
    this.play.append(controls(of("a"), of("b")), this.drawing,
      html("div", { class: "buttons" }, ...this.buttons, this.counter), this.sentence);
    this.last = steps(2, 3).steps.length - 1;
    this.show(this.last);
  }

  /** Step `at`: everything found until then, and how the last of it was found. */
  show(at) {
    this.at = at;
    const { steps: all, values, gradients } = steps(this.given.a, this.given.b), now = all[at];
    const pressed = this.buttons.indexOf(document.activeElement);
    this.buttons.forEach((press, i) => { press.disabled = i < 2 ? at === 0 : at === this.last; });
    if (pressed >= 0 && this.buttons[pressed].disabled) this.buttons[pressed < 2 ? 2 : 1].focus();
    this.counter.textContent = this.words.count(at, this.last);
    this.sentence.textContent = this.explain(now, values, gradients);
    this.say(this.sentence.textContent);

    const found = { value: { ...this.given }, gradient: {} }, ways = {};
    for (const step of all.slice(0, at + 1)) {
      if (step.from) ways[step.node + step.from] = step;
      if (step.gradient !== undefined) found.gradient[step.node] = step.gradient;
      else if (step.node) found.value[step.node] = step.value;
    }
    const parts = [];
    for (const [to, { inputs }] of Object.entries(nodes)) {
      for (const [from, { formula }] of Object.entries(inputs)) {
        const way = ways[from + to], [x1, y1] = PLACES[from], [x2, y2] = PLACES[to];
        parts.push(way ? arrow(PLACES[to], PLACES[from], "gradient") : arrow(PLACES[from], PLACES[to], "line"));
        if (!way) continue;
        const name = formula === plain(way.factor) ? formula : `${formula} = ${plain(way.factor)}`;
        const down = y1 > y2 && to === "c"; // b to c, steeply up: beside the arrow, not above it
        parts.push(text((x1 + x2) / 2 - (down ? 24 : 0), (y1 + y2) / 2 + (down ? -2 : y1 > y2 ? 24 : -10), `× ${name}`, "gradient-text"));
      }
    }
    for (const [name, [x, y]] of Object.entries(PLACES)) {
      const { formula } = nodes[name], kind = now.node === name ? "node now" : "node";
      parts.push(
        formula ? svg("circle", { cx: x, cy: y, r: 30, class: kind }) : svg("rect", { x: x - 28, y: y - 28, width: 56, height: 56, rx: 4, class: kind }),
        text(x, y - 40, formula ? `${name} = ${formula}` : name, "variable"));
      if (name in found.value) parts.push(text(x, y + 7, plain(found.value[name]), "large"));
      if (name in found.gradient) parts.push(text(x, y + 54, `${slope(name)} = ${plain(found.gradient[name])}`, "gradient-text"));
    }
    this.drawing.replaceChildren(...parts);
  }

  /** The step in words and numbers. */
  explain({ node, value, from, factor: by, product, gradient }, values, gradients) {
    const { words } = this;
    if (!node) return words.leaves;
    if (gradient === undefined) {
      const numbers = { c: () => `${plain(values.a)} + ${factor(values.b)}`, d: () => `2 × ${factor(values.b)} + 1`, e: () => `${factor(values.c)} × ${factor(values.d)}` };
      return words.forward(node, `${node} = ${nodes[node].formula} = ${numbers[node]()} = ${plain(value)}`);
    }
    if (!from) return words.start;
    const line = `${factor(gradients[from])} × ${factor(by)} = ${plain(product)}`;
    const way = words.way(node, from, line);
    return gradient === product && !(node === "b" && from === "d") ? way
      : `${way}. ${words.meet(`${slope(node)} = ${plain(gradient - product)} + ${factor(product)} = ${plain(gradient)}`)}`;
  }
});
