// Softmax explorer: scores by sliders, and bars; in a fold temperature, logarithms and overflow.

import { line, picture, svg, text } from "./lib/drawing.js";
import {
  Figure,
  button,
  controls,
  format,
  html,
  number,
  slider,
  tableParts,
  tableRow,
  tick,
} from "./lib/figure.js";
import { exponentials, logSoftmax, logSumExp, normalized } from "./lib/softmax.js";

const TEMPERATURES = [0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 50, 100];
const PRESETS = [
  { z: [3, 1, 5, 9], min: -10, max: 10 },
  { z: [88, 89], min: 80, max: 100 },
  { z: [1000, 1001], min: 990, max: 1010 },
  { z: [0, 200], min: 0, max: 210 },
];

/** @param {number} i */
const subscript = (i) => "₀₁₂₃"[i];

/**
 * Numbers of very different sizes: 4 decimals, or scientific notation as in torch.
 * @param {number} x
 */
function scientific(x) {
  const size = Math.abs(x);
  if (x === 0) return "0";
  if (!Number.isFinite(x) || (size >= 5e-5 && size < 1e5)) return number(x);
  const [front, power] = x.toExponential(2).split("e");
  return `${front}e${power[0]}${power.slice(1).padStart(2, "0")}`.replaceAll("-", "−");
}

class SoftmaxBars extends Figure {
  z = PRESETS[0].z;
  subtract = tick({ label: this.words.subtract, value: true, change: () => this.draw() });
  temperature = slider({
    label: this.words.temperature,
    values: TEMPERATURES,
    value: 1,
    digits: 1,
    change: () => this.draw(),
  });
  sliders = controls();
  drawing = html("div");
  table = html("table", { class: "numbers" });
  note = html("p", { class: "note" });

  build() {
    const presets = PRESETS.map((preset) =>
      button(`[${preset.z.join(", ")}]`, () => this.take(preset)),
    );
    const more = [
      html("summary", {}, this.words.more),
      html("div", { class: "buttons" }, ...presets),
      controls(this.temperature, this.subtract),
      this.table,
      this.note,
    ];
    this.play.append(this.sliders, this.drawing, html("details", {}, ...more));
    this.take(PRESETS[0]);
  }

  /** @param {typeof PRESETS[number]} preset */
  take({ z, min, max }) {
    this.z = [...z];
    this.temperature.value = 1;
    const sliders = z.map((value, i) => {
      const change = (/** @type {number} */ x) => {
        this.z[i] = x;
        this.draw();
      };
      return slider({ label: `z${subscript(i)}`, min, max, step: 0.1, value, digits: 1, change });
    });
    this.sliders.replaceChildren(...sliders);
    this.draw();
  }

  draw() {
    const { words, subtract } = this;
    const z = Float32Array.from(this.z, (x) => Math.fround(x) / this.temperature.value);
    const exps = subtract.value ? exponentials(z) : exponentials(z, 0);
    const { sum, p } = normalized(exps);
    this.drawing.replaceChildren(this.bars(p));
    this.fillTable(z, exps, sum, p);
    let why = subtract.value ? words.safe : words.plain;
    if (exps.includes(Infinity)) why = words.infinite;
    else if (sum === Infinity) why = words.total;
    else if (sum === 0) why = words.nothing;
    else if (p.includes(0)) why = words.zero;
    this.note.textContent = why;
    this.say(`${words.bars}: ${Array.from(p, scientific).join(", ")}. ${why}`);
  }

  /** @param {Float32Array} p */
  bars(p) {
    const { words } = this;
    const shown = Array.from(p, scientific);
    const step = 600 / p.length;
    const bars = shown.flatMap((label, i) => {
      const x = 20 + step * (i + 0.5);
      const height = Number.isNaN(p[i]) ? 0 : 165 * p[i];
      return [
        svg("rect", { x: x - 36, y: 232 - height, width: 72, height, class: "bar" }),
        text(x, 224 - height, label, label === "nan" ? "loss-text strong" : ""),
        text(x, 256, `p${subscript(i)}`, "variable"),
      ];
    });
    return picture(
      640,
      264,
      format(words.seen, { p: shown.join(", ") }),
      text(320, 20, words.bars, "strong"),
      line([20, 232], [620, 232], "axis"),
      ...bars,
    );
  }

  /**
   * @param {Float32Array} z
   * @param {Float32Array} exps
   * @param {number} sum
   * @param {Float32Array} p
   */
  fillTable(z, exps, sum, p) {
    const { words } = this;
    const logs = logSoftmax(z);
    const cells = (/** @type {string[]} */ ...numbers) =>
      numbers.map((x) => html("td", { class: /nan|inf/.test(x) ? "broken" : null }, x));
    const rows = Array.from(p, (x, i) => {
      const log = scientific(Math.fround(Math.log(x)));
      const numbers = [scientific(exps[i]), scientific(x), log, scientific(logs[i])];
      return tableRow(`${i}`, ...cells(number(z[i], 2), ...numbers));
    });
    const total = scientific(p.reduce((a, b) => a + b, 0));
    rows.push(tableRow(words.sum, ...cells("", scientific(sum), total, "", "")));
    const exp = this.subtract.value ? "exp(z/T − max)" : "exp(z/T)";
    const columns = ["", "z/T", exp, "p", "log p", "log_softmax"];
    this.table.replaceChildren(
      ...tableParts(`logsumexp(z/T) = ${scientific(logSumExp(z))}`, columns, rows),
    );
  }
}

customElements.define("xor-softmax-bars", SoftmaxBars);
