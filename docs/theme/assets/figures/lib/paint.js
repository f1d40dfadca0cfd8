// What a network looks like, on canvases: the plane and its boundary, units and weights, the loss.

import { Pass, TARGETS, INPUTS } from "./network.js";

const LOW = -0.35, HIGH = 1.35; // what part of the plane is shown
const N = 64; // points along a side
const SMALL = 32; // pixels along a side of a unit's map
const STEEP = 16; // colours for each 1 of z₁ − z₀

/** The figures' colours as they are now, and rows of 256 between them. */
export function colours(element) {
  const style = getComputedStyle(element), probe = document.createElement("canvas").getContext("2d");
  const names = ["text", "muted", "grid", "edge", "surface", "class0", "class1", "gradient", "loss"];
  const found = { font: style.fontFamily };
  for (const name of names) {
    probe.fillStyle = style.getPropertyValue(`--fig-${name}`);
    found[name] = probe.fillStyle; // as #rrggbb
  }
  const rgb = (name) => [1, 3, 5].map((i) => parseInt(found[name].slice(i, i + 2), 16));
  const between = (a, b, part) => a.map((x, i) => Math.round(x + (b[i] - x) * part));
  const row = (colour) => Uint32Array.from({ length: 256 }, (_, i) => {
    const [r, g, b] = colour(i);
    return (255 << 24 | b << 16 | g << 8 | r) >>> 0;
  });
  const surface = rgb("surface");
  // Told apart by hue as soon as one class is likelier; the surer, the stronger.
  found.plane = row((i) => {
    const p = 1 / (1 + Math.exp((128 - i) / STEEP));
    return between(surface, rgb(p < 0.5 ? "class0" : "class1"), 0.12 + 0.36 * Math.abs(2 * p - 1));
  });
  found.ink = row((i) => between(surface, rgb("text"), 0.06 + 0.8 * i / 255));
  return found;
}

