// Marching squares: where a field on a grid crosses a level.

/**
 * In each cell the crossings with its edges are found by linear interpolation and joined in pairs.
 * @param {ArrayLike<number>} field rows of `columns` numbers
 * @param {number} columns
 * @param {number} level
 * @param {(x1: number, y1: number, x2: number, y2: number) => void} draw gets one segment
 */
export function contour(field, columns, level, draw) {
  const rows = field.length / columns;
  /** @type {number[]} */
  const ends = [];
  for (let y = 0; y < rows - 1; y++) {
    for (let x = 0; x < columns - 1; x++) {
      const i = y * columns + x;
      const topLeft = field[i] - level;
      const topRight = field[i + 1] - level;
      const bottomLeft = field[i + columns] - level;
      const bottomRight = field[i + columns + 1] - level;
      ends.length = 0;
      if (topLeft > 0 !== topRight > 0) ends.push(x + topLeft / (topLeft - topRight), y);
      if (topRight > 0 !== bottomRight > 0) {
        ends.push(x + 1, y + topRight / (topRight - bottomRight));
      }
      if (bottomLeft > 0 !== bottomRight > 0) {
        ends.push(x + bottomLeft / (bottomLeft - bottomRight), y + 1);
      }
      if (topLeft > 0 !== bottomLeft > 0) ends.push(x, y + topLeft / (topLeft - bottomLeft));
      for (let k = 0; k < ends.length; k += 4) {
        draw(ends[k], ends[k + 1], ends[k + 2], ends[k + 3]);
      }
    }
  }
}
