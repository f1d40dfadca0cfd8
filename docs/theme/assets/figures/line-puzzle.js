// Line puzzle: separate AND, OR, NAND by a line; for XOR it shows the two sums that stand in the way.

import { panels, picture, svg, text } from "./lib/drawing.js";
import { Figure, button, controls, html, number, slider } from "./lib/figure.js";
import { GATES, ROWS, neuron, parted, right, through } from "./lib/line.js";

const LOW = -0.35, HIGH = 1.35, LEFT = 34, TOP = 4, SIDE = 296;
const across = (x) => LEFT + SIDE * (x - LOW) / (HIGH - LOW);
const up = (y) => TOP + SIDE * (HIGH - y) / (HIGH - LOW);
const between = ([x, y], [u, v], part) => [x + part * (u - x), y + part * (v - y)];

/** A point of class 0, a circle, or 1, a square; the running example XOR(0, 1) has a ring. */
function mark(x, y, kind, ringed) {
  const size = 9, side = 1.8 * size;
  const shape = kind === 0
    ? svg("circle", { cx: x, cy: y, r: size, class: "class0" })
    : svg("rect", { x: x - side / 2, y: y - side / 2, width: side, height: side, rx: 1.5, class: "class1" });
  return ringed ? svg("g", {}, shape, svg("circle", { cx: x, cy: y, r: size + 6, class: "ring" })) : shape;
}

class LinePuzzle extends Figure {
  static words = {
    ko: {
      title: "직선으로 나누기", angle: "방향 (도)", middle: "한가운데의 z",
      seen: (gate, n) => `${gate}의 네 점과 직선 하나. 넷 가운데 ${n}행이 맞습니다`,
      count: (n) => `넷 가운데 ${n}행이 맞습니다. `,
      row: "행", wants: "조건", answer: "결과", right: "맞음", wrong: "틀림",
      solved: (gate) => `이 직선이 ${gate}의 두 클래스를 나눕니다.`, try: "두 손잡이를 끌거나 슬라이더를 움직여 보세요.",
      circles: "동그라미의 합", squares: "네모의 합",
      why: "두 대각선의 합은 늘 같습니다. 한 수가 0 이하이면서 0보다 클 수는 없으므로 많아야 세 행을 맞힙니다.",
    },
    en: {
      title: "Separate by a line", angle: "direction (°)", middle: "z in the middle",
      seen: (gate, n) => `The four points of ${gate} and a line; ${n} of 4 rows are right`,
      count: (n) => `${n} of 4 rows are right. `,
      row: "row", wants: "wanted", answer: "right?", right: "right", wrong: "wrong",
      solved: (gate) => `This line separates ${gate}.`, try: "Drag the two handles, or move the sliders.",
      circles: "sum of the circles", squares: "sum of the squares",
      why: "The two diagonals always have the same sum. One number can't be at most 0 and above 0, so three rows is the most.",
    },
  };

  build() {
    this.gates = Object.keys(GATES).map((gate) => button(gate, () => this.pick(gate)));
    const turn = () => { this.ends = null; this.draw(); };
    this.angle = slider({ label: this.words.angle, min: -180, max: 180, step: 3, value: 45, digits: 0, change: (x) => { this.line.angle = x; turn(); } });
    this.middle = slider({ label: this.words.middle, min: -0.8, max: 0.8, step: 0.05, value: 0.5, change: (x) => { this.line.middle = x; turn(); } });
    this.line = { angle: 45, middle: 0.5 };
    this.plane = picture(340, 328, "");
    this.plane.addEventListener("pointerdown", (event) => this.grab(event));
    this.plane.addEventListener("pointermove", (event) => this.drag(event));
    // Within an SVG browsers don't heed touch-action: a finger on a handle would scroll the page.
    this.plane.addEventListener("touchstart", (event) => { if (this.held) event.preventDefault(); }, { passive: false });
    for (const end of ["pointerup", "pointercancel"]) this.plane.addEventListener(end, () => { this.held = null; });
    this.table = html("table", { class: "numbers" });
    this.note = html("p", { class: "note" });
    this.play.append(html("div", { class: "buttons" }, ...this.gates), controls(this.angle, this.middle),
      panels(this.plane, html("div", {}, this.table, this.note)));
    this.pick("XOR");
  }

  pick(gate) {
    this.gate = gate;
    for (const one of this.gates) one.setAttribute("aria-pressed", one.textContent === gate);
    this.draw();
  }

  /** Where on the plane a pointer is. */
  at(event) {
    const box = this.plane.getBoundingClientRect(), scale = 340 / box.width;
    const inside = (x) => Math.min(Math.max(x, LOW + 0.02), HIGH - 0.02);
    return [
      inside(LOW + ((event.clientX - box.left) * scale - LEFT) / SIDE * (HIGH - LOW)),
      inside(HIGH - ((event.clientY - box.top) * scale - TOP) / SIDE * (HIGH - LOW)),
    ];
  }

