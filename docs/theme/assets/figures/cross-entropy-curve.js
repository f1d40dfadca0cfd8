// Loss explorer: what each loss asks of a prediction, and how hard it pulls at the logit.

import { panels, picture, svg, text } from "./lib/drawing.js";
import { Figure, button, choice, controls, html, number, slider } from "./lib/figure.js";
import { losses, sigmoid } from "./lib/losses.js";

const WEIGHTS = [0.25, 0.5, 1, 2, 3, 4, 5];
const AXES = {
  p: { min: 0.001, max: 0.999, step: 0.001, digits: 3, value: 0.5, logit: (p) => Math.log(p / (1 - p)), ticks: [0, 0.5, 1] },
  z: { min: -20, max: 20, step: 0.5, digits: 1, value: 0, logit: (z) => z, ticks: [-20, -10, 0, 10, 20] },
};
const CALLS = {
  cross_entropy: "cross_entropy([0, z])",
  nll_loss: "nll_loss(log_softmax)",
  binary_cross_entropy_with_logits: "binary_cross_entropy_|with_logits(z)", // | is where its line may end
  binary_cross_entropy: "binary_cross_entropy(σ(z))",
  mse_loss: "mse_loss(σ(z))",
};
const LEFT = 42, RIGHT = 330, TOP = 58, BOTTOM = 218;

class CrossEntropyCurve extends Figure {
  static words = {
    ko: {
      title: "손실 함수 살펴보기",
      target: "정답", targets: { 1: "클래스 1 (네모)", 0: "클래스 0 (동그라미)" },
      axis: "가로축", axes: { p: "클래스 1의 확률 p", z: "클래스 1의 로짓 z" },
      weight: "클래스 1의 가중치", smoothing: "레이블 스무딩",
      loss: "손실", gradient: "z에 대한 변화도", cross: "교차 엔트로피", square: "제곱 오차",
      seen: (what, a, b) => `${what}의 곡선 둘. 지금 교차 엔트로피 ${a}, 제곱 오차 ${b}`,
      table: (z, p) => `z = ${z}, p = ${p}일 때`, name: "함수",
      dead: "칠한 곳에서는 틀렸는데도 제곱 오차의 변화도가 교차 엔트로피의 20분의 1도 되지 않습니다.",
      saturated: "float32에서 p가 0이나 1이 되어, 확률을 받는 두 손실은 변화도가 0입니다.",
    },
    en: {
      title: "Loss explorer",
      target: "right class", targets: { 1: "class 1 (square)", 0: "class 0 (circle)" },
      axis: "axis", axes: { p: "p, class 1's probability", z: "z, class 1's logit" },
      weight: "weight of class 1", smoothing: "label smoothing",
      loss: "loss", gradient: "gradient for z", cross: "cross-entropy", square: "squared error",
      seen: (what, a, b) => `Two curves of the ${what}. Now cross-entropy ${a}, squared error ${b}`,
      table: (z, p) => `at z = ${z}, p = ${p}`, name: "function",
      dead: "Where it's shaded the prediction is wrong, yet squared error's gradient is less than a twentieth of cross-entropy's.",
      saturated: "In float32 p has become 0 or 1, and both losses of a probability have gradient 0.",
    },
  };

  build() {
    const { words } = this, draw = () => this.draw();
    this.target = choice({ label: words.target, options: words.targets, value: "1", change: draw });
    this.axis = choice({ label: words.axis, options: words.axes, value: "p", change: (axis) => this.turn(axis) });
    this.weight = slider({ label: words.weight, values: WEIGHTS, value: 1, change: draw });
    this.smoothing = slider({ label: words.smoothing, min: 0, max: 0.5, step: 0.05, value: 0, change: draw });
    this.place = html("div");
    const jump = (z) => button(`z = ${number(z, 0)}`, () => this.turn("z", z));
    this.panels = panels();
    this.table = html("table", { class: "numbers" });
    this.note = html("p", { class: "note" });
    this.play.append(
      controls(this.target, this.axis, this.weight, this.smoothing, this.place,
        html("div", { class: "buttons" }, ...[0, -5, -20, 20].map(jump))),
      this.panels, this.table, this.note,
    );
    this.turn("p");
  }

  /** Another axis, and with it another slider. */
  turn(axis, value = AXES[axis].value) {
    this.axis.value = axis;
    const { logit, ticks, ...range } = AXES[axis];
    this.at = slider({ ...range, label: axis, value, change: () => this.draw() });
    this.place.replaceChildren(this.at);
    this.draw();
  }

