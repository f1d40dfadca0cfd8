// The page's own autograd trains XOR: every node of a training step, forward and backward, the
// update, and the network's outputs after any number of steps.

import { contour } from "./lib/contour.js";
import { arrow, line, mark, nodeBox, panels, picture, svg, text } from "./lib/drawing.js";
import {
  Figure,
  button,
  choice,
  controls,
  format,
  html,
  number,
  reducedMotion,
  slider,
  stepper,
} from "./lib/figure.js";
import { FIRST, PARAMETERS, RATE, UNITS, answer, path, trained } from "./lib/scalar.js";
import { INPUTS, TARGETS } from "./lib/xor.js";

/** @typedef {[number, number]} Place */
/** @typedef {Record<string, number>} Numbers a number for each node of the drawing */
/** @typedef {ReturnType<typeof path>} Path */

const STEPS = 200;
const LAST = 18;
/** The positions of the nodes. @type {Record<string, Place>} */
const PLACES = {
  "w₁": [74, 62],
  "x₁": [74, 112],
  "w₂": [74, 162],
  "x₂": [74, 212],
  b: [74, 284],
  "w₁x₁": [176, 87],
  "w₂x₂": [176, 187],
  a: [271, 160],
  h: [366, 160],
  "w₃": [461, 52],
  "w₃h": [461, 160],
  others: [556, 52],
  answer: [556, 160],
  error: [556, 284],
  L: [330, 284],
};
/** The arrows: the node it comes from, start and end. @type {[string, Place, Place][]} */
const ARROWS = [
  ["w₁", [118, 66], [137, 78]],
  ["x₁", [92, 106], [137, 94]],
  ["w₂", [118, 166], [137, 178]],
  ["x₂", [92, 206], [137, 194]],
  ["b", [118, 280], [256, 201]],
  ["w₁x₁", [215, 92], [232, 142]],
  ["w₂x₂", [215, 184], [232, 172]],
  ["a", [310, 160], [327, 160]],
  ["h", [405, 160], [422, 160]],
  ["w₃", [461, 80], [461, 119]],
  ["w₃h", [500, 160], [517, 160]],
  ["others", [576, 66], [576, 119]],
  ["answer", [556, 200], [556, 244]],
  ["error", [517, 284], [369, 284]],
];
/** The stage at which a value appears; the others are given. @type {Numbers} */
const FORWARD = {
  "w₁x₁": 1,
  "w₂x₂": 2,
  a: 3,
  h: 4,
  "w₃h": 5,
  others: 6,
  answer: 6,
  error: 7,
  L: 8,
};
/** The stage at which a gradient appears. @type {Numbers} */
const BACKWARD = {
  L: 9,
  error: 10,
  answer: 11,
  "w₃h": 12,
  h: 13,
  "w₃": 13,
  a: 14,
  "w₁x₁": 15,
  "w₂x₂": 15,
  b: 15,
  "w₁": 16,
  "w₂": 16,
};
const SUMMED = 17; // the stage that adds up the four rows

/** The plane: its side, its position, and its grid points along a side. */
const [SIDE, LEFT, TOP, POINTS] = [250, 44, 14, 41];
const [LOW, HIGH] = [-0.35, 1.35];

/** A factor: in brackets if it is negative. @param {number} x */
const factor = (x) => (x < 0 ? `(${number(x)})` : number(x));

class OwnXor extends Figure {
  row = 2; // (0, 1)
  unit = 0;
  /** The stage of the training step that is shown. */
  at = 0;
  /** The number of training steps so far. */
  step = 0;
  /** The weights before each step so far, and the four outputs with them. */
  weights = [FIRST];
  answers = [this.answersOf(FIRST)];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer = undefined;
  playButton = button(this.words.play, () => (this.timer ? this.pause() : this.start()));
  slider = slider({
    label: this.words.step,
    max: STEPS,
    value: 0,
    digits: 0,
    change: (step) => {
      this.pause();
      this.go(step);
    },
  });
  stepper = stepper(this.words, (at) => {
    this.pause();
    this.at = at;
    this.show();
    this.say(this.sentence.textContent ?? "");
  });
  sentence = html("p", { class: "sentence" });
  state = html("p", { class: "state" });
  drawing = picture(640, 330, this.words.graph);
  plane = picture(340, 300, this.words.plane);
  chart = picture(340, 300, this.words.chart);

