// Helpers to draw on a canvas: colours, sizes, marks, text.

const NAMED = /** @type {const} */ ([
  "text",
  "muted",
  "grid",
  "edge",
  "surface",
  "class0",
  "class1",
  "gradient",
  "loss",
]);
const STEEP = 16; // steps of the colour scale `plane` per unit of the difference of logits

/**
 * The current colours of the figures as #rrggbb, and two colour scales of 256 pixels.
 * @typedef {Record<typeof NAMED[number], string> & Scales} Palette
 * @typedef {object} Scales
 * @property {string} font
 * @property {Uint32Array} plane from class 0 to class 1, by `scoreColour`
 * @property {Uint32Array} ink from 0 to the largest value
 */

/**
 * @param {Element} element
 * @returns {Palette}
 */
export function palette(element) {
  const style = getComputedStyle(element);
  const probe = context2d(document.createElement("canvas"));
  const entries = NAMED.map((name) => {
    probe.fillStyle = style.getPropertyValue(`--fig-${name}`);
    return [name, String(probe.fillStyle)];
  });
  /** @type {Record<typeof NAMED[number], string>} */
  const colours = Object.fromEntries(entries);
  const rgb = (/** @type {string} */ colour) =>
    [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  const surface = rgb(colours.surface);
  /**
   * @param {(i: number) => string} colour
   * @param {(i: number) => number} strength
   */
  const scale = (colour, strength) =>
    Uint32Array.from({ length: 256 }, (_, i) => {
      const [r, g, b] = rgb(colour(i)).map((x, k) =>
        Math.round(surface[k] + (x - surface[k]) * strength(i)),
      );
      return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    });
  const probability = (/** @type {number} */ i) => 1 / (1 + Math.exp((128 - i) / STEEP));
  return {
    ...colours,
    font: style.fontFamily,
    // The hue shows the likelier class, the strength how certain it is.
    plane: scale(
      (i) => (probability(i) < 0.5 ? colours.class0 : colours.class1),
      (i) => 0.12 + 0.36 * Math.abs(2 * probability(i) - 1),
    ),
    ink: scale(
      () => colours.text,
      (i) => 0.06 + (0.8 * i) / 255,
    ),
  };
}

/**
 * The index of a difference of logits in `palette.plane`.
 * @param {number} score
 */
export const scoreColour = (score) => Math.min(Math.max(score * STEEP + 128, 0), 255) | 0;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
const context2d = (canvas, settings) =>
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", settings));

/**
 * Resize a canvas to its shown size and clear it; afterwards lengths are CSS pixels.
 * @param {HTMLCanvasElement} canvas
 */
export function cleared(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = devicePixelRatio;
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = context2d(canvas);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

/** A small square image that is written pixel by pixel. */
export class Sprite {
  /** @param {number} side */
  constructor(side) {
    this.canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    this.context = context2d(this.canvas, { willReadFrequently: true });
    this.image = this.context.createImageData(side, side);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** The image as a canvas. */
  painted() {
    this.context.putImageData(this.image, 0, 0);
    return this.canvas;
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} words
 * @param {number} x
 * @param {number} y
 * @param {Palette} colours
 * @param {CanvasTextAlign} align
 * @param {{ colour?: string, italic?: boolean }} [look]
 */
export function label(context, words, x, y, colours, align, { colour, italic = false } = {}) {
  context.font = `${italic ? "italic " : ""}13px ${colours.font}`;
  context.fillStyle = colour ?? colours.muted;
  context.textAlign = align;
  context.fillText(words, x, y);
}

/**
 * A line through points.
 * @param {CanvasRenderingContext2D} context
 * @param {Iterable<[number, number]>} points
 * @param {string} colour
 * @param {number} width
 * @param {number[]} [dash]
 */
export function stroke(context, points, colour, width, dash = []) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
}

/**
 * A point of class 0, a circle, or of class 1, a square.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} kind
 * @param {number} size
 * @param {Palette} colours
 */
export function mark(context, x, y, kind, size, colours) {
  context.beginPath();
  if (kind === 0) context.arc(x, y, size, 0, 2 * Math.PI);
  else context.rect(x - 0.9 * size, y - 0.9 * size, 1.8 * size, 1.8 * size);
  context.fillStyle = kind === 0 ? colours.class0 : colours.class1;
  context.strokeStyle = colours.surface;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}
