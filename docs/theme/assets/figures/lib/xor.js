// XOR's rows and their classes, in the order of the truth table.

/** @type {[number, number][]} */
export const INPUTS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];
export const TARGETS = [0, 1, 1, 0];
