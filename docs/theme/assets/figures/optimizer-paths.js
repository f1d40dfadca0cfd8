// Six optimizers go down one surface, side by side, step for step.

import { picture, svg, text } from "./lib/drawing.js";
import { Figure, button, choice, controls, html, number, slider, still, tick } from "./lib/figure.js";
import { optimizers, path } from "./lib/optim.js";
import { surfaces } from "./lib/surfaces.js";

const WIDTH = 640, HEIGHT = 380, STEPS = 200, FIRST = 40;

// Marks by shape, never circles or squares: those are the classes. Corners within ±1.
const MARKS = {
  SGD: [-0.7, -1, 1, 0, -0.7, 1],
  Momentum: [0, -1, 1, 0.8, -1, 0.8],
  Nesterov: [0, 1, 1, -0.8, -1, -0.8],
  RMSprop: [0, -1.2, 0.9, 0, 0, 1.2, -0.9, 0],
  Adam: [-0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1, 0.3, -1, -0.3, -0.3, -0.3],
  AdamW: [-0.5, -1, 0, -0.45, 0.5, -1, 1, -0.5, 0.45, 0, 1, 0.5, 0.5, 1, 0, 0.45, -0.5, 1, -1, 0.5, -0.45, 0, -1, -0.5],
};

function outline(name, x, y, size) {
  const corners = MARKS[name].map((c, i) => ((i % 2 ? y : x) + c * size).toFixed(1));
  return `M${corners.join(" ")}Z`;
}

/** As short as a phone's column: about four digits that say something. */
function short(x) {
  if (x === 0 || !Number.isFinite(x)) return number(x, 0);
  if (Math.abs(x) >= 1e4 || Math.abs(x) < 5e-4) return x.toExponential(1).replaceAll("-", "−").replace("+", "");
  return number(x, Math.abs(x) >= 100 ? 1 : Math.abs(x) >= 1 ? 3 : 4);
}

