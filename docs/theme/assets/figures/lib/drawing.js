// Helpers to draw interactive figures in SVG, with the classes of figures.css.

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
 * A drawing that fills the figure's width; `label` describes it.
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
 * Text in a drawing: `text(x, y, "p₁", "muted", "start")`.
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
 * An arrow from one point to the other; `gap` is left out at both ends.
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {string} className
 */
export function arrow([x1, y1], [x2, y2], className, gap = 0) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [u, v] = [(x2 - x1) / length, (y2 - y1) / length];
  const [x, y] = [x2 - u * gap, y2 - v * gap];
  const start = { x1: x1 + u * gap, y1: y1 + v * gap };
  const corners = `l${-9 * u - 4 * v} ${-9 * v + 4 * u}l${8 * v} ${-8 * u}`;
  return svg(
    "g",
    {},
    svg("line", { ...start, x2: x - 6 * u, y2: y - 6 * v, class: className }),
    svg("path", { d: `M${x} ${y}${corners}Z`, class: `${className} head` }),
  );
}

/**
 * A node's frame: parameters have sharper corners.
 * @param {[number, number]} middle
 * @param {number} width
 * @param {number} height
 * @param {boolean} leaf
 * @param {boolean} now
 */
export const nodeBox = ([x, y], width, height, leaf, now) =>
  svg("rect", {
    x: x - width / 2,
    y: y - height / 2,
    width,
    height,
    rx: leaf ? 4 : 14,
    class: now ? "node now" : "node",
  });

/**
 * A point of class 0, a circle, or of class 1, a square; a ring marks the chosen one.
 * @param {number} x
 * @param {number} y
 * @param {number} kind
 * @param {boolean} [ringed]
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
