// Loss explorer: cross-entropy and squared error of a prediction, with their gradients.

import { circle, line, panels, picture, svg, text } from "./lib/drawing.js";
import {
  Figure,
  button,
  choice,
  controls,
  format,
  html,
  number,
  shortNumber,
  slider,
  tableParts,
  tableRow,
} from "./lib/figure.js";
import { losses, sigmoid } from "./lib/losses.js";

/**
 * @typedef {object} Axis
 * @property {number} min
 * @property {number} max
 * @property {number} step
 * @property {number} digits
 * @property {number} value the initial one
 * @property {(x: number) => number} logit
 * @property {number[]} ticks
 */
/**
 * Both losses at a position on the axis, each as [loss, gradient].
 * @typedef {object} Point
 * @property {number} x
 * @property {[number, number]} cross cross-entropy
 * @property {[number, number]} square squared error
 * @property {boolean} wrong whether the prediction is wrong
 */

const WEIGHTS = [0.25, 0.5, 1, 2, 3, 4, 5];
/** @type {Record<string, Axis>} */
const AXES = {
  p: {
    min: 0.001,
    max: 0.999,
    step: 0.001,
    digits: 3,
    value: 0.5,
    logit: (p) => Math.log(p / (1 - p)),
    ticks: [0, 0.5, 1],
  },
  z: {
    min: -20,
    max: 20,
    step: 0.5,
    digits: 1,
    value: 0,
    logit: (z) => z,
    ticks: [-20, -10, 0, 10, 20],
  },
};
/** How each loss is called. */
const CALLS = { cross_entropy: "cross_entropy([0, z])", mse_loss: "mse_loss(σ(z))" };
const LEFT = 42;
const RIGHT = 330;
const TOP = 58;
const BOTTOM = 218;

class CrossEntropyCurve extends Figure {
  target = choice({
    label: this.words.target,
    options: [
      [0, this.words["class 0"]],
      [1, this.words["class 1"]],
    ],
    value: 1,
    change: () => this.draw(),
  });
  axis = choice({
    label: this.words.axis,
    options: [
      ["p", this.words.p],
      ["z", this.words.z],
    ],
    value: "p",
    change: (axis) => this.turn(axis),
  });
  weight = slider({
    label: this.words.weight,
    values: WEIGHTS,
    value: 1,
    change: () => this.draw(),
  });
  smoothing = slider({
    label: this.words.smoothing,
    max: 0.5,
    step: 0.05,
    value: 0,
    change: () => this.draw(),
  });
  /** The prediction's position on the axis. */
  at = this.axisSlider("p", AXES.p.value);
  place = html("div");
  panels = panels();
  table = html("table", { class: "numbers" });
  note = html("p", { class: "note" });

  build() {
    const jumps = [0, -5, -20, 20].map((z) =>
      button(`z = ${number(z, 0)}`, () => this.turn("z", z)),
    );
    const options = html("summary", {}, this.words.options);
    this.play.append(
      controls(this.target, this.axis, this.place, html("div", { class: "buttons" }, ...jumps)),
      this.panels,
      this.table,
      this.note,
      html("details", {}, options, controls(this.weight, this.smoothing)),
    );
    this.turn("p");
  }

  /**
   * @param {string} axis
   * @param {number} value
   */
  axisSlider(axis, value) {
    const { min, max, step, digits } = AXES[axis];
    return slider({ label: axis, min, max, step, digits, value, change: () => this.draw() });
  }

  /**
   * Switch to another axis and its slider.
   * @param {string} axis
   */
  turn(axis, value = AXES[axis].value) {
    this.axis.value = axis;
    this.at = this.axisSlider(axis, value);
    this.place.replaceChildren(this.at);
    this.draw();
  }