customElements.define("xor-optimizer-paths", class extends Figure {
  static words = {
    ko: {
      title: "옵티마이저 경주",
      surface: "곡면", valley: "좁은 골짜기", turned: "37° 돌린 골짜기", saddle: "안장점", rosenbrock: "로젠브록의 골짜기",
      from: "출발점", step: "스텝", play: "재생", pause: "멈춤", back: "이전", next: "다음",
      optimizer: "옵티마이저", rate: "학습률",
      momentum: "모멘텀 μ", alpha: "RMSprop의 β", beta1: "Adam(W)의 β₁", beta2: "Adam(W)의 β₂", decay: "Adam(W)의 감쇠 λ",
      seen: (surface) => `${surface}의 등고선 위를 내려가는 옵티마이저들의 길. 출발점은 동그라미, 가장 낮은 곳은 십자`,
      best: (t, name, f) => `스텝 ${t}. 지금 가장 낮은 것은 ${name}, f = ${f}`,
      note: "고리는 출발점, 십자는 가장 낮은 곳입니다. 작은 표시는 10스텝마다 하나입니다. 그림을 누르면 그 자리에서 출발합니다.",
    },
    en: {
      title: "Optimizer race",
      surface: "Surface", valley: "narrow valley", turned: "valley turned by 37°", saddle: "saddle point", rosenbrock: "Rosenbrock’s valley",
      from: "Start", step: "Step", play: "Play", pause: "Pause", back: "Back", next: "Next",
      optimizer: "Optimizer", rate: "Rate",
      momentum: "Momentum μ", alpha: "RMSprop’s β", beta1: "Adam(W)’s β₁", beta2: "Adam(W)’s β₂", decay: "Adam(W)’s decay λ",
      seen: (surface) => `Paths of the optimizers down the contours of the ${surface}; the start has a ring, the lowest point a cross`,
      best: (t, name, f) => `Step ${t}. The lowest now is ${name}, f = ${f}`,
      note: "The ring is the start, the cross the lowest point. Small marks are ten steps apart. Click the drawing to start there.",
    },
  };

  build() {
    const { words } = this;
    this.t = FIRST;
    this.settings = { momentum: 0.9, alpha: 0.99, beta1: 0.9, beta2: 0.999, weight_decay: 0.01 };
    this.drawing = picture(WIDTH, HEIGHT, "");
    this.drawing.addEventListener("click", (event) => this.startAt(event));
    this.choice = choice({
      label: words.surface, value: "valley", change: (name) => this.choose(name),
      options: Object.fromEntries(Object.keys(surfaces).map((name) => [name, words[name]])),
    });
    this.formula = html("span", { class: "surface" });
    this.from = ["x", "y"].map((axis, i) => html("input", {
      type: "number", step: 0.1, "aria-label": `${words.from} ${axis}`,
      oninput: (event) => {
        if (Number.isNaN(event.target.valueAsNumber)) return;
        this.start[i] = event.target.valueAsNumber;
        this.run();
      },
    }));
    this.step = slider({ label: words.step, min: 0, max: STEPS, step: 1, value: this.t, digits: 0, change: (t) => { this.pause(); this.at(t); } });
    this.player = button(words.play, () => (this.playing ? this.pause() : this.go()));
    const move = (by) => () => { this.pause(); this.at(Math.min(Math.max(this.t + by, 0), STEPS)); };
    const setting = (key, label, max, step, digits) => slider({
      label, min: 0, max, step, value: this.settings[key], digits,
      change: (value) => { this.settings[key] = value; this.run(); },
    });
    this.rows = Object.fromEntries(Object.keys(optimizers).map((name) => [name, this.row(name)]));
    this.play.append(
      controls(this.choice, html("div", { class: "from" }, words.from, " (", this.from[0], ", ", this.from[1], ")")),
      this.formula,
      this.drawing,
      html("div", { class: "buttons" }, ...(still.matches ? [] : [this.player]), button(words.back, move(-1)), button(words.next, move(1)), this.step),
      html("table", { class: "race" },
        html("thead", {}, html("tr", {}, ...[words.optimizer, words.rate, "x", "y", "f"].map((word) => html("th", { scope: "col" }, word)))),
        html("tbody", {}, ...Object.values(this.rows).map(({ root }) => root))),
      controls(
        setting("momentum", words.momentum, 0.99, 0.01, 2), setting("weight_decay", words.decay, 0.5, 0.01, 2),
        setting("beta1", words.beta1, 0.99, 0.01, 2), setting("beta2", words.beta2, 0.999, 0.001, 3),
        setting("alpha", words.alpha, 0.999, 0.001, 3)),
      html("p", { class: "note" }, words.note));
    this.choose("valley");
  }

  /** An optimizer's line of the table: whether it is shown, its rate, where it is. */
  row(name) {
    const rate = html("input", {
      type: "number", min: 0, "aria-label": `${name}: ${this.words.rate}`,
      oninput: () => { if (rate.valueAsNumber >= 0) { this.rates[name] = rate.valueAsNumber; this.run(); } },
    });
    const cells = ["x", "y", "f"].map((key) => html("td", { class: key }));
    const sample = svg("svg", { viewBox: "0 0 44 16", class: `sample ${name}`, "aria-hidden": "true" },
      svg("path", { class: "trail", d: "M0 8H44" }), svg("path", { class: "head", d: outline(name, 22, 8, 6.5) }));
    const shown = tick({ label: name, value: true, change: () => this.draw() });
    shown.lastChild.before(sample);
    const root = html("tr", {}, html("th", { scope: "row" }, shown), html("td", {}, rate), ...cells);
    return { root, rate, cells, shown };
  }

  choose(name) {
    this.surface = surfaces[name];
    this.start = [...this.surface.start];
    this.rates = { ...this.surface.rates };
    this.formula.textContent = this.surface.formula;
    this.drawing.setAttribute("aria-label", this.words.seen(this.words[name]));
    for (const [key, { rate }] of Object.entries(this.rows)) {
      rate.step = 10 ** Math.floor(Math.log10(this.rates[key]));
      rate.value = this.rates[key];
    }
    const [left, right, bottom, top] = this.surface.view;
    this.scale = Math.min(WIDTH / (right - left), HEIGHT / (top - bottom));
    this.middle = [(left + right) / 2, (bottom + top) / 2];
    this.ground = svg("g", {},
      svg("path", { class: "edge contour", d: this.contours() }),
      ...this.surface.lowest.map((at) => {
        const [x, y] = this.place(at);
        return svg("path", { class: "axis", d: `M${x - 9} ${y}h18M${x} ${y - 9}v18` });
      }),
      ...this.ticks(),
      svg("rect", { x: 1, y: 1, width: WIDTH - 2, height: HEIGHT - 2, class: "frame" }));
    this.run();
  }

  /** A few round numbers along the lower and the left edge. */
  ticks() {
    const least = 60 / this.scale, power = 10 ** Math.floor(Math.log10(least));
    const gap = power * [2, 5, 10].find((times) => times * power > least);
    const ends = [WIDTH / this.scale / 2, HEIGHT / this.scale / 2];
    return [0, 1].flatMap((axis) => {
      const marks = [];
      const from = this.middle[axis] - 0.84 * ends[axis], to = this.middle[axis] + 0.95 * ends[axis];
      for (let k = Math.ceil(from / gap); k * gap <= to; k++) {
        const [x, y] = this.place(axis ? [0, k * gap] : [k * gap, 0]);
        const words = number(k * gap, 2).replace(/\.?0+$/, "") || "0";
        marks.push(axis ? text(8, y + 6, words, "muted", "start") : text(x, HEIGHT - 10, words, "muted"));
      }
      return marks;
    });
  }

  /** Where a point of the surface is in the drawing; one that is far away stays at some distance. */
  place([x, y]) {
    const far = (v) => Math.max(-4000, Math.min(4000, v));
    return [far(WIDTH / 2 + (x - this.middle[0]) * this.scale), far(HEIGHT / 2 - (y - this.middle[1]) * this.scale)];
  }

  /** Lines of equal height: in each cell of a grid, where a level crosses its edges. */
  contours(cell = 8) {
    const { height, levels } = this.surface;
    const at = (i, j) => height(this.middle[0] + (i * cell - WIDTH / 2) / this.scale, this.middle[1] - (j * cell - HEIGHT / 2) / this.scale);
    const columns = Math.ceil(WIDTH / cell), rows = Math.ceil(HEIGHT / cell);
    const grid = Array.from({ length: rows + 1 }, (_, j) => Array.from({ length: columns + 1 }, (_, i) => at(i, j)));
    let d = "";
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++) {
        const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
        for (const level of levels) {
          const cuts = [];
          corners.forEach(([a, b], k) => {
            const [c, e] = corners[(k + 1) % 4];
            const one = grid[b][a] - level, two = grid[e][c] - level;
            if (one > 0 !== two > 0) {
              const part = one / (one - two);
              cuts.push(`${((a + part * (c - a)) * cell).toFixed(1)} ${((b + part * (e - b)) * cell).toFixed(1)}`);
            }
          });
          for (let k = 0; k < cuts.length; k += 2) d += `M${cuts[k]}L${cuts[k + 1]}`;
        }
      }
    }
    return d;
  }

  /** All paths anew: a surface, a start or a setting has changed. */
  run() {
    const { momentum, alpha, beta1, beta2, weight_decay } = this.settings;
    this.paths = Object.fromEntries(Object.keys(optimizers).map((name) => [name, path(name,
      { lr: this.rates[name], momentum, alpha, betas: [beta1, beta2], weight_decay }, this.surface.gradient, this.start, STEPS)]));
    this.from.forEach((input, i) => { if (input.valueAsNumber !== this.start[i]) input.value = this.start[i]; });
    this.at(this.t);
  }

  /** Show step t. */
  at(t) {
    this.t = t;
    this.step.value = t;
    let best = null;
    for (const [name, { cells }] of Object.entries(this.rows)) {
      const [x, y] = this.paths[name][t], f = this.surface.height(x, y);
      [x, y, f].forEach((value, i) => { cells[i].textContent = short(value); });
      if (!best || f < best.f) best = { name, f };
    }
    if (!this.playing) this.say(this.words.best(t, best.name, short(best.f)));
    this.draw();
  }

  draw() {
    const [x0, y0] = this.place(this.start);
    this.drawing.replaceChildren(this.ground, svg("circle", { cx: x0, cy: y0, r: 9, class: "ring" }),
      ...Object.entries(this.rows).filter(([, { shown }]) => shown.value).map(([name]) => {
        const places = this.paths[name].slice(0, this.t + 1).filter(([x, y]) => Number.isFinite(x + y)).map((at) => this.place(at));
        const marks = places.map(([x, y], t) => (t % 10 || !t ? "" : outline(name, x, y, 4.5)));
        return svg("g", { class: name },
          svg("path", { class: "trail", d: `M${places.map((at) => at.map((v) => v.toFixed(1)).join(" ")).join("L")}` }),
          svg("path", { class: "head", d: marks.join("") + outline(name, ...places.at(-1), 9) }));
      }));
  }

  startAt(event) {
    const box = this.drawing.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH, y = ((event.clientY - box.top) / box.height) * HEIGHT;
    const at = [this.middle[0] + (x - WIDTH / 2) / this.scale, this.middle[1] - (y - HEIGHT / 2) / this.scale];
    this.start = at.map((v) => Number(v.toFixed(2)));
    this.run();
  }

  go() {
    if (this.t === STEPS) this.at(0);
    this.player.textContent = this.words.pause;
    this.playing = setInterval(() => {
      this.at(this.t + 1);
      if (this.t === STEPS) this.pause();
    }, 80);
  }

  pause() {
    clearInterval(this.playing);
    this.playing = null;
    this.player.textContent = this.words.play;
  }

  disconnectedCallback() {
    this.pause();
  }
});
