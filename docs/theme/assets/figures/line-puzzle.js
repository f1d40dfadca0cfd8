// Line puzzle: separate AND, OR and NAND by a line; for XOR, the two equal sums that rule it out.

import { circle, line, mark, panels, picture, svg, text } from "./lib/drawing.js";
import {
  Figure,
  button,
  controls,
  format,
  html,
  number,
  slider,
  tableParts,
  tableRow,
} from "./lib/figure.js";
import { GATES, correct, divided, neuron, through } from "./lib/line.js";
import { INPUTS } from "./lib/xor.js";

/** @typedef {import("./lib/line.js").Point} Point */

const LOW = -0.35;
const HIGH = 1.35;
const LEFT = 34;
const TOP = 4;
const SIDE = 296;

/**
 * The position in the drawing of a point of the plane.
 * @param {Point} point
 * @returns {Point}
 */
const place = ([x1, x2]) => [
  LEFT + (SIDE * (x1 - LOW)) / (HIGH - LOW),
  TOP + (SIDE * (HIGH - x2)) / (HIGH - LOW),
];

/**
 * The point at a fraction of the way between two points.
 * @param {Point} from
 * @param {Point} to
 * @param {number} part
 * @returns {Point}
 */
const between = ([x, y], [u, v], part) => [x + part * (u - x), y + part * (v - y)];

class LinePuzzle extends Figure {
  gate = "XOR";
  line = { angle: 45, middle: 0.5 };
  /** The two handles; null when the sliders have moved the line. @type {[Point, Point] | null} */
  handles = null;
  /** The handle under the pointer. @type {number | null} */
  held = null;
  gates = Object.keys(GATES).map((gate) => button(gate, () => this.pick(gate)));
  angle = slider({
    label: this.words.angle,
    min: -180,
    max: 180,
    step: 3,
    value: 45,
    digits: 0,
    change: (angle) => this.move({ ...this.line, angle }),
  });
  middle = slider({
    label: this.words.middle,
    min: -0.8,
    max: 0.8,
    step: 0.05,
    value: 0.5,
    change: (middle) => this.move({ ...this.line, middle }),
  });
  plane = picture(340, 328, "");
  table = html("table", { class: "numbers" });
  note = html("p", { class: "note" });

  build() {
    const { plane } = this;
    plane.addEventListener("pointerdown", (event) => this.grab(event));
    plane.addEventListener("pointermove", (event) => this.drag(event));
    // Browsers ignore touch-action within an SVG: dragging a handle would scroll the page.
    plane.addEventListener(
      "touchstart",
      (event) => {
        if (this.held !== null) event.preventDefault();
      },
      { passive: false },
    );
    for (const end of ["pointerup", "pointercancel"]) {
      plane.addEventListener(end, () => {
        this.held = null;
      });
    }
    this.play.append(
      html("div", { class: "buttons" }, ...this.gates),
      controls(this.angle, this.middle),
      panels(plane, html("div", {}, this.table, this.note)),
    );
    this.pick("XOR");
  }

  /** @param {string} gate */
  pick(gate) {
    this.gate = gate;
    for (const each of this.gates) {
      each.setAttribute("aria-pressed", String(each.textContent === gate));
    }
    this.draw();
  }

  /**
   * Move the line by the sliders.
   * @param {{ angle: number, middle: number }} moved
   */
  move(moved) {
    this.line = moved;
    this.handles = null;
    this.draw();
  }

  /**
   * The point of the plane under a pointer.
   * @param {PointerEvent} event
   * @returns {Point}
   */
  pointed(event) {
    const box = this.plane.getBoundingClientRect();
    const scale = 340 / box.width;
    const inside = (/** @type {number} */ x) => Math.min(Math.max(x, LOW + 0.02), HIGH - 0.02);
    const across = ((event.clientX - box.left) * scale - LEFT) / SIDE;
    const down = ((event.clientY - box.top) * scale - TOP) / SIDE;
    return [inside(LOW + across * (HIGH - LOW)), inside(HIGH - down * (HIGH - LOW))];
  }

  /** @param {PointerEvent} event */
  grab(event) {
    const handle = /** @type {Element} */ (event.target).closest(".handle");
    if (!handle) return;
    this.held = Number(handle.getAttribute("data-end"));
    this.plane.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (this.held === null || !this.handles) return;
    /** @type {[Point, Point]} */
    const handles = [...this.handles];
    handles[this.held] = this.pointed(event);
    const [[x0, y0], [x1, y1]] = handles;
    const dragged = through(...handles);
    if (Math.hypot(x0 - x1, y0 - y1) < 0.2 || Math.abs(dragged.middle) > 0.84) return;
    this.handles = handles;
    this.line = dragged;
    this.angle.value = dragged.angle;
    this.middle.value = dragged.middle;
    this.draw();
  }