  draw() {
    const { words } = this, { logit, min, max } = AXES[this.axis.value];
    const truth = { target: Number(this.target.value), weight: this.weight.value, smoothing: this.smoothing.value };
    const points = Array.from({ length: 201 }, (_, i) => {
      const x = min + (max - min) * i / 200, z = logit(x);
      return { x, cross: losses.cross_entropy(z, truth), square: losses.mse_loss(z, truth), wrong: (z > 0) !== (truth.target === 1) };
    });
    const z = logit(this.at.value), p = sigmoid(z);
    const now = { x: this.at.value, cross: losses.cross_entropy(z, truth), square: losses.mse_loss(z, truth) };
    const most = 1.1 * Math.max(1, truth.weight);
    this.panels.replaceChildren(
      this.curves(words.loss, 0, points, now, 0, 6, [0, 2, 4, 6], "loss", "other"),
      this.curves(words.gradient, 1, points, now, -most, most, [-Math.max(1, truth.weight), 0, Math.max(1, truth.weight)], "gradient", "gradient second"),
    );
    const rows = Object.entries(CALLS).map(([name, call]) => {
      const [loss, gradient] = losses[name](z, truth);
      return html("tr", {}, html("th", { scope: "row" }, html("code", {}, ...call.split("|").flatMap((part, i) => (i ? [html("wbr"), part] : [part])))), html("td", {}, number(loss)),
        html("td", { class: "gradient" }, number(gradient)));
    });
    const head = [words.name, words.loss, words.gradient].map((name) => html("th", { scope: "col" }, name));
    this.table.replaceChildren(html("caption", {}, words.table(number(z), number(p))),
      html("thead", {}, html("tr", {}, ...head)), html("tbody", {}, ...rows));
    this.note.textContent = p === 0 || p === 1 ? words.saturated : words.dead;
    this.say(`${words.cross} ${number(now.cross[0])}, ${number(now.cross[1])}; ${words.square} ${number(now.square[0])}, ${number(now.square[1])}`);
  }

  /** One panel: `part` 0 draws losses, 1 gradients. */
  curves(title, part, points, now, low, high, levels, first, second) {
    const { min, max, ticks } = AXES[this.axis.value];
    const right = (x) => LEFT + (RIGHT - LEFT) * (x - min) / (max - min);
    const up = (y) => BOTTOM - (BOTTOM - TOP) * (y - low) / (high - low);
    const line = (name, look) => svg("polyline", {
      class: look, points: points.filter((point) => point[name][part] <= high).map((point) => `${right(point.x).toFixed(1)},${up(point[name][part]).toFixed(1)}`).join(" "),
    });
    const dot = (name) => now[name][part] > high
      ? text(right(now.x) + (now.x > 0 ? -8 : 8), TOP + 16, `↑ ${number(now[name][part])}`, "loss-text", now.x > 0 ? "end" : "start")
      : svg("circle", { cx: right(now.x), cy: up(now[name][part]), r: 5, class: part ? "pull" : "loss-dot" });
    const dead = points.filter(({ wrong, cross, square }) => wrong && Math.abs(square[1]) < Math.abs(cross[1]) / 20);
    const sample = (x, look, words) => [
      svg("line", { x1: x, y1: 38, x2: x + 26, y2: 38, class: look }), text(x + 32, 43, words, "", "start"),
    ];
    return picture(340, 262, this.words.seen(title, number(now.cross[part]), number(now.square[part])),
      text((LEFT + RIGHT) / 2, 18, title, "strong"),
      ...(dead.length ? [svg("rect", {
        x: right(dead[0].x), y: TOP, width: Math.max(2, right(dead.at(-1).x) - right(dead[0].x)), height: BOTTOM - TOP, class: "dead",
      })] : []),
      ...levels.flatMap((y) => [
        svg("line", { x1: LEFT, y1: up(y), x2: RIGHT, y2: up(y), class: y === 0 ? "axis" : "grid" }),
        text(LEFT - 8, up(y) + 5, number(y, Number.isInteger(y) ? 0 : 2), "muted", "end"),
      ]),
      ...ticks.map((x) => text(right(x), 238, number(x, Number.isInteger(x) ? 0 : 1), "muted")),
      text((LEFT + RIGHT) / 2 + 34, 258, this.axis.value, "variable"),
      ...sample(LEFT, first, this.words.cross), ...sample(LEFT + 150, second, this.words.square),
      svg("line", { x1: right(now.x), y1: TOP, x2: right(now.x), y2: BOTTOM, class: "edge" }),
      line("cross", first), line("square", second), dot("cross"), dot("square"));
  }
}

customElements.define("xor-cross-entropy-curve", CrossEntropyCurve);
