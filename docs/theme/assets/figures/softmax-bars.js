// Softmax explorer: scores and temperature by sliders; bars, logarithms, Jacobian, and overflow.

import { panels, picture, svg, text } from "./lib/drawing.js";
import { Figure, button, controls, html, number, slider, tick } from "./lib/figure.js";
import { jacobian, logSoftmax, logSumExp, powers, shares } from "./lib/softmax.js";

const TEMPERATURES = [0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 50, 100];
const PRESETS = [
  { z: [3, 1, 5, 9], min: -10, max: 10 },
  { z: [88, 89], min: 80, max: 100 },
  { z: [1000, 1001], min: 990, max: 1010 },
  { z: [0, 200], min: 0, max: 210 },
];
const below = (i) => "₁₂₃₄"[i];

/** Numbers that are far apart: 4 decimals, or powers of ten as torch writes them. */
function wide(x) {
  const size = Math.abs(x);
  if (!Number.isFinite(x) || x === 0 || (size >= 5e-5 && size < 1e5)) return number(x, x === 0 ? 0 : 4);
  const [front, power] = x.toExponential(2).split("e");
  return `${front}e${power[0]}${power.slice(1).padStart(2, "0")}`.replaceAll("-", "−");
}

class SoftmaxBars extends Figure {
  static words = {
    ko: {
      title: "소프트맥스 살펴보기",
      temperature: "온도 T",
      trick: "가장 큰 점수를 뺀다",
      bars: "확률 p",
      map: "야코비안 diag(p) − ppᵀ",
      sum: "합",
      seen: (p) => `확률을 그린 막대: ${p}`,
      mapped: (k) => `${k}×${k} 야코비안. 칸의 색과 부호가 확률이 오르는지 내리는지 말합니다`,
      table: "float32로 한 단계씩 셈한 값",
      lse: (x) => `logsumexp(z/T) = ${x}. `,
      safe: "가장 큰 항은 e⁰ = 1이므로 넘치지 않습니다.",
      plain: "이 점수에서는 정의 그대로 셈해도 넘치지 않습니다.",
      power: "float32의 가장 큰 수 3.4 × 10³⁸보다 큰 지수는 inf이고, inf / inf는 nan입니다.",
      total: "지수는 아직 수이지만 합이 inf입니다. 그것으로 나눈 p는 모두 0입니다.",
      nothing: "지수가 모두 0이어서 0 / 0, 곧 nan입니다.",
      zero: "확률 하나가 0이 되어 그 로그는 −inf입니다. log_softmax는 확률을 거치지 않습니다.",
    },
    en: {
      title: "Softmax explorer",
      temperature: "temperature T",
      trick: "subtract the largest",
      bars: "probabilities p",
      map: "Jacobian diag(p) − ppᵀ",
      sum: "sum",
      seen: (p) => `Probabilities as bars: ${p}`,
      mapped: (k) => `The Jacobian, ${k} by ${k}: hue and sign say whether a probability rises or falls`,
      table: "what float32 computes, step by step",
      lse: (x) => `logsumexp(z/T) = ${x}. `,
      safe: "The largest term is e⁰ = 1, so nothing overflows.",
      plain: "For these scores nothing overflows, even by the definition.",
      power: "An exponential above float32's largest number, 3.4 × 10³⁸, is inf, and inf / inf is nan.",
      total: "The exponentials are still numbers, but their sum is inf. Divided by it, every p is 0.",
      nothing: "Every exponential is 0, and 0 / 0 is nan.",
      zero: "One probability is 0, and its logarithm −inf. log_softmax never forms the probability.",
    },
  };

  build() {
    const presets = PRESETS.map((preset) => button(`[${preset.z.join(", ")}]`, () => this.take(preset)));
    this.trick = tick({ label: this.words.trick, value: true, change: () => this.draw() });
    this.temperature = slider({
      label: this.words.temperature, values: TEMPERATURES, value: 1, digits: 1, change: () => this.draw(),
    });
    this.sliders = controls();
    this.panels = panels();
    this.table = html("table", { class: "numbers" });
    this.note = html("p", { class: "note" });
    this.play.append(html("div", { class: "buttons" }, ...presets, this.trick), this.sliders, this.panels, this.table, this.note);
    this.take(PRESETS[0]);
  }

