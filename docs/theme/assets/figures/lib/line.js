// A neuron with a step activation on the plane: z = w₁x₁ + w₂x₂ + b, output 1 where z > 0.

import { INPUTS, TARGETS } from "./xor.js";

/** @typedef {[number, number]} Point */
/** @typedef {{ w1: number, w2: number, b: number }} Line */

/** The outputs of each gate for the rows of the truth table. @type {Record<string, number[]>} */
export const GATES = {
  AND: [0, 0, 0, 1],
  OR: [0, 1, 1, 1],
  NAND: [1, 1, 1, 0],
  XOR: TARGETS,
};

/**
 * Weights from the direction of class 1 and the value of z at (½, ½). The larger weight is 1 or −1.
 * All are multiples of 0.01, as shown, so that the sums on the page are exact.
 * @param {number} angle in degrees
 * @param {number} middle
 */
export function neuron(angle, middle) {
  const x = Math.cos((angle * Math.PI) / 180);
  const y = Math.sin((angle * Math.PI) / 180);
  const largest = Math.max(Math.abs(x), Math.abs(y));
  const w1 = Math.round((100 * x) / largest);
  const w2 = Math.round((100 * y) / largest);
  const b = Math.round(100 * middle - (w1 + w2) / 2);
  return {
    w1: w1 / 100,
    w2: w2 / 100,
    b: b / 100,
    /** @param {Point} row */
    z: ([x1, x2]) => Math.round(w1 * x1 + w2 * x2 + b) / 100,
  };
}

/**
 * The angle and `middle` of the line through two points, with class 1 to the left as seen from the
 * first to the second.
 * @param {Point} from
 * @param {Point} to
 */
export function through([x0, y0], [x1, y1]) {
  const n1 = y0 - y1;
  const n2 = x1 - x0;
  const largest = Math.max(Math.abs(n1), Math.abs(n2));
  return {
    angle: (Math.atan2(n2, n1) * 180) / Math.PI,
    middle: (n1 * (0.5 - x0) + n2 * (0.5 - y0)) / largest,
  };
}

/**
 * Which rows the neuron classifies correctly.
 * @param {{ z: (row: Point) => number }} neuron
 * @param {string} gate
 */
export const correct = ({ z }, gate) =>
  INPUTS.map((row, i) => z(row) > 0 === (GATES[gate][i] === 1));

/**
 * The corners of the area with z > 0 in the square from low to high, and the ends of the line.
 * @param {Line} line
 * @param {number} low
 * @param {number} high
 */
export function divided({ w1, w2, b }, low, high) {
  const score = (/** @type {Point} */ [x, y]) => w1 * x + w2 * y + b;
  /** @type {Point[]} */
  const corners = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ];
  /** @type {Point[]} */
  const area = [];
  /** @type {Point[]} */
  const ends = [];
  corners.forEach((from, i) => {
    const to = corners[(i + 1) % 4];
    const before = score(from);
    const after = score(to);
    if (before > 0) area.push(from);
    if (before > 0 !== after > 0) {
      const part = before / (before - after);
      /** @type {Point} */
      const crossing = [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
      area.push(crossing);
      ends.push(crossing);
    }
  });
  return { area, ends };
}
