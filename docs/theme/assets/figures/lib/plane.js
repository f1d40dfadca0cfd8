// A network's outputs on the plane of its two inputs.

import { cleared, label, mark, scoreColour, Sprite } from "./canvas.js";
import { contour } from "./contour.js";
import { Pass } from "./network.js";
import { INPUTS, TARGETS } from "./xor.js";

/** The range of both inputs that is shown. */
export const LOW = -0.35;
export const HIGH = 1.35;
/** Grid points along a side. */
export const POINTS = 64;

export class Plane {
  /** @param {import("./network.js").Network} network */
  constructor(network) {
    /** The units' values at every point, row by row from the upper left. */
    this.pass = new Pass(network, POINTS * POINTS);
    for (let i = 0; i < POINTS * POINTS; i++) {
      const across = (i % POINTS) / (POINTS - 1);
      const down = Math.floor(i / POINTS) / (POINTS - 1);
      this.pass.input[i] = LOW + (HIGH - LOW) * across;
      this.pass.input[POINTS * POINTS + i] = HIGH - (HIGH - LOW) * down;
    }
    /** The difference of the logits at every point, above 0 where class 1 is likelier. */
    this.score = new Float32Array(POINTS * POINTS);
    this.sprite = new Sprite(POINTS);
  }

  /** Evaluate the network with its current weights. */
  compute() {
    const { pass, score } = this;
    const z = pass.z[pass.z.length - 1];
    pass.forward();
    for (let i = 0; i < score.length; i++) score[i] = z[POINTS * POINTS + i] - z[i];
  }

  /**
   * Draw the areas of the classes, the decision boundary and the four rows.
   * @param {HTMLCanvasElement} canvas
   * @param {import("./canvas.js").Palette} colours
   */
  draw(canvas, colours) {
    const { context, width } = cleared(canvas);
    const { score, sprite } = this;
    const cell = width / (POINTS - 1);
    for (let i = 0; i < score.length; i++) {
      sprite.pixels[i] = colours.plane[scoreColour(score[i])];
    }
    context.drawImage(sprite.painted(), -cell / 2, -cell / 2, width + cell, width + cell);
    context.strokeStyle = colours.text;
    context.lineWidth = 2;
    context.lineCap = "round";
    context.beginPath();
    contour(score, POINTS, 0, (x1, y1, x2, y2) => {
      context.moveTo(x1 * cell, y1 * cell);
      context.lineTo(x2 * cell, y2 * cell);
    });
    context.stroke();
    const place = (/** @type {number} */ x) => ((x - LOW) / (HIGH - LOW)) * width;
    const size = width / 40;
    INPUTS.forEach(([x1, x2], row) => {
      const [x, y] = [place(x1), width - place(x2)];
      mark(context, x, y, TARGETS[row], size, colours);
    });
    for (const value of [0, 1]) {
      label(context, String(value), place(value), width - 8, colours, "center");
      label(context, String(value), 8, width - place(value) + 5, colours, "left");
    }
    label(context, "x₁", width - 8, width - 8, colours, "right", { italic: true });
    label(context, "x₂", 8, 18, colours, "left", { italic: true });
  }
}
