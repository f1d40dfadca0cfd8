// Six optimizers minimize the same function, step by step.

import { contour } from "./lib/contour.js";
import { circle, picture, svg, text } from "./lib/drawing.js";
import {
  Figure,
  button,
  choice,
  controls,
  format,
  html,
  number,
  reducedMotion,
  shortNumber,
  slider,
  tableParts,
  tableRow,
  tick,
} from "./lib/figure.js";
import { optimizers, path } from "./lib/optim.js";
import { surfaces } from "./lib/surfaces.js";

/** @typedef {[number, number]} Point */

const WIDTH = 640;
const HEIGHT = 380;
const STEPS = 200;
const FIRST = 40;
const CELL = 8; // of the grid for contours
const SHOWN = ["SGD", "Momentum", "Adam"]; // at first: six paths at once are a tangle

/**
 * The shapes of the marks, without circle and square, which mean the classes. Corners in ±1, "x y".
 * @type {Record<string, string>}
 */
const MARKS = {
  SGD: "-0.7 -1, 1 0, -0.7 1",
  Momentum: "0 -1, 1 0.8, -1 0.8",
  Nesterov: "0 1, 1 -0.8, -1 -0.8",
  RMSprop: "0 -1.2, 0.9 0, 0 1.2, -0.9 0",
  Adam:
    "-0.3 -1, 0.3 -1, 0.3 -0.3, 1 -0.3, 1 0.3, 0.3 0.3, " +
    "0.3 1, -0.3 1, -0.3 0.3, -1 0.3, -1 -0.3, -0.3 -0.3",
  AdamW:
    "-0.5 -1, 0 -0.45, 0.5 -1, 1 -0.5, 0.45 0, 1 0.5, " +
    "0.5 1, 0 0.45, -0.5 1, -1 0.5, -0.45 0, -1 -0.5",
};

/**
 * A mark as a path.
 * @param {string} name
 * @param {Point} middle
 * @param {number} size
 */
function outline(name, [x, y], size) {
  const corners = MARKS[name].split(", ").map((corner) => {
    const [dx, dy] = corner.split(" ").map(Number);
    return `${(x + dx * size).toFixed(1)} ${(y + dy * size).toFixed(1)}`;
  });
  return `M${corners.join(" ")}Z`;
}

/**
 * A number with about four significant digits, which fits a phone's column.
 * @param {number} x
 */
function fourDigits(x) {
  const size = Math.abs(x);
  if (x === 0 || !Number.isFinite(x)) return number(x, 0);
  if (size >= 1e4 || size < 5e-4) {
    return x.toExponential(1).replaceAll("-", "−").replace("+", "");
  }
  if (size >= 100) return number(x, 1);
  return number(x, size >= 1 ? 3 : 4);
}

class OptimizerPaths extends Figure {
  /** The step that is shown. */
  at = FIRST;
  surface = surfaces.valley;
  /** @type {Point} */
  start = [...surfaces.valley.start];
  /** Optimizer → learning rate. */
  rates = { ...surfaces.valley.rates };
  settings = { momentum: 0.9, alpha: 0.99, beta1: 0.9, beta2: 0.999, weight_decay: 0.01 };
  /** Optimizer → its position at each step. @type {Record<string, number[][]>} */
  paths = {};
  /** Pixels per unit of x and y, and the point in the middle of the drawing. */
  scale = 1;
  middle = [0, 0];
  /** The fixed part of the drawing: contours, axes. */
  ground = svg("g");
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer = undefined;
  drawing = picture(WIDTH, HEIGHT, "");
  choice = choice({
    label: this.words.surface,
    options: Object.keys(surfaces).map((name) => [name, this.words[name]]),
    value: "valley",
    change: (name) => this.choose(name),
  });
  formula = html("span", { class: "surface" });
  from = ["x", "y"].map((axis, i) => {
    const oninput = () => {
      if (Number.isNaN(input.valueAsNumber)) return;
      this.start[i] = input.valueAsNumber;
      this.run();
    };
    const label = `${this.words.from} ${axis}`;
    const input = html("input", { type: "number", step: 0.1, "aria-label": label, oninput });
    return input;
  });
  step = slider({
    label: this.words.step,
    max: STEPS,
    value: this.at,
    digits: 0,
    change: (at) => {
      this.pause();
      this.show(at);
    },
  });
  playButton = button(this.words.play, () => (this.timer ? this.pause() : this.go()));
  rows = Object.fromEntries(Object.keys(optimizers).map((name) => [name, this.row(name)]));