  build() {
    const { words } = this;
    const row = choice({
      label: words.row,
      options: [0, 2, 1, 3].map((i) => [i, `(${INPUTS[i].join(", ")})`]),
      value: this.row,
      change: (i) => {
        this.row = Number(i);
        this.show();
      },
    });
    const unit = choice({
      label: words.unit,
      options: Array.from({ length: UNITS }, (_, j) => [j, String(j + 1)]),
      value: this.unit,
      change: (j) => {
        this.unit = Number(j);
        this.show();
      },
    });
    const move = (/** @type {number} */ step) => () => {
      this.pause();
      this.go(step ? Math.min(this.step + step, STEPS) : 0);
    };
    const buttons = [button(words.once, move(1)), this.playButton, button(words.reset, move(0))];
    this.play.append(
      controls(row, unit),
      this.drawing,
      this.stepper.root,
      this.sentence,
      html("div", { class: "buttons" }, ...buttons, this.slider),
      this.state,
      panels(this.plane, this.chart),
    );
    this.show();
  }

  /** @param {number[]} weights */
  answersOf(weights) {
    return INPUTS.map(([x1, x2]) => answer(weights, x1, x2));
  }

  /** @param {number} step */
  go(step) {
    while (this.weights.length <= step) {
      const weights = trained(this.weights[this.weights.length - 1]);
      this.weights.push(weights);
      this.answers.push(this.answersOf(weights));
    }
    this.step = step;
    this.show();
    if (!this.timer) this.say(this.state.textContent ?? "");
  }

  start() {
    if (this.step === STEPS) this.go(0);
    this.playButton.textContent = this.words.pause;
    const [steps, pause] = reducedMotion.matches ? [20, 800] : [1, 40];
    this.timer = setInterval(() => {
      this.go(Math.min(this.step + steps, STEPS));
      if (this.step === STEPS) this.pause();
    }, pause);
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.playButton.textContent = this.words.play;
    this.say(this.state.textContent ?? "");
  }

  disconnectedCallback() {
    this.pause();
  }

  show() {
    const { words, step, at, row, unit } = this;
    const now = path(this.weights[step], row, unit);
    this.stepper.show(at, LAST);
    this.slider.value = step;
    this.sentence.textContent = this.explain(now);
    const correct = this.answers[step].filter((y, i) => y > 0.5 === TARGETS[i] > 0.5).length;
    this.state.textContent = format(words.state, { step, loss: number(now.values.L), correct });
    this.drawing.replaceChildren(...this.drawGraph(now));
    this.plane.replaceChildren(...this.drawPlane());
    this.chart.replaceChildren(...this.drawChart());
  }

  /**
   * The arithmetic of the stage as text.
   * @param {Path} path
   * @returns {string}
   */
  explain({ values, gradients, errors, shares, sums }) {
    const { at, row, words } = this;
    const { a, h, "w₃": w3, "w₃h": product, others, L } = values;
    const x = INPUTS[row];
    const y = TARGETS[row];
    const weights = [values["w₁"], values["w₂"]];
    const products = [values["w₁x₁"], values["w₂x₂"]];
    const given = shares[row];
    const sum = (/** @type {number[]} */ numbers) => numbers.map(factor).join(" + ");
    const multiplied = (/** @type {number} */ k) =>
      `w${"₁₂"[k]}x${"₁₂"[k]} = ${factor(weights[k])} × ${x[k]} = ${number(products[k])}`;
    const shared = (/** @type {number} */ k) =>
      `${factor(gradients[k ? "w₂x₂" : "w₁x₁"])} × ${x[k]} = ${number(given[k])}`;
    const squared = `(${number(values.answer)} − ${y})`;
    const lines = [
      `x = (${x.join(", ")}), y = ${y}`,
      multiplied(0),
      multiplied(1),
      `a = ${sum([...products, values.b])} = ${number(a)}`,
      `h = tanh(${number(a)}) = ${number(h)}`,
      `w₃h = ${factor(w3)} × ${factor(h)} = ${number(product)}`,
      `${sum([product, others])} = ${number(values.answer)}`,
      `${squared}² = ${number(values.error)}`,
      `L = (${sum(errors)}) / 4 = ${number(L)}`,
      "∂L/∂L = 1",
      "1 × 1/4 = 0.25",
      `0.25 × 2 × ${squared} = ${number(gradients.answer)}`,
      number(gradients["w₃h"]),
      `∂L/∂h = ${factor(gradients["w₃h"])} × ${factor(w3)} = ${number(gradients.h)}`,
      `${factor(gradients.h)} × (1 − ${factor(h)}²) = ${number(gradients.a)}`,
      number(gradients.a),
      `w₁: ${shared(0)}, w₂: ${shared(1)}`,
      `∂L/∂w₃ = ${sum(shares.map((share) => share[3]))} = ${number(sums[3])}`,
      `w₃ = ${number(w3)} − ${RATE} × ${factor(sums[3])} = ${number(w3 - RATE * sums[3])}`,
    ];
    return `${words[`stage ${at}`]} ${lines[at]}`;
  }