  draw() {
    const { words } = this;
    const { logit, min, max } = AXES[this.axis.value];
    const truth = {
      target: Number(this.target.value),
      weight: this.weight.value,
      smoothing: this.smoothing.value,
    };
    /** @returns {Point} */
    const point = (/** @type {number} */ x) => {
      const z = logit(x);
      const wrong = z > 0 !== (truth.target === 1);
      return { x, cross: losses.cross_entropy(z, truth), square: losses.mse_loss(z, truth), wrong };
    };
    const points = Array.from({ length: 201 }, (_, i) => point(min + ((max - min) * i) / 200));
    const now = point(this.at.value);
    const z = logit(now.x);
    const p = sigmoid(z);
    const pull = Math.max(1, truth.weight);
    this.panels.replaceChildren(
      this.curves(0, points, now, [0, 6], [0, 2, 4, 6]),
      this.curves(1, points, now, [-1.1 * pull, 1.1 * pull], [-pull, 0, pull]),
    );
    const rows = Object.entries(CALLS).map(([name, call]) => {
      const [loss, gradient] = losses[name](z, truth);
      const cells = [html("td", {}, number(loss))];
      const slope = html("td", { class: "gradient" }, number(gradient));
      return tableRow(html("code", {}, call), ...cells, slope);
    });
    const caption = format(words.table, { z: number(z), p: number(p) });
    const columns = [words.name, words.loss, words.gradient];
    this.table.replaceChildren(...tableParts(caption, columns, rows));
    this.note.textContent = p === 0 || p === 1 ? words.saturated : words.dead;
    const formatted = (/** @type {[number, number]} */ pair) =>
      pair.map((x) => number(x)).join(", ");
    this.say(`${words.cross} ${formatted(now.cross)}; ${words.square} ${formatted(now.square)}`);
  }

  /**
   * One panel: `part` 0 draws losses, 1 gradients.
   * @param {0 | 1} part
   * @param {Point[]} points
   * @param {Point} now
   * @param {[low: number, high: number]} range
   * @param {number[]} levels
   */
  curves(part, points, now, [low, high], levels) {
    const { words } = this;
    const { min, max, ticks } = AXES[this.axis.value];
    const title = part ? words.gradient : words.loss;
    const looks = part
      ? { cross: "gradient", square: "gradient second" }
      : { cross: "loss", square: "other" };
    const across = (/** @type {number} */ x) => LEFT + ((RIGHT - LEFT) * (x - min)) / (max - min);
    const up = (/** @type {number} */ y) => BOTTOM - ((BOTTOM - TOP) * (y - low)) / (high - low);
    const curve = (/** @type {"cross" | "square"} */ name) => {
      const shown = points.filter((point) => point[name][part] <= high);
      const places = shown.map(
        (point) => `${across(point.x).toFixed(1)},${up(point[name][part]).toFixed(1)}`,
      );
      return svg("polyline", { class: looks[name], points: places.join(" ") });
    };
    const dot = (/** @type {"cross" | "square"} */ name) => {
      const y = now[name][part];
      if (y <= high) return circle(across(now.x), up(y), 5, part ? "pull" : "loss-dot");
      const [dx, anchor] = now.x > 0 ? [-8, "end"] : [8, "start"];
      return text(
        across(now.x) + Number(dx),
        TOP + 16,
        `↑ ${number(y)}`,
        "loss-text",
        String(anchor),
      );
    };
    const dead = points.filter(
      ({ wrong, cross, square }) => wrong && Math.abs(square[1]) < Math.abs(cross[1]) / 20,
    );
    const shade = () => {
      const x = across(dead[0].x);
      const width = Math.max(2, across(dead[dead.length - 1].x) - x);
      return svg("rect", { x, y: TOP, width, height: BOTTOM - TOP, class: "dead" });
    };
    const sample = (/** @type {number} */ x, /** @type {"cross" | "square"} */ name) => [
      line([x, 38], [x + 26, 38], looks[name]),
      text(x + 32, 43, words[name], "", "start"),
    ];
    const seen = { what: title, cross: number(now.cross[part]), square: number(now.square[part]) };
    return picture(
      340,
      262,
      format(words.seen, seen),
      text((LEFT + RIGHT) / 2, 18, title, "strong"),
      ...(dead.length ? [shade()] : []),
      ...levels.flatMap((y) => [
        line([LEFT, up(y)], [RIGHT, up(y)], y === 0 ? "axis" : "grid"),
        text(LEFT - 8, up(y) + 5, shortNumber(y, 2), "muted", "end"),
      ]),
      ...ticks.map((x) => text(across(x), 238, shortNumber(x, 1), "muted")),
      text((LEFT + RIGHT) / 2 + 34, 258, this.axis.value, "variable"),
      ...sample(LEFT, "cross"),
      ...sample(LEFT + 150, "square"),
      line([across(now.x), TOP], [across(now.x), BOTTOM], "edge"),
      curve("cross"),
      curve("square"),
      dot("cross"),
      dot("square"),
    );
  }
}

customElements.define("xor-cross-entropy-curve", CrossEntropyCurve);