  build() {
    const { words } = this;
    const move = (/** @type {number} */ by) => () => {
      this.pause();
      this.show(Math.min(Math.max(this.at + by, 0), STEPS));
    };
    /**
     * @param {keyof OptimizerPaths["settings"]} key
     * @param {number} max
     */
    const setting = (key, max, digits = 2) =>
      slider({
        label: words[key],
        max,
        step: 10 ** -digits,
        value: this.settings[key],
        digits,
        change: (value) => {
          this.settings[key] = value;
          this.run();
        },
      });
    const columns = [words.optimizer, words.rate, "x", "y", "f"];
    const rows = Object.values(this.rows).map(({ root }) => root);
    this.drawing.addEventListener("click", (event) => this.startAt(event));
    this.play.append(
      controls(
        this.choice,
        html("div", { class: "from" }, words.from, " (", this.from[0], ", ", this.from[1], ")"),
      ),
      this.formula,
      this.drawing,
      html(
        "div",
        { class: "buttons" },
        ...(reducedMotion.matches ? [] : [this.playButton]),
        button(words.back, move(-1)),
        button(words.next, move(1)),
        this.step,
      ),
      html("table", { class: "race" }, ...tableParts("", columns, rows).slice(1)),
      controls(
        setting("momentum", 0.99),
        setting("weight_decay", 0.5),
        setting("beta1", 0.99),
        setting("beta2", 0.999, 3),
        setting("alpha", 0.999, 3),
      ),
      html("p", { class: "note" }, words.note),
    );
    this.choose("valley");
  }

  /**
   * An optimizer's row of the table: whether it is shown, its learning rate, its position.
   * @param {string} name
   */
  row(name) {
    const oninput = () => {
      if (!(rate.valueAsNumber >= 0)) return;
      this.rates[name] = rate.valueAsNumber;
      this.run();
    };
    const label = `${name}: ${this.words.rate}`;
    const rate = html("input", { type: "number", min: 0, "aria-label": label, oninput });
    const cells = ["x", "y", "f"].map((key) => html("td", { class: key }));
    const sample = svg(
      "svg",
      { viewBox: "0 0 44 16", class: `sample ${name}`, "aria-hidden": "true" },
      svg("path", { class: "trail", d: "M0 8H44" }),
      svg("path", { class: "head", d: outline(name, [22, 8], 6.5) }),
    );
    const shown = tick({
      label: this.words[name],
      value: SHOWN.includes(name),
      change: () => this.draw(),
    });
    shown.lastChild?.before(sample);
    return { root: tableRow(shown, html("td", {}, rate), ...cells), rate, cells, shown };
  }

  /** @param {string} name */
  choose(name) {
    this.surface = surfaces[name];
    this.start = [...this.surface.start];
    this.rates = { ...this.surface.rates };
    this.formula.textContent = this.surface.formula;
    const seen = format(this.words.seen, { surface: this.words[name] });
    this.drawing.setAttribute("aria-label", seen);
    for (const [key, { rate }] of Object.entries(this.rows)) {
      rate.step = String(10 ** Math.floor(Math.log10(this.rates[key])));
      rate.value = String(this.rates[key]);
    }
    const [left, right, bottom, top] = this.surface.view;
    this.scale = Math.min(WIDTH / (right - left), HEIGHT / (top - bottom));
    this.middle = [(left + right) / 2, (bottom + top) / 2];
    const box = { x: 1, y: 1, width: WIDTH - 2, height: HEIGHT - 2 };
    this.ground = svg(
      "g",
      {},
      svg("path", { class: "edge contour", d: this.contours() }),
      ...this.surface.lowest.map((point) => {
        const [x, y] = this.place(point);
        return svg("path", { class: "axis", d: `M${x - 9} ${y}h18M${x} ${y - 9}v18` });
      }),
      ...this.ticks(),
      svg("rect", { ...box, class: "frame" }),
    );
    this.run();
  }

  /** Ticks at round numbers along the lower and the left edge; the last names its axis. */
  ticks() {
    const least = 60 / this.scale;
    const power = 10 ** Math.floor(Math.log10(least));
    const gap = power * ([2, 5].find((times) => times * power > least) ?? 10);
    return [WIDTH, HEIGHT].flatMap((size, axis) => {
      const half = size / this.scale / 2;
      const marks = [];
      const first = Math.ceil((this.middle[axis] - 0.84 * half) / gap);
      for (let k = first; k * gap <= this.middle[axis] + 0.95 * half; k++) {
        const [x, y] = this.place(axis ? [0, k * gap] : [k * gap, 0]);
        const last = (k + 1) * gap > this.middle[axis] + 0.95 * half;
        const words = (last ? `${axis ? "y" : "x"} = ` : "") + shortNumber(k * gap, 2);
        marks.push(
          axis
            ? text(8, y + 6, words, "muted", "start")
            : text(Math.min(x, WIDTH - 36), HEIGHT - 10, words, "muted"),
        );
      }
      return marks;
    });
  }

