// All numbers of one step of SGD on the notebook's network: forward, loss, backward, update.

import { line, picture, svg, text } from "./lib/drawing.js";
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
  tableParts,
  tableRow,
} from "./lib/figure.js";
import { oneStep, probabilities } from "./lib/graph.js";
import { INPUTS, TARGETS } from "./lib/xor.js";
import { SIZES } from "./lib/random.js";

/** @typedef {ReturnType<typeof oneStep>} Numbers */
/** @typedef {import("./lib/graph.js").Matrix} Matrix */

const LEARNING_RATES = [0.001, 0.01, 0.1, 0.7, 1, 10];
const COLUMNS = [70, 230, 400, 560];
/** The nodes of each column, their sums, and the matrices between the columns. */
const UNITS = ["x", "h₁", "h₂", "z"];
const SUMS = ["", "a₁", "a₂", "z"];
const WEIGHTS = ["W₁", "W₂", "W₃"];
const BIASES = ["b₁", "b₂", "b₃"];
/** The layer of each stage. */
const LAYERS = [0, 0, 1, 2, 2, 2, 1, 0, 0];
const LAST = 8;
/** In place of a value not yet known. */
const UNKNOWN = "…";

const subscript = (/** @type {number} */ i) => "₀₁₂₃₄₅₆₇₈₉"[i];
/** A factor: in brackets if it is negative. @param {number} x */
const factor = (x) => (x < 0 ? `(${number(x)})` : number(x));
const height = (/** @type {number} */ column, /** @type {number} */ i) =>
  128 + 62 * (i - (SIZES[column] - 1) / 2);

class OneStep extends Figure {
  row = 2; // (0, 1)
  lr = 0.1;
  /** The stage that is shown. */
  at = 0;
  target = choice({
    label: this.words.target,
    options: [
      [0, "0"],
      [1, "1"],
    ],
    value: 1,
    change: () => this.show(this.at),
  });
  layer = choice({
    label: this.words.layer,
    options: [0, 1, 2].map((l) => [l, this.words[`layer ${l + 1}`]]),
    value: 0,
    change: () => this.show(this.at, false),
  });
  stepper = stepper(this.words, (at) => this.show(at));
  sentence = html("p", { class: "sentence" });
  label = html("p", { class: "note" });
  drawing = picture(640, 300, this.words.seen);
  table = html("table", { class: "matrix" });

  build() {
    const { words } = this;
    const row = choice({
      label: words.row,
      options: [0, 2, 1, 3].map((i) => [i, `(${INPUTS[i].join(", ")})`]),
      value: this.row,
      change: (i) => {
        this.row = Number(i);
        this.show(this.at);
      },
    });
    const rate = slider({
      label: words.rate,
      values: LEARNING_RATES,
      value: this.lr,
      digits: 3,
      change: (lr) => {
        this.lr = lr;
        this.show(this.at);
      },
    });
    this.play.append(
      controls(row, this.target, rate),
      this.label,
      this.drawing,
      this.stepper.root,
      this.sentence,
      controls(this.layer),
      html("div", { class: "parameters" }, this.table),
    );
    this.show(0, false);
  }

  /**
   * Show stage `at`, with its layer unless the reader chose another.
   * @param {number} at
   */
  show(at, follow = at !== this.at) {
    this.at = at;
    const { words, row } = this;
    const target = Number(this.target.value);
    this.stepper.show(at, LAST);
    if (follow) this.layer.value = String(LAYERS[at]);
    const truth = TARGETS[row];
    const label = target === truth ? words.right : words.wrong;
    this.label.textContent = format(label, { row: INPUTS[row].join(", "), truth });
    const numbers = oneStep(INPUTS[row], target, this.lr);
    this.sentence.textContent = `${words[`stage ${at}`]} ${this.arithmetic(numbers, target)}`;
    this.say(this.sentence.textContent);
    this.draw(numbers);
    this.fillTable(numbers);
  }

  /**
   * The arithmetic of the stage in one line.
   * @param {Numbers} numbers
   * @param {number} target
   */
  arithmetic({ values, gradients, after, lossAfter }, target) {
    const p = probabilities(values.z);
    const sum = (/** @type {number} */ l, /** @type {number} */ unit) => {
      const inputs = /** @type {Matrix} */ (values[UNITS[l]]);
      const products = inputs.map(
        ([x], k) => `${factor(values[WEIGHTS[l]][unit][k])} × ${l ? number(x) : x}`,
      );
      return `${products.join(" + ")} + ${factor(values[BIASES[l]][unit][0])}`;
    };
    const unit = (/** @type {number} */ l, /** @type {number} */ j) => {
      const a = number(values[SUMS[l + 1]][j][0]);
      return `σ(${sum(l, j)}) = σ(${a}) = ${number(values[UNITS[l + 1]][j][0])}`;
    };
    /** δ of a hidden layer's unit, from the layer above. */
    const delta = (/** @type {number} */ l, /** @type {number} */ j) => {
      const above = /** @type {Matrix} */ (gradients[SUMS[l + 1]]);
      const products = above.map(([d], k) => `${factor(d)} × ${factor(values[WEIGHTS[l]][k][j])}`);
      const h = number(values[UNITS[l]][j][0]);
      const result = number(gradients[SUMS[l]][j][0]);
      return `(${products.join(" + ")}) × ${h} × (1 − ${h}) = ${result}`;
    };
    const list = (/** @type {Iterable<number>} */ numbers) =>
      `(${Array.from(numbers, (x) => number(x)).join(", ")})`;
    switch (this.at) {
      case 0:
        return `x = (${INPUTS[this.row].join(", ")})`;
      case 1:
        return unit(0, 1);
      case 2:
        return unit(1, 0);
      case 3:
        return `${sum(2, 0)} = ${number(values.z[0][0])}`;
      case 4: {
        const log = `−ln p${subscript(target)} = −ln ${number(p[target])}`;
        return `p = ${list(p)}, L = ${log} = ${number(values.L)}`;
      }
      case 5: {
        const terms = p.map((x, k) => `${number(x)} − ${values.y[k][0]}`);
        const deltas = /** @type {Matrix} */ (gradients.z).map(([d]) => d);
        return `(${terms.join(", ")}) = ${list(deltas)}`;
      }
      case 6:
        return delta(2, 0);
      case 7:
        return delta(1, 1);
      default: {
        const [w, g] = [values["W₁"][1][1], gradients["W₁"][1][1]];
        const update = `${number(w)} − ${shortNumber(this.lr, 3)} × ${factor(g)}`;
        const losses = { before: number(values.L), after: number(lossAfter) };
        const result = number(after["W₁"][1][1]);
        return `w₂₂ = ${update} = ${result}. ${format(this.words.smaller, losses)}`;
      }
    }
  }