/** A canvas as large as it is shown, cleared; the rest of this module draws in CSS pixels. */
function fit(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas, scale = devicePixelRatio;
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

/** A small picture made number by number. */
class Sprite {
  constructor(side) {
    this.canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.image = this.context.createImageData(side, side);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  done() {
    this.context.putImageData(this.image, 0, 0);
    return this.canvas;
  }
}

/** What a network answers all over the plane, and what each unit does. */
export class Plane {
  constructor(network) {
    this.network = network;
    this.pass = new Pass(network, N * N);
    for (let i = 0; i < N * N; i++) {
      this.pass.input[i] = LOW + (HIGH - LOW) * (i % N) / (N - 1);
      this.pass.input[N * N + i] = HIGH - (HIGH - LOW) * Math.floor(i / N) / (N - 1);
    }
    this.score = new Float32Array(N * N);
    this.large = new Sprite(N);
    this.small = new Sprite(SMALL);
  }

  look() {
    const { pass, score } = this, z = pass.z.at(-1);
    pass.forward();
    for (let i = 0; i < score.length; i++) score[i] = z[N * N + i] - z[i];
  }

  /** The two classes' areas, the line where the logits are equal, and the four points. */
  draw(canvas, colours) {
    const { context, width } = fit(canvas), { score, large } = this, cell = width / (N - 1);
    for (let i = 0; i < score.length; i++) {
      large.pixels[i] = colours.plane[Math.min(Math.max(score[i] * STEEP + 128, 0), 255) | 0];
    }
    context.drawImage(large.done(), -cell / 2, -cell / 2, width + cell, width + cell);
    context.strokeStyle = colours.text;
    context.lineWidth = 2;
    context.lineCap = "round";
    context.beginPath();
    this.border(context, cell);
    context.stroke();
    const at = (x) => (x - LOW) / (HIGH - LOW) * width, size = width / 40;
    INPUTS.forEach(([x1, x2], row) => {
      const [x, y] = [at(x1), width - at(x2)];
      mark(context, x, y, TARGETS[row], size, colours);
      if (x1 < x2) ring(context, x, y, size + 6, colours);
    });
    label(context, "x₁", width - 8, width - 8, colours, "right", true);
    label(context, "x₂", 8, 18, colours, "left", true);
  }

  /** Marching squares: the ends of the line in each cell, by linear interpolation. */
  border(context, cell) {
    const { score } = this, ends = [];
    for (let r = 0; r < N - 1; r++) {
      for (let c = 0; c < N - 1; c++) {
        const i = r * N + c, a = score[i], b = score[i + 1], d = score[i + N], e = score[i + N + 1];
        const above = (a > 0) + (b > 0) + (d > 0) + (e > 0);
        if (above === 0 || above === 4) continue;
        ends.length = 0;
        if (a > 0 !== b > 0) ends.push(c + a / (a - b), r);
        if (b > 0 !== e > 0) ends.push(c + 1, r + b / (b - e));
        if (d > 0 !== e > 0) ends.push(c + d / (d - e), r + 1);
        if (a > 0 !== d > 0) ends.push(c, r + a / (a - d));
        for (let k = 0; k < ends.length; k += 4) {
          context.moveTo(ends[k] * cell, ends[k + 1] * cell);
          context.lineTo(ends[k + 2] * cell, ends[k + 3] * cell);
        }
      }
    }
  }

  /** One unit's value all over the plane, as ink: nothing at `low`, the most at `high`. */
  map(values, unit, low, high, colours) {
    const { small } = this, every = N / SMALL, scale = 255.99 / (high - low);
    for (let r = 0, to = 0; r < SMALL; r++) {
      for (let c = 0, from = unit * N * N + r * every * N; c < SMALL; c++, to++, from += every) {
        small.pixels[to] = colours.ink[Math.min(Math.max((values[from] - low) * scale, 0), 255) | 0];
      }
    }
    return small.done();
  }

  /** Every unit as its map, every weight, or its gradient, as a line: thick if large, dashed below 0. */
  drawNetwork(canvas, colours, gradients) {
    const { context, width, height } = fit(canvas), { network, pass } = this, { sizes } = network;
    const side = Math.min(38, height / Math.max(...sizes) - 8), pad = 12;
    const x = (l) => pad + l * (width - 2 * pad - side) / (sizes.length - 1);
    const y = (l, j) => height / 2 + (j - (sizes[l] - 1) / 2) * Math.min(height / sizes[l], side + 30) - side / 2;
    const values = gradients ? network.gradients : network.parameters;
    const largest = gradients ? values.reduce((most, g) => Math.max(most, Math.abs(g)), 1e-12) : 8;
    context.strokeStyle = gradients ? colours.gradient : colours.muted;
    for (const [l, layer] of network.layers.entries()) {
      const weights = gradients ? layer.weightGradient : layer.weight;
      for (let j = 0, w = 0; j < layer.outputs; j++) {
        for (let k = 0; k < layer.inputs; k++, w++) {
          context.lineWidth = 0.4 + 5.6 * Math.min(Math.abs(weights[w]) / largest, 1);
          context.setLineDash(weights[w] < 0 ? [5, 4] : []);
          context.beginPath();
          context.moveTo(x(l) + side, y(l, k) + side / 2);
          context.lineTo(x(l + 1) + (l + 2 < sizes.length ? 0 : side / 6), y(l + 1, j) + side / 2);
          context.stroke();
        }
      }
    }
    context.setLineDash([]);
    context.lineWidth = 1.2;
    context.strokeStyle = colours.muted;
    const [lowest, highest] = network.activation.range;
    for (let l = 0; l < sizes.length - 1; l++) {
      const of = l ? pass.h[l - 1] : pass.input;
      const high = !l ? HIGH : Number.isFinite(highest) ? highest : largestOf(of);
      for (let j = 0; j < sizes[l]; j++) {
        context.drawImage(this.map(of, j, l ? lowest : LOW, high, colours), x(l), y(l, j), side, side);
        context.strokeRect(x(l), y(l, j), side, side);
        if (l === 0) label(context, ["x₁", "x₂"][j], x(l) + side / 2, y(l, j) + side + 16, colours, "center", true);
      }
    }
    for (let j = 0; j < 2; j++) {
      const l = sizes.length - 1, middle = x(l) + side / 2;
      mark(context, middle, y(l, j) + side / 2, j, side / 3.4, colours);
      label(context, ["z₀", "z₁"][j], middle, y(l, j) + side + 16, colours, "center", true);
    }
  }
}

/** The loss from the first step to the furthest, and where the run stands now. */
export function drawLoss(canvas, run, horizon, logarithmic, colours, steps) {
  const { context, width, height } = fit(canvas), { losses, reached } = run;
  const left = 46, right = width - 8, top = 8, bottom = height - 24;
  let low = Infinity, high = 0;
  for (let i = 0; i <= reached; i++) {
    if (losses[i] < low) low = losses[i];
    if (losses[i] > high) high = losses[i];
  }
  high = Math.min(Math.max(high, logarithmic ? 1.2 : 0.8), 1e6);
  const decades = logarithmic ? Math.min(Math.max(Math.ceil(-Math.log10(low)), 1), 7) : 0;
  const part = logarithmic
    ? (loss) => (Math.log10(high) - Math.log10(Math.max(loss, 1e-7))) / (Math.log10(high) + decades)
    : (loss) => 1 - loss / high;
  const x = (step) => left + step / horizon * (right - left);
  const y = (loss) => Math.min(Math.max(top + part(loss) * (bottom - top), top), bottom);
  const ticks = logarithmic
    ? Array.from({ length: decades + 1 }, (_, i) => 10 ** -i)
    : Array.from({ length: 5 }, (_, i) => i * tickEvery(high)).filter((tick) => tick <= high);
  const stroke = (style, lineWidth, draw, dash = []) => {
    Object.assign(context, { strokeStyle: style, lineWidth });
    context.setLineDash(dash);
    context.beginPath();
    draw();
    context.stroke();
  };
  for (const tick of ticks) {
    stroke(colours.grid, 1, () => { context.moveTo(left, y(tick)); context.lineTo(right, y(tick)); });
    label(context, String(Number(tick.toPrecision(2))), left - 6, y(tick) + 4, colours, "right");
  }
  for (const [i, align] of ["left", "center", "right"].entries()) {
    const step = i * horizon / 2, words = step.toLocaleString("en") + (i === 2 ? ` ${steps}` : "");
    label(context, words, x(step), height - 5, colours, align);
  }
  stroke(colours.loss, 1.2, () => { context.moveTo(left, y(Math.LN2)); context.lineTo(right, y(Math.LN2)); }, [5, 5]);
  label(context, "ln 2", right, y(Math.LN2) - 5, { ...colours, muted: colours.loss }, "right");
  // Of each column of pixels the smallest and the largest loss: nothing that swings is lost.
  stroke(colours.loss, 2.2, () => {
    const every = Math.max(1, horizon / (right - left));
    for (let from = 0; from <= reached; from += every) {
      let least = Infinity, most = 0;
      for (let i = Math.ceil(from); i < Math.min(from + every, reached + 1); i++) {
        if (losses[i] < least) least = losses[i];
        if (losses[i] > most) most = losses[i];
      }
      if (least > most) continue;
      context.lineTo(x(from), y(most));
      if (least < most) context.lineTo(x(from), y(least));
    }
  });
  stroke(colours.muted, 1, () => { context.moveTo(x(run.step), top); context.lineTo(x(run.step), bottom); });
  context.fillStyle = colours.loss;
  context.beginPath();
  context.arc(x(run.step), y(run.loss), 4.5, 0, 2 * Math.PI);
  context.fill();
}

/** At least 1, so that a map of next to nothing looks like it; of every fifth point, near enough for ink. */
function largestOf(values) {
  let most = 1;
  for (let i = 0; i < values.length; i += 5) if (values[i] > most) most = values[i];
  return most;
}

const tickEvery = (high) => [0.2, 0.5, 1, 2, 5, 10, 100, 1e3, 1e4, 1e5, 1e6].find((every) => high / every < 5);

function label(context, words, x, y, colours, align, variable = false) {
  context.font = `${variable ? "italic " : ""}13px ${colours.font}`;
  context.fillStyle = colours.muted;
  context.textAlign = align;
  context.fillText(words, x, y);
}

/** Class 0 is a circle, class 1 a square, in drawings as on canvases. */
function mark(context, x, y, kind, size, colours) {
  context.beginPath();
  if (kind === 0) context.arc(x, y, size, 0, 2 * Math.PI);
  else context.rect(x - 0.9 * size, y - 0.9 * size, 1.8 * size, 1.8 * size);
  context.fillStyle = kind === 0 ? colours.class0 : colours.class1;
  context.strokeStyle = colours.surface;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

function ring(context, x, y, size, colours) {
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.strokeStyle = colours.text;
  context.lineWidth = 1.8;
  context.stroke();
}