  /**
   * The position in the drawing of a point of the surface, clamped for points far away.
   * @param {number[]} point
   * @returns {Point}
   */
  place([x, y]) {
    const clamped = (/** @type {number} */ v) => Math.max(-4000, Math.min(4000, v));
    return [
      clamped(WIDTH / 2 + (x - this.middle[0]) * this.scale),
      clamped(HEIGHT / 2 - (y - this.middle[1]) * this.scale),
    ];
  }

  /**
   * The point of the surface at a position in the drawing.
   * @param {Point} place
   * @returns {Point}
   */
  point([x, y]) {
    return [
      this.middle[0] + (x - WIDTH / 2) / this.scale,
      this.middle[1] - (y - HEIGHT / 2) / this.scale,
    ];
  }

  /** The contour lines as a path. */
  contours() {
    const { height, levels } = this.surface;
    const columns = Math.ceil(WIDTH / CELL) + 1;
    const rows = Math.ceil(HEIGHT / CELL) + 1;
    const heights = Array.from({ length: columns * rows }, (_, i) =>
      height(...this.point([(i % columns) * CELL, Math.floor(i / columns) * CELL])),
    );
    let d = "";
    for (const level of levels) {
      contour(heights, columns, level, (...ends) => {
        const [x1, y1, x2, y2] = ends.map((x) => (x * CELL).toFixed(1));
        d += `M${x1} ${y1}L${x2} ${y2}`;
      });
    }
    return d;
  }

  /** Compute all paths again after a change of the surface, the start or a setting. */
  run() {
    const { beta1, beta2, weight_decay: decay, ...others } = this.settings;
    const { gradient } = this.surface;
    for (const [name, lr] of Object.entries(this.rates)) {
      const weight_decay = name === "AdamW" ? decay : 0;
      const settings = { lr, betas: [beta1, beta2], weight_decay, ...others };
      this.paths[name] = path(name, settings, gradient, this.start, STEPS);
    }
    this.from.forEach((input, i) => {
      if (input.valueAsNumber !== this.start[i]) input.value = String(this.start[i]);
    });
    this.show(this.at);
  }

  /**
   * Step `at`.
   * @param {number} at
   */
  show(at) {
    this.at = at;
    this.step.value = at;
    let best = { name: "", f: NaN };
    for (const [name, { cells }] of Object.entries(this.rows)) {
      const [x, y] = this.paths[name][at];
      const f = this.surface.height(x, y);
      [x, y, f].forEach((value, i) => {
        cells[i].textContent = fourDigits(value);
      });
      if (!(best.f <= f)) best = { name, f };
    }
    if (!this.timer) {
      const name = this.words[best.name];
      this.say(format(this.words.best, { step: at, name, f: fourDigits(best.f) }));
    }
    this.draw();
  }

  draw() {
    const trails = Object.entries(this.rows)
      .filter(([, { shown }]) => shown.value)
      .map(([name]) => {
        const places = this.paths[name]
          .slice(0, this.at + 1)
          .filter(([x, y]) => Number.isFinite(x + y))
          .map((point) => this.place(point));
        const trail = places.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
        const marks = places.filter((_, step) => step && step % 10 === 0);
        const heads = marks.map((place) => outline(name, place, 4.5));
        heads.push(outline(name, places[places.length - 1], 9));
        return svg(
          "g",
          { class: name },
          svg("path", { class: "trail", d: `M${trail.join("L")}` }),
          svg("path", { class: "head", d: heads.join("") }),
        );
      });
    const start = circle(...this.place(this.start), 9, "ring");
    this.drawing.replaceChildren(this.ground, start, ...trails);
  }

  /** @param {MouseEvent} event */
  startAt(event) {
    const box = this.drawing.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    const [x0, y0] = this.point([x, y]).map((v) => Number(v.toFixed(2)));
    this.start = [x0, y0];
    this.run();
  }

  go() {
    if (this.at === STEPS) this.show(0);
    this.playButton.textContent = this.words.pause;
    this.timer = setInterval(() => {
      this.show(this.at + 1);
      if (this.at === STEPS) this.pause();
    }, 80);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.playButton.textContent = this.words.play;
  }

  disconnectedCallback() {
    this.pause();
  }
}

customElements.define("xor-optimizer-paths", OptimizerPaths);
