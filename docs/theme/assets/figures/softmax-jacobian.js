// Softmax's Jacobian for three scores that sliders move.

import { picture, svg, text } from "./lib/drawing.js";
import { Figure, controls, format, html, number, slider } from "./lib/figure.js";
import { jacobian, softmax } from "./lib/softmax.js";

const SIDE = 70; // of the largest square: a derivative is 1/4 at most

const subscript = (/** @type {number} */ i) => "₀₁₂"[i];

class SoftmaxJacobian extends Figure {
  z = [3, 1, 5];
  drawing = html("div");

  build() {
    const sliders = this.z.map((value, i) => {
      const change = (/** @type {number} */ x) => {
        this.z[i] = x;
        this.draw();
      };
      const label = `z${subscript(i)}`;
      return slider({ label, min: -10, max: 10, step: 0.1, value, digits: 1, change });
    });
    this.play.append(controls(...sliders), this.drawing);
    this.draw();
  }

  draw() {
    const { words } = this;
    const p = softmax(Float32Array.from(this.z));
    const shown = Array.from(p, (x) => number(x));
    /** @type {Node[]} */
    const parts = [
      ...shown.map((_, j) => text(190 + 150 * j, 24, `z${subscript(j)}`, "variable")),
      ...shown.map((x, i) => text(84, 84 + 108 * i, `p${subscript(i)} = ${x}`, "variable")),
      text(190, 380, words.filled, "muted"),
      text(490, 380, words.hollow, "muted"),
    ];
    for (const [i, row] of jacobian(p).entries()) {
      for (const [j, slope] of row.entries()) {
        const [x, y] = [190 + 150 * j, 78 + 108 * i];
        const side = Math.max(SIDE * Math.sqrt(4 * Math.abs(slope)), 2);
        const square = { x: x - side / 2, y: y - side / 2, width: side, height: side };
        parts.push(
          svg("rect", { ...square, class: slope > 0 ? "bar" : "node" }),
          text(x, y + 56, number(slope), "gradient-text"),
        );
      }
    }
    const seen = format(words.seen, { p: shown.join(", ") });
    this.drawing.replaceChildren(picture(640, 396, seen, ...parts));
    this.say(seen);
  }
}

customElements.define("xor-softmax-jacobian", SoftmaxJacobian);