  /**
   * Draw the nodes of one row and one unit, with what is known at the stage.
   * @param {Path} path
   */
  drawGraph({ values, gradients, shares, sums }) {
    const { at, row, words } = this;
    const parts = ARROWS.map(([from, start, end]) =>
      at >= BACKWARD[from] ? arrow(end, start, "gradient") : arrow(start, end, "line"),
    );
    /** @type {Record<string, string>} */
    const operations = {
      "w₁x₁": "×",
      "w₂x₂": "×",
      a: "+",
      h: "tanh",
      "w₃h": "×",
      answer: "+",
      error: `(· − ${TARGETS[row]})²`,
      L: "L",
    };
    /** A value once it is known, and below it the gradient. */
    const numbers = (
      /** @type {string} */ name,
      /** @type {number} */ y,
      value = values[name],
      gradient = gradients[name],
      look = "",
    ) => {
      const [x] = PLACES[name];
      const shown = Number.isInteger(value) ? number(value, 0) : number(value, 3);
      if (at >= (FORWARD[name] ?? 0)) parts.push(text(x, y, shown, look));
      if (at >= BACKWARD[name]) parts.push(text(x, y + 22, number(gradient, 3), "gradient-text"));
    };
    for (const [name, operation] of Object.entries(operations)) {
      const [x, y] = PLACES[name];
      const isNow = at === FORWARD[name] || at === BACKWARD[name];
      parts.push(nodeBox([x, y], 76, 78, false, isNow), text(x, y - 14, operation, "strong"));
      numbers(name, y + 9, values[name], gradients[name], name === "L" ? "loss-text" : "");
    }
    for (const [i, name] of PARAMETERS.entries()) {
      const [x, y] = PLACES[name];
      const isNow = at === BACKWARD[name] || at >= SUMMED;
      const gradient = at >= SUMMED ? sums[i] : shares[row][i];
      parts.push(
        nodeBox([x, y], 84, 50, true, isNow),
        text(x - 46, y + 6, name, "variable", "end"),
      );
      if (at < LAST) numbers(name, y - 2, values[name], gradient);
      else {
        const updated = `→ ${number(values[name] - RATE * gradient, 3)}`;
        parts.push(text(x, y - 2, number(values[name], 3)), text(x, y + 20, updated, "strong"));
      }
    }
    for (const name of ["x₁", "x₂", "others"]) numbers(name, PLACES[name][1] + 6);
    parts.push(
      text(28, 118, "x₁", "variable", "end"),
      text(28, 218, "x₂", "variable", "end"),
      text(556, 32, words.others, "variable"),
      text(271, 114, "a", "variable"),
      text(366, 114, "h", "variable"),
      text(522, 114, words.answer, "variable"),
      text(443, 274, words.mean, "muted"),
    );
    return parts;
  }

