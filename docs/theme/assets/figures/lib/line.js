// One neuron on the plane: a = w₁x₁ + w₂x₂ + b, and its answer 1 where a > 0.

/** The rows of the truth table, in the page's order, and what each gate answers. */
export const ROWS = [[0, 0], [1, 0], [0, 1], [1, 1]];
export const GATES = { AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], NAND: [1, 1, 1, 0], XOR: [0, 1, 1, 0] };

/** Weights from which way class 1 lies (degrees) and what a is at (½, ½): the larger weight is 1 or −1.
    They are whole hundredths, as shown, so that what is added up adds up. */
export function neuron(angle, middle) {
  const x = Math.cos(angle * Math.PI / 180), y = Math.sin(angle * Math.PI / 180);
  const most = Math.max(Math.abs(x), Math.abs(y));
  const w1 = Math.round(100 * x / most), w2 = Math.round(100 * y / most);
  const b = Math.round(100 * middle - (w1 + w2) / 2);
  return { w1: w1 / 100, w2: w2 / 100, b: b / 100, a: (x1, x2) => Math.round(w1 * x1 + w2 * x2 + b) / 100 };
}

/** The same from two points of the line, class 1 to the left of the way from one to the other. */
export function through([x0, y0], [x1, y1]) {
  const n1 = y0 - y1, n2 = x1 - x0, most = Math.max(Math.abs(n1), Math.abs(n2));
  return { angle: Math.atan2(n2, n1) * 180 / Math.PI, middle: (n1 * (0.5 - x0) + n2 * (0.5 - y0)) / most };
}

/** Which rows the neuron has right. */
export const right = ({ a }, gate) => ROWS.map(([x1, x2], i) => a(x1, x2) > 0 === (GATES[gate][i] === 1));

/** A square from low to high, the part of it where a > 0 (corners in order) and the ends of the line in it. */
export function parted({ w1, w2, b }, low, high) {
  const score = ([x, y]) => w1 * x + w2 * y + b;
  const corners = [[low, low], [high, low], [high, high], [low, high]];
  const area = [], ends = [];
  corners.forEach((from, i) => {
    const to = corners[(i + 1) % 4], before = score(from), after = score(to);
    if (before > 0) area.push(from);
    if (before > 0 !== after > 0) {
      const part = before / (before - after);
      const cut = [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
      area.push(cut);
      ends.push(cut);
    }
  });
  return { area, ends };
}