  take({ z, min, max }) {
    this.z = [...z];
    this.temperature.value = 1;
    this.sliders.replaceChildren(
      ...z.map((value, i) => slider({
        label: `z${below(i)}`, min, max, step: 0.1, value, digits: 1,
        change: (x) => { this.z[i] = x; this.draw(); },
      })),
      this.temperature,
    );
    this.draw();
  }

  draw() {
    const { words, trick } = this;
    const z = Float32Array.from(this.z, (x) => Math.fround(x) / this.temperature.value);
    const exponentials = trick.value ? powers(z) : powers(z, 0);
    const { sum, p } = shares(exponentials);
    this.panels.replaceChildren(this.bars(p), this.map(jacobian(p)));
    this.rows(z, exponentials, sum, p);
    const why = exponentials.includes(Infinity) ? "power" : sum === Infinity ? "total" : sum === 0 ? "nothing"
      : p.includes(0) ? "zero" : trick.value ? "safe" : "plain";
    this.note.textContent = words.lse(wide(logSumExp(z))) + words[why];
    this.say(`${words.bars}: ${Array.from(p, (x) => wide(x)).join(", ")}. ${words[why]}`);
  }

  bars(p) {
    const shown = Array.from(p, (x) => wide(x));
    const step = 320 / p.length;
    return picture(340, 250, this.words.seen(shown.join(", ")),
      text(170, 18, this.words.bars, "strong"),
      svg("line", { x1: 10, y1: 222, x2: 330, y2: 222, class: "axis" }),
      ...shown.flatMap((words, i) => {
        const x = 10 + step * (i + 0.5);
        const height = Number.isNaN(p[i]) ? 0 : 165 * p[i];
        return [
          svg("rect", { x: x - 26, y: 222 - height, width: 52, height, class: "bar" }),
          text(x, 214 - height, words, words === "nan" ? "loss-text strong" : ""),
          text(x, 243, `p${below(i)}`, "variable"),
        ];
      }));
  }

  map(rows) {
    const side = 300 / rows.length, high = 190 / rows.length;
    const cells = rows.flatMap((row, i) => Array.from(row, (value, j) => {
      const x = 36 + side * j, y = 32 + high * i;
      const words = (value > 0 ? "+" : "") + number(value);
      return [
        svg("rect", {
          x: x + 1, y: y + 1, width: side - 2, height: high - 2, rx: 3,
          class: value < 0 ? "falls" : "rises", "fill-opacity": Math.sqrt(Math.abs(value)) || 0, // at most 1/2
        }),
        text(x + side / 2, y + high / 2 + 5, words, Number.isNaN(value) ? "loss-text strong" : ""),
      ];
    }).flat());
    const names = Array.from(rows, (_, i) => [
      text(16, 32 + high * (i + 0.5) + 5, `p${below(i)}`, "variable"),
      text(36 + side * (i + 0.5), 243, `z${below(i)}`, "variable"),
    ]).flat();
    return picture(340, 250, this.words.mapped(rows.length), text(186, 18, this.words.map, "strong"), ...cells, ...names);
  }

  rows(z, exponentials, sum, p) {
    const row = (name, ...cells) => html("tr", {}, html("th", { scope: "row" }, name),
      ...cells.map((words) => html("td", { class: /nan|inf/.test(words) ? "broken" : null }, words)));
    const head = ["", "z/T", this.trick.value ? "exp(z/T − max)" : "exp(z/T)", "p", "log p", "log_softmax"];
    const logs = logSoftmax(z);
    this.table.replaceChildren(
      html("caption", {}, this.words.table),
      html("thead", {}, html("tr", {}, ...head.map((words) => html(words ? "th" : "td", words ? { scope: "col" } : {}, words)))),
      html("tbody", {},
        ...Array.from(p, (x, i) => row(`${i + 1}`, number(z[i], 2), wide(exponentials[i]), wide(x), wide(Math.fround(Math.log(x))), wide(logs[i]))),
        row(this.words.sum, "", wide(sum), wide(p.reduce((a, b) => a + b, 0)), "", "")),
    );
  }
}

customElements.define("xor-softmax-bars", SoftmaxBars);
