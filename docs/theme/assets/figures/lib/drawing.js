// Drawings of interactive figures, in SVG; their classes are those of figures.css.

import { fill, html } from "./figure.js";

/**
 * An SVG element: `svg("rect", { x: 1, y: 2 })`.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {import("./figure.js").Attributes} [attributes]
 * @param {(Node | string)[]} children
 */
export const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

/**
 * A drawing that fills the figure's width; `label` says what is seen.
 * @param {number} width
 * @param {number} height
 * @param {string} label
 * @param {Node[]} children
 */
export function picture(width, height, label, ...children) {
  const viewBox = `0 0 ${width} ${height}`;
  return svg("svg", { class: "fig", viewBox, role: "img", "aria-label": label }, ...children);
}

/**
 * Words in a drawing: `text(x, y, "p₁", "muted", "start")`.
 * @param {number} x
 * @param {number} y
 * @param {string} words
 */
export const text = (x, y, words, className = "", anchor = "middle") =>
  svg(
    "text",
    { x, y, class: className || null, "text-anchor": anchor === "start" ? null : anchor },
    words,
  );

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {string} className
 */
export const line = ([x1, y1], [x2, y2], className) =>
  svg("line", { x1, y1, x2, y2, class: className });

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} className
 */
export const circle = (x, y, r, className) => svg("circle", { cx: x, cy: y, r, class: className });

/**
 * A point of class 0, a circle, or of class 1, a square; the running example has a ring.
 * @param {number} x
 * @param {number} y
 * @param {number} kind
 * @param {boolean} ringed
 */
export function mark(x, y, kind, ringed) {
  const size = 9;
  const side = 1.8 * size;
  const box = { x: x - side / 2, y: y - side / 2, width: side, height: side, rx: 1.5 };
  const shape = kind ? svg("rect", { ...box, class: "class1" }) : circle(x, y, size, "class0");
  return ringed ? svg("g", {}, shape, circle(x, y, size + 6, "ring")) : shape;
}

/**
 * Drawings side by side, about 340 wide each; one below the other on a phone.
 * @param {Node[]} children
 */
export const panels = (...children) => html("div", { class: "panels" }, ...children);