  draw() {
    const { words, gate } = this;
    const unit = neuron(this.line.angle, this.line.middle);
    const { area, ends } = divided(unit, LOW, HIGH);
    const good = correct(unit, gate);
    const count = good.filter(Boolean).length;
    const handles = this.handles ?? this.handlesOn(ends);
    this.handles = handles;
    this.plane.setAttribute("aria-label", format(words.seen, { gate, count }));
    const points = area.map((point) =>
      place(point)
        .map((x) => x.toFixed(1))
        .join(","),
    );
    const box = { x: LEFT, y: TOP, width: SIDE, height: SIDE };
    const middle = place([0.5, 0.5]);
    this.plane.replaceChildren(
      svg("rect", { ...box, class: "class0-area" }),
      svg("polygon", { points: points.join(" "), class: "class1-area" }),
      ...(gate === "XOR"
        ? [
            line(place(INPUTS[0]), place(INPUTS[3]), "other"),
            line(place(INPUTS[1]), place(INPUTS[2]), "other"),
          ]
        : []),
      line(place(ends[0]), place(ends[1]), "border"),
      ...[0, 1].flatMap((value) => [
        text(place([value, 0])[0], TOP + SIDE + 20, `${value}`, "muted"),
        text(LEFT - 14, place([0, value])[1] + 5, `${value}`, "muted"),
      ]),
      text(middle[0], TOP + SIDE + 20, "x₁", "variable"),
      text(LEFT - 16, middle[1] + 5, "x₂", "variable"),
      ...INPUTS.flatMap((row, i) => {
        const [x, y] = place(row);
        const verdict = good[i] ? "✓" : "✗";
        return [
          mark(x, y, GATES[gate][i]),
          text(x + (row[0] ? -24 : 26), y + 5, verdict, good[i] ? "strong" : "strong loss-text"),
        ];
      }),
      ...handles.map((handle, i) => {
        const [x, y] = place(handle);
        const parts = [circle(x, y, 20, "reach"), circle(x, y, 8, "grip")];
        return svg("g", { class: "handle", "data-end": i }, ...parts);
      }),
    );
    this.fillTable(unit, good);
    let advice = words.try;
    if (gate === "XOR") advice = words.why;
    else if (count === 4) advice = format(words.solved, { gate });
    this.note.textContent = `${format(words.count, { count })} ${advice}`;
    this.say(this.note.textContent);
  }

  /**
   * Put the handles near the ends of the line, with class 1 to the left from the first to the second.
   * @param {Point[]} ends
   * @returns {[Point, Point]}
   */
  handlesOn([start, end]) {
    const turned = (((through(start, end).angle - this.line.angle) % 360) + 540) % 360;
    const [from, to] = Math.abs(turned - 180) < 90 ? [start, end] : [end, start];
    return [between(from, to, 0.1), between(from, to, 0.9)];
  }

  /**
   * @param {ReturnType<typeof neuron>} unit
   * @param {boolean[]} good
   */
  fillTable(unit, good) {
    const { words, gate } = this;
    /**
     * @param {string} name
     * @param {number} z
     * @param {number} kind
     * @param {boolean} right
     */
    const row = (name, z, kind, right) => {
      const label = right ? words.right : words.wrong;
      const look = { role: "img", "aria-label": label, class: right ? null : "broken" };
      return tableRow(
        name,
        html("td", {}, number(z, 2)),
        html("td", {}, kind ? "> 0" : "≤ 0"),
        html("td", {}, html("span", look, right ? "✓" : "✗")),
      );
    };
    /**
     * @param {string} name
     * @param {number} i
     * @param {number} j
     * @param {number} kind
     */
    const sum = (name, i, j, kind) => {
      const z = Number((unit.z(INPUTS[i]) + unit.z(INPUTS[j])).toFixed(2));
      return row(name, z, kind, z > 0 === (kind === 1));
    };
    const rows = INPUTS.map((point, i) => {
      const kind = GATES[gate][i];
      return row(`${kind ? "■" : "●"} (${point.join(", ")})`, unit.z(point), kind, good[i]);
    });
    if (gate === "XOR") rows.push(sum(words.circles, 0, 3, 0), sum(words.squares, 1, 2, 1));
    const caption = [`w₁ = ${number(unit.w1, 2)}`, `w₂ = ${number(unit.w2, 2)}`];
    caption.push(`b = ${number(unit.b, 2)}`);
    const columns = [words.row, "z", words.wanted, words.answer];
    this.table.replaceChildren(...tableParts(caption.join(", "), columns, rows));
  }
}

customElements.define("xor-line-puzzle", LinePuzzle);