  /** Draw the area with an output above one half, the four points, and their outputs. */
  drawPlane() {
    const weights = this.weights[this.step];
    const cell = SIDE / (POINTS - 1);
    const input = (/** @type {number} */ k) => LOW + ((HIGH - LOW) * k) / (POINTS - 1);
    const field = Array.from(
      { length: POINTS * POINTS },
      (_, i) =>
        answer(weights, input(i % POINTS), input(POINTS - 1 - Math.floor(i / POINTS))) - 0.5,
    );
    let border = "";
    contour(field, POINTS, 0, (x1, y1, x2, y2) => {
      const [a, b, c, d] = [x1, y1, x2, y2].map((v) => (v * cell).toFixed(1));
      border += `M${a} ${b}L${c} ${d}`;
    });
    const square = { x: 0, y: 0, width: SIDE, height: SIDE, class: "class0-area" };
    const place = (/** @type {number} */ x) => ((x - LOW) / (HIGH - LOW)) * SIDE;
    const marks = INPUTS.flatMap(([x1, x2], row) => {
      const [x, y] = [place(x1), SIDE - place(x2)];
      const shown = number(this.answers[this.step][row], 2);
      return [mark(x, y, TARGETS[row]), text(x, y + (x2 ? -20 : 32), shown)];
    });
    const ticks = [0, 1].flatMap((value) => [
      text(place(value), SIDE + 20, String(value), "muted"),
      text(-14, SIDE - place(value) + 5, String(value), "muted"),
    ]);
    return [
      svg(
        "g",
        { transform: `translate(${LEFT} ${TOP})` },
        svg("rect", square),
        svg("path", { d: bands(field, POINTS, cell), class: "class1-area" }),
        svg("path", { d: border, class: "border" }),
        ...marks,
        ...ticks,
        text(SIDE / 2, SIDE + 20, "x₁", "variable"),
        text(-16, SIDE / 2 + 5, "x₂", "variable"),
      ),
    ];
  }

  /** Plot the four outputs after each step so far. */
  drawChart() {
    const [left, right, top, bottom] = [44, 320, 14, 264];
    const x = (/** @type {number} */ step) => left + (step / STEPS) * (right - left);
    const y = (/** @type {number} */ value) => bottom - ((value + 0.5) / 1.75) * (bottom - top);
    const levels = [0, 0.5, 1].flatMap((value) => [
      line([left, y(value)], [right, y(value)], value ? "grid" : "axis"),
      text(left - 8, y(value) + 5, String(value), "muted", "end"),
    ]);
    const columns = [0, 100, 200].map((step) => text(x(step), bottom + 20, String(step), "muted"));
    const curves = TARGETS.map((target, row) =>
      svg("polyline", {
        points: this.answers
          .map((answers, step) => `${x(step)},${y(answers[row]).toFixed(1)}`)
          .join(" "),
        class: `class${target}-line`,
      }),
    );
    const now = x(this.step);
    return [
      ...levels,
      ...columns,
      text(x(50), bottom + 20, this.words.steps, "muted"),
      line([now, top], [now, bottom], "edge"),
      ...curves,
      ...TARGETS.map((target, row) =>
        mark(now, y(this.answers[this.step][row]), target, row === this.row),
      ),
    ];
  }
}

/**
 * The area where a field on a grid is above 0, as a path with a band for each row of the grid; the
 * ends of a band are found by linear interpolation.
 * @param {number[]} field
 * @param {number} columns
 * @param {number} cell
 */
function bands(field, columns, cell) {
  let d = "";
  for (let i = 0; i < columns; i++) {
    const row = field.slice(i * columns, (i + 1) * columns);
    const [top, bottom] = [Math.max(i - 0.5, 0), Math.min(i + 0.5, columns - 1)];
    const ends = row[0] > 0 ? [0] : [];
    row.slice(1).forEach((value, k) => {
      if (value > 0 !== row[k] > 0) ends.push(k + row[k] / (row[k] - value));
    });
    if (row[columns - 1] > 0) ends.push(columns - 1);
    for (let k = 0; k < ends.length; k += 2) {
      const [from, to] = [ends[k] * cell, ends[k + 1] * cell].map((v) => v.toFixed(1));
      d += `M${from} ${top * cell}H${to}V${bottom * cell}H${from}Z`;
    }
  }
  return d;
}

customElements.define("xor-own-xor", OwnXor);
