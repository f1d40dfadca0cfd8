// Drawings of interactive figures, in SVG.

import { element, html } from "./figure.js";

/** svg("rect", {x: 1, y: 2}); `viewBox` and the like keep their letters. */
export const svg = element((name) => document.createElementNS("http://www.w3.org/2000/svg", name));

/** A drawing that fills the figure's width; `label` says what is seen. Classes are figures.css's. */
export const picture = (width, height, label, ...children) =>
  svg("svg", { class: "fig", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...children);

/** Words in a drawing: `text(x, y, "p₁", "muted", "start")`. */
export const text = (x, y, words, kind = "", anchor = "middle") =>
  svg("text", { x, y, class: kind || null, "text-anchor": anchor === "start" ? null : anchor }, words);

/** Drawings side by side, about 340 wide each; one below the other on a phone. */
export const panels = (...children) => html("div", { class: "panels" }, ...children);
