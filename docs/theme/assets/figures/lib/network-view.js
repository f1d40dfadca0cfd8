// A view of a network: each unit as a map of its value over the plane, each weight as a line.

import { cleared, label, mark, Sprite, stroke } from "./canvas.js";
import { HIGH, LOW, POINTS } from "./plane.js";

const SIDE = 32; // pixels along a side of a unit's map

export class NetworkView {
  sprite = new Sprite(SIDE);

  /**
   * Draw a unit's map: no ink at `low`, full ink at `high`.
   * @param {Float32Array} values
   * @param {number} unit
   * @param {number} low
   * @param {number} high
   * @param {Uint32Array} ink
   */
  map(values, unit, low, high, ink) {
    const { sprite } = this;
    const every = POINTS / SIDE;
    const scale = 255.99 / (high - low);
    let to = 0;
    for (let row = 0; row < SIDE; row++) {
      let from = unit * POINTS * POINTS + row * every * POINTS;
      for (let column = 0; column < SIDE; column++, to++, from += every) {
        sprite.pixels[to] = ink[Math.min(Math.max((values[from] - low) * scale, 0), 255) | 0];
      }
    }
    return sprite.painted();
  }

  /**
   * Draw the network; a line is thick for a large weight (or gradient), and dashed below 0.
   * @param {HTMLCanvasElement} canvas
   * @param {import("./plane.js").Plane} plane
   * @param {import("./canvas.js").Palette} colours
   * @param {boolean} gradients
   */
  draw(canvas, plane, colours, gradients) {
    const { context, width, height } = cleared(canvas);
    const { pass } = plane;
    const { network } = pass;
    const { sizes, layers } = network;
    const last = sizes.length - 1;
    const side = Math.min(38, height / Math.max(...sizes) - 8);
    const pad = 12;
    const left = (/** @type {number} */ l) => pad + (l * (width - 2 * pad - side)) / last;
    const top = (/** @type {number} */ l, /** @type {number} */ j) =>
      height / 2 + (j - (sizes[l] - 1) / 2) * Math.min(height / sizes[l], side + 30) - side / 2;
    const largest = gradients ? largestSize(network.gradients, 1e-12, 1) : 8;
    const colour = gradients ? colours.gradient : colours.muted;
    for (const [l, layer] of layers.entries()) {
      const weights = gradients ? layer.weightGradient : layer.weight;
      const end = left(l + 1) + (l + 1 < last ? 0 : side / 6);
      for (let w = 0; w < weights.length; w++) {
        const [j, k] = [Math.floor(w / layer.inputs), w % layer.inputs];
        stroke(
          context,
          [
            [left(l) + side, top(l, k) + side / 2],
            [end, top(l + 1, j) + side / 2],
          ],
          colour,
          0.4 + 5.6 * Math.min(Math.abs(weights[w]) / largest, 1),
          weights[w] < 0 ? [5, 4] : [],
        );
      }
    }
    context.lineWidth = 1.2;
    context.strokeStyle = colours.muted;
    const [lowest, highest] = network.activation.range;
    for (let l = 0; l < last; l++) {
      const values = l ? pass.h[l - 1] : pass.input;
      // At least 1, so that a map of small values looks empty; every fifth point is enough.
      const high = Number.isFinite(highest) ? highest : largestSize(values, 1, 5);
      for (let j = 0; j < sizes[l]; j++) {
        const [from, to] = l ? [lowest, high] : [LOW, HIGH];
        const map = this.map(values, j, from, to, colours.ink);
        context.drawImage(map, left(l), top(l, j), side, side);
        context.strokeRect(left(l), top(l, j), side, side);
      }
    }
    for (const [l, names] of [
      [0, "x₁ x₂"],
      [last, "z₀ z₁"],
    ]) {
      for (const [j, name] of String(names).split(" ").entries()) {
        const [x, y] = [left(Number(l)) + side / 2, top(Number(l), j)];
        if (l) mark(context, x, y + side / 2, j, side / 3.4, colours);
        label(context, name, x, y + side + 16, colours, "center", { italic: true });
      }
    }
  }
}

/**
 * The largest absolute value of every n-th number.
 * @param {Float32Array} values
 * @param {number} least
 * @param {number} every
 */
function largestSize(values, least, every) {
  let largest = least;
  for (let i = 0; i < values.length; i += every) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}