  grab(event) {
    const handle = event.target.closest(".handle");
    if (!handle) return;
    this.held = handle.getAttribute("data-end");
    this.plane.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  drag(event) {
    if (!this.held) return;
    const ends = [...this.ends];
    ends[this.held] = this.at(event);
    const line = through(...ends);
    if (Math.hypot(ends[0][0] - ends[1][0], ends[0][1] - ends[1][1]) < 0.2 || Math.abs(line.middle) > 0.84) return;
    Object.assign(this, { ends, line });
    this.angle.value = line.angle;
    this.middle.value = line.middle;
    this.draw();
  }

  draw() {
    const { words, gate } = this;
    const one = neuron(this.line.angle, this.line.middle);
    const { area, ends } = parted(one, LOW, HIGH), good = right(one, gate), n = good.filter(Boolean).length;
    if (!this.ends) {
      const sorted = Math.abs(((through(...ends).angle - this.line.angle) % 360 + 540) % 360 - 180) < 90 ? ends : ends.reverse();
      this.ends = [between(...sorted, 0.1), between(...sorted, 0.9)];
    }
    this.plane.setAttribute("aria-label", words.seen(gate, n));
    const segment = ([a, b], look) => svg("line", { x1: across(a[0]), y1: up(a[1]), x2: across(b[0]), y2: up(b[1]), class: look });
    this.plane.replaceChildren(
      svg("rect", { x: LEFT, y: TOP, width: SIDE, height: SIDE, class: "class0-area" }),
      svg("polygon", { points: area.map(([x, y]) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(" "), class: "class1-area" }),
      ...(gate === "XOR" ? [segment([ROWS[0], ROWS[3]], "other"), segment([ROWS[1], ROWS[2]], "other")] : []),
      segment(ends, "border"),
      ...[0, 1].flatMap((x) => [text(across(x), TOP + SIDE + 20, `${x}`, "muted"), text(LEFT - 14, up(x) + 5, `${x}`, "muted")]),
      text(across(0.5), TOP + SIDE + 20, "x₁", "variable"), text(LEFT - 16, up(0.5) + 5, "x₂", "variable"),
      ...ROWS.flatMap(([x, y], i) => [
        mark(across(x), up(y), GATES[gate][i], gate === "XOR" && i === 2),
        text(across(x) + (x ? -24 : 26), up(y) + 5, good[i] ? "✓" : "✗", good[i] ? "strong" : "strong loss-text"),
      ]),
      ...this.ends.map(([x, y], i) => svg("g", { class: "handle", "data-end": `${i}` },
        svg("circle", { cx: across(x), cy: up(y), r: 20, class: "reach" }), svg("circle", { cx: across(x), cy: up(y), r: 8, class: "grip" }))),
    );
    this.rows(one, good);
    const best = gate === "XOR" ? words.why : n === 4 ? words.solved(gate) : words.try;
    this.note.textContent = words.count(n) + best;
    this.say(this.note.textContent);
  }

  rows(one, good) {
    const { words, gate } = this;
    const row = (name, ...cells) => html("tr", {}, html("th", { scope: "row" }, name), ...cells.map((cell) => html("td", {}, cell)));
    const verdict = (yes) => html("span", { role: "img", "aria-label": yes ? words.right : words.wrong, class: yes ? null : "broken" }, yes ? "✓" : "✗");
    const wanted = ["≤ 0", "> 0"];
    const sum = (name, i, j, kind) => {
      const both = number(one.a(...ROWS[i]) + one.a(...ROWS[j]), 2);
      return row(name, both, wanted[kind], verdict(Number(both.replace("−", "-")) > 0 === (kind === 1)));
    };
    const head = [words.row, "z", words.wants, words.answer].map((name) => html("th", { scope: "col" }, name));
    this.table.replaceChildren(
      html("caption", {}, `w₁ = ${number(one.w1, 2)}, w₂ = ${number(one.w2, 2)}, b = ${number(one.b, 2)}`),
      html("thead", {}, html("tr", {}, ...head)),
      html("tbody", {},
        ...ROWS.map(([x1, x2], i) => row(`${GATES[gate][i] ? "■" : "●"} (${x1}, ${x2})`, number(one.a(x1, x2), 2),
          wanted[GATES[gate][i]], verdict(good[i]))),
        ...(gate === "XOR" ? [sum(words.circles, 0, 3, 0), sum(words.squares, 1, 2, 1)] : [])),
    );
  }
}

customElements.define("xor-line-puzzle", LinePuzzle);