  /**
   * Draw the network: a unit's value, and below it the gradient of its sum, once they are known.
   * @param {Numbers} numbers
   */
  draw({ values, gradients }) {
    const { at, words } = this;
    const parts = [];
    for (let c = 0; c < 3; c++) {
      const now = at === c + 1 || at === 7 - c;
      const className = now ? (at >= 5 ? "gradient" : "line") : "edge";
      for (let i = 0; i < SIZES[c]; i++) {
        for (let j = 0; j < SIZES[c + 1]; j++) {
          const end = /** @type {const} */ ([COLUMNS[c + 1], height(c + 1, j)]);
          parts.push(line([COLUMNS[c], height(c, i)], [...end], className));
        }
      }
    }
    if (at === LAST) {
      parts.push(line([COLUMNS[0], height(0, 1)], [COLUMNS[1], height(1, 1)], "gradient"));
    }
    for (const [c, name] of UNITS.entries()) {
      const x = COLUMNS[c];
      const backward = c > 0 && at >= 8 - c;
      const width = c ? 88 : 40; // the inputs are 0 or 1
      for (const [i, [value]] of /** @type {Matrix} */ (values[name]).entries()) {
        const y = height(c, i);
        const box = { x: x - width / 2, y: y - 15, width, height: backward ? 50 : 30, rx: 12 };
        const shown = c ? number(value) : String(value);
        parts.push(svg("rect", { ...box, class: "paper" }));
        parts.push(
          at >= c ? text(x, y + 6, shown) : svg("circle", { cx: x, cy: y, r: 13, class: "line" }),
        );
        if (!c) parts.push(text(x - 26, y + 6, `x${subscript(i + 1)}`, "variable", "end"));
        if (backward) {
          parts.push(text(x, y + 28, number(gradients[SUMS[c]][i][0]), "gradient-text"));
        }
      }
      const [dx, dy] = c === 1 ? [58, 6] : [0, -26];
      parts.push(text(x + dx, height(c, 0) + dy, name, "variable"));
    }
    if (at >= 4) {
      const p = probabilities(values.z).map((x) => number(x));
      parts.push(
        text(COLUMNS[3], 240, words.p, "muted"),
        text(COLUMNS[3], 265, p.join(", ")),
        text(COLUMNS[2] - 20, 240, words.loss, "muted"),
        text(COLUMNS[2] - 20, 265, number(values.L), "loss-text"),
      );
    }
    this.drawing.replaceChildren(...parts);
  }

  /**
   * The table of a layer's parameters, with gradients and new values once they are known.
   * @param {Numbers} numbers
   */
  fillTable({ values, gradients, after }) {
    const { words, at } = this;
    const l = Number(this.layer.value);
    const part = (/** @type {string} */ className, /** @type {string} */ shown) =>
      html("span", { class: className }, shown);
    const cell = (/** @type {string} */ name, /** @type {number} */ j, /** @type {number} */ k) =>
      html(
        "td",
        {},
        part("old", number(values[name][j][k])),
        part("slope", at >= 7 - l ? number(gradients[name][j][k]) : UNKNOWN),
        part("new", at === LAST ? number(after[name][j][k]) : UNKNOWN),
      );
    const weights = /** @type {Matrix} */ (values[WEIGHTS[l]]);
    const rows = weights.map((row, j) =>
      tableRow(
        String(l === 2 ? j : j + 1),
        ...row.map((_, k) => cell(WEIGHTS[l], j, k)),
        cell(BIASES[l], j, 0),
      ),
    );
    const inputs = weights[0].map((_, k) => `${UNITS[l][0]}${subscript(k + 1)}`);
    const parts = tableParts("", [words.unit, ...inputs, words.bias], rows);
    parts[0].replaceChildren(
      part("old", words.weight),
      " · ",
      part("slope", words.gradient),
      " · ",
      part("new", words.after),
    );
    this.table.replaceChildren(...parts);
  }
}

customElements.define("xor-one-step", OneStep);
