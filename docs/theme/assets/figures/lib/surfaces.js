// Test functions for optimizers: the height at (x, y) and its gradient, in float32.

/**
 * @typedef {object} Surface
 * @property {string} formula
 * @property {(x: number, y: number) => number} height
 * @property {(x: number, y: number) => number[]} gradient
 * @property {[number, number]} start where a race begins
 * @property {[number, number][]} lowest the minima
 * @property {[number, number, number, number]} view the range to show: left, right, bottom, top
 * @property {number[]} levels heights of contours
 * @property {Record<string, number>} rates suitable learning rates
 */

const f32 = Math.fround;
const VALLEY = { SGD: 0.07, Momentum: 0.02, Nesterov: 0.02, RMSprop: 0.15, Adam: 0.5, AdamW: 0.5 };
const RINGS = [3.125, 12.5, 28.125, 50, 78.125, 112.5, 200];

/** @type {Record<string, Surface>} */
export const surfaces = {
  // The page's narrow valley.
  valley: {
    formula: "f = ½ (x² + 25 y²)",
    height: (x, y) => f32((x * x + 25 * y * y) / 2),
    gradient: (x, y) => [f32(x), f32(25 * y)],
    start: [10, 2],
    lowest: [[0, 0]],
    view: [-4.5, 11, -4, 4],
    levels: RINGS,
    rates: VALLEY,
  },
  // The same valley turned by the angle of a 3-4-5 triangle, 37°, with its starting point.
  turned: {
    formula: "f = ½ ((0.8x + 0.6y)² + 25 (0.8y − 0.6x)²)",
    height(x, y) {
      const [along, across] = [0.8 * x + 0.6 * y, 0.8 * y - 0.6 * x];
      return f32((along * along + 25 * across * across) / 2);
    },
    gradient: (x, y) => [f32(9.64 * x - 11.52 * y), f32(16.36 * y - 11.52 * x)],
    start: [6.8, 7.6],
    lowest: [[0, 0]],
    view: [-6, 11, -3, 8.6],
    levels: RINGS,
    rates: VALLEY,
  },
  // A saddle at (0, 0) between two minima.
  saddle: {
    formula: "f = ½ x² + ¼ (y² − 1)²",
    height: (x, y) => f32((x * x) / 2 + (y * y - 1) ** 2 / 4),
    gradient: (x, y) => [f32(x), f32(y * y * y - y)],
    start: [2, 0.01],
    lowest: [
      [0, 1],
      [0, -1],
    ],
    view: [-1, 2.4, -1.4, 1.4],
    levels: [0.02, 0.1, 0.25, 0.5, 1, 1.5, 2, 3],
    rates: { SGD: 0.1, Momentum: 0.02, Nesterov: 0.02, RMSprop: 0.02, Adam: 0.1, AdamW: 0.1 },
  },
  // Rosenbrock's function, a tenth as steep across the valley.
  rosenbrock: {
    formula: "f = (1 − x)² + 10 (y − x²)²",
    height: (x, y) => f32((1 - x) ** 2 + 10 * (y - x * x) ** 2),
    gradient: (x, y) => [f32(-2 * (1 - x) - 40 * x * (y - x * x)), f32(20 * (y - x * x))],
    start: [-1.2, 1],
    lowest: [[1, 1]],
    view: [-1.9, 1.9, -0.6, 1.9],
    levels: [0.1, 0.4, 1, 2, 4, 8, 16, 32, 64],
    rates: { SGD: 0.01, Momentum: 0.003, Nesterov: 0.003, RMSprop: 0.02, Adam: 0.1, AdamW: 0.1 },
  },
};
