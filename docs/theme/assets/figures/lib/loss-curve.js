// A plot of a run's losses, with a mark at the current step.

import { cleared, label, stroke } from "./canvas.js";

/**
 * @typedef {object} Options
 * @property {import("./run.js").Run} run
 * @property {number} horizon the step at the right edge
 * @property {boolean} [logarithmic]
 * @property {{ loss: string, steps: string }} names the labels of the axes
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./canvas.js").Palette} colours
 * @param {Options} options
 */
export function drawLoss(canvas, colours, { run, horizon, logarithmic = false, names }) {
  const { context, width, height } = cleared(canvas);
  const { losses, reached } = run;
  const [left, right, top, bottom] = [46, width - 8, 26, height - 24];
  const [lowest, highest] = range(losses, 0, reached + 1);
  const high = Math.min(Math.max(highest, logarithmic ? 1.2 : 0.8), 1e6);
  const decades = Math.min(Math.max(Math.ceil(-Math.log10(lowest)), 1), 7);
  /** The position of a loss between the upper edge, 0, and the lower one, 1. @param {number} loss */
  const part = (loss) =>
    logarithmic
      ? Math.log10(high / Math.max(loss, 1e-7)) / (Math.log10(high) + decades)
      : 1 - loss / high;
  const x = (/** @type {number} */ step) => left + (step / horizon) * (right - left);
  const y = (/** @type {number} */ loss) =>
    Math.min(Math.max(top + part(loss) * (bottom - top), top), bottom);
  /**
   * @param {number} loss
   * @param {string} colour
   * @param {number} thickness
   * @param {number[]} [dash]
   */
  const level = (loss, colour, thickness, dash) =>
    stroke(
      context,
      [
        [left, y(loss)],
        [right, y(loss)],
      ],
      colour,
      thickness,
      dash,
    );

  const ticks = logarithmic
    ? Array.from({ length: decades + 1 }, (_, i) => 10 ** -i)
    : Array.from({ length: 5 }, (_, i) => i * tickEvery(high)).filter((tick) => tick <= high);
  for (const tick of ticks) {
    level(tick, colours.grid, 1);
    const words = String(Number(tick.toPrecision(2)));
    label(context, words, left - 6, y(tick) + 4, colours, "right");
  }
  for (const [i, align] of /** @type {const} */ (["left", "center", "right"]).entries()) {
    const step = (i * horizon) / 2;
    const words = step.toLocaleString("en") + (i === 2 ? ` ${names.steps}` : "");
    label(context, words, x(step), height - 5, colours, align);
  }
  label(context, names.loss, left - 6, 12, colours, "right");
  level(Math.LN2, colours.loss, 1.2, [5, 5]);
  label(context, "ln 2", right, y(Math.LN2) - 5, colours, "right", { colour: colours.loss });

  // The smallest and the largest loss of each column of pixels, so that oscillations stay visible.
  /** @type {[number, number][]} */
  const points = [];
  const every = Math.max(1, horizon / (right - left));
  for (let from = 0; from <= reached; from += every) {
    const [least, most] = range(losses, Math.ceil(from), Math.min(from + every, reached + 1));
    if (least <= most) points.push([x(from), y(most)]);
    if (least < most) points.push([x(from), y(least)]);
  }
  stroke(context, points, colours.loss, 2.2);
  stroke(
    context,
    [
      [x(run.step), top],
      [x(run.step), bottom],
    ],
    colours.muted,
    1,
  );
  context.fillStyle = colours.loss;
  context.beginPath();
  context.arc(x(run.step), y(run.loss), 4.5, 0, 2 * Math.PI);
  context.fill();
}

/**
 * The smallest and the largest of some numbers; ∞ and −∞ of none.
 * @param {Float32Array} numbers
 * @param {number} from
 * @param {number} to
 */
function range(numbers, from, to) {
  let low = Infinity;
  let high = -Infinity;
  for (let i = from; i < to; i++) {
    if (numbers[i] < low) low = numbers[i];
    if (numbers[i] > high) high = numbers[i];
  }
  return [low, high];
}

/** @param {number} high */
const tickEvery = (high) =>
  [0.2, 0.5, 1, 2, 5, 10, 100, 1e3, 1e4, 1e5].find((every) => high / every < 5) ?? 1e6;
