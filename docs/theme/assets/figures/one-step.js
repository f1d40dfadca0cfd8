// Every number of one step of SGD: forward, loss, back, update, on the notebook's network.

import { picture, svg, text } from "./lib/drawing.js";
import { Figure, button, choice, controls, html, number, slider } from "./lib/figure.js";
import { SIZES, layout, notebook } from "./lib/random.js";
import { oneStep } from "./lib/step.js";

const COLUMNS = [70, 230, 400, 560];
const NAMES = ["x", "h₁", "h₂", "z"];
const RATES = [0.001, 0.01, 0.1, 0.7, 1, 10];
const ROWS = { "0, 0": 0, "0, 1": 1, "1, 0": 1, "1, 1": 0 };
const LAYERS = layout(SIZES);
const LAST = 8;
const sub = (i) => "₀₁₂₃₄₅₆₇₈₉"[i];
const plain = (x) => number(x, 3).replace(/\.?0+$/, "");
const factor = (x, digits = 4) => (x < 0 ? `(${number(x, digits)})` : number(x, digits));
const height = (column, i) => 128 + 62 * (i - (SIZES[column] - 1) / 2);

customElements.define("xor-one-step", class extends Figure {
  static words = {
    ko: {
      title: "한 스텝의 모든 수", row: "입력", target: "타깃", rate: "학습률 α",
      first: "처음", back: "이전", next: "다음", last: "끝", layer: "매개변수", layers: (l) => `${l + 1}번째 계층 W${sub(l + 1)}, b${sub(l + 1)}`,
      unit: "유닛", bias: "편향 b", weight: "가중치", gradient: "변화도", after: "새 값",
      seen: "네트워크를 지나는 값과, 거슬러 오는 변화도. 지금까지 구한 수가 적혀 있다",
      p: "확률 p", loss: "손실", wrong: (row, truth) => `XOR(${row})은 ${truth}입니다. 이 타깃은 틀린 레이블입니다.`,
      right: (row, truth) => `XOR(${row})은 ${truth}입니다. 맞는 레이블입니다.`,
      stages: [
        "입력이 주어졌습니다.", "앞으로: 첫 은닉층. 둘째 유닛은", "앞으로: 둘째 은닉층. 첫째 유닛은", "앞으로: 로짓. 첫째는", "소프트맥스와 손실.",
        "뒤로: 로짓의 변화도 δ₃ = p − y.", "뒤로: δ₂. W₃을 거꾸로 곱하고 h(1 − h)를 곱합니다. 첫째 유닛은", "뒤로: δ₁. 둘째 유닛은", "갱신: 모든 매개변수에서 α × 변화도를 뺍니다.",
      ],
      smaller: (a, b) => `손실 ${a} → ${b}`,
    },
    en: {
      title: "Every number of one step", row: "Input", target: "Target", rate: "Learning rate α",
      first: "First", back: "Back", next: "Next", last: "Last", layer: "Parameters", layers: (l) => `layer ${l + 1}: W${sub(l + 1)}, b${sub(l + 1)}`,
      unit: "unit", bias: "bias b", weight: "weight", gradient: "gradient", after: "new",
      seen: "Values on their way through the network and gradients on their way back, as far as they have been found",
      p: "probabilities p", loss: "loss", wrong: (row, truth) => `XOR(${row}) is ${truth}. This target is the wrong label.`,
      right: (row, truth) => `XOR(${row}) is ${truth}. This is the right label.`,
      stages: [
        "The input is given.", "Forward: the first hidden layer. Its second unit is", "Forward: the second hidden layer. Its first unit is", "Forward: the logits. The first is", "Softmax and the loss.",
        "Back: the gradient of the logits, δ₃ = p − y.", "Back: δ₂. Multiply by W₃ the other way, and by h(1 − h). The first unit:", "Back: δ₁. The second unit:", "Update: from every parameter subtract α × its gradient.",
      ],
      smaller: (a, b) => `Loss ${a} → ${b}`,
    },
  };

  build() {
    const { words } = this;
    this.parameters = notebook();
    this.given = { row: "0, 1", target: 1, lr: 0.1 };
    const set = (key) => (value) => { this.given[key] = value; this.show(this.at); };
    this.target = choice({ label: words.target, options: { 0: "0", 1: "1" }, value: "1", change: (value) => set("target")(Number(value)) });
    this.layer = choice({
      label: words.layer, options: { 0: words.layers(0), 1: words.layers(1), 2: words.layers(2) }, value: "0", change: () => this.show(this.at, false),
    });
    this.buttons = [[words.first, () => 0], [words.back, () => this.at - 1], [words.next, () => this.at + 1], [words.last, () => LAST]]
      .map(([word, to]) => button(word, () => this.show(to())));
    this.counter = html("output", {});
    this.sentence = html("p", { class: "sentence" });
    this.label = html("p", { class: "note" });
    this.drawing = picture(640, 300, words.seen);
    this.table = html("table", { class: "matrix" });
    this.play.append(
      controls(
        choice({ label: words.row, options: Object.fromEntries(Object.keys(ROWS).map((row) => [row, `(${row})`])), value: "0, 1", change: set("row") }),
        this.target, slider({ label: words.rate, values: RATES, value: 0.1, digits: 3, change: set("lr") })),
      this.label, this.drawing,
      html("div", { class: "buttons" }, ...this.buttons, this.counter), this.sentence,
      controls(this.layer), html("div", { class: "parameters" }, this.table));
    this.show(LAST, false);
  }

  /** Stage `at`, and with it (unless the reader chose another) the layer that it is about. */
  show(at, follow = at !== this.at) {
    this.at = at;
    const { words, given } = this, x = given.row.split(", ").map(Number);
    const pressed = this.buttons.indexOf(document.activeElement);
    this.buttons.forEach((press, i) => { press.disabled = i < 2 ? at === 0 : at === LAST; });
    if (pressed >= 0 && this.buttons[pressed].disabled) this.buttons[pressed < 2 ? 2 : 1].focus();
    if (follow) this.layer.value = String([0, 0, 1, 2, 2, 2, 1, 0, 0][at]);
    this.counter.textContent = `${at} / ${LAST}`;
    const truth = ROWS[given.row];
    this.label.textContent = words[given.target === truth ? "right" : "wrong"](given.row, truth);
    const step = oneStep(this.parameters, x, given.target, given.lr);
    this.sentence.textContent = `${words.stages[at]} ${this.numbers(step, at)}`;
    this.say(this.sentence.textContent);
    this.draw(step, at);
    this.fill(step, at);
  }

  /** The stage's own line of arithmetic. */
  numbers({ inputs, sums, p, loss, deltas, gradients, after, newLoss }, at) {
    const w = this.parameters, { target, lr } = this.given;
    const affine = (l, unit) => {
      const { inputs: width, weight, bias } = LAYERS[l];
      return `${inputs[l].map((v, k) => `${factor(w[weight + unit * width + k])} × ${l ? number(v) : v}`).join(" + ")} + ${factor(w[bias + unit])}`;
    };
    const back = (l, unit) => { // δ of layer l's unit, from the layer above
      const { inputs: width, weight } = LAYERS[l + 1], h = number(inputs[l + 1][unit]);
      const products = deltas[l + 1].map((d, j) => `${factor(d)} × ${factor(w[weight + j * width + unit])}`);
      return `(${products.join(" + ")}) × ${h} × (1 − ${h}) = ${number(deltas[l][unit])}`;
    };
    const y = [1 - target, target];
    return [
      () => `x = (${inputs[0].join(", ")})`,
      () => `σ(${affine(0, 1)}) = σ(${number(sums[0][1])}) = ${number(inputs[1][1])}`,
      () => `σ(${affine(1, 0)}) = σ(${number(sums[1][0])}) = ${number(inputs[2][0])}`,
      () => `${affine(2, 0)} = ${number(sums[2][0])}`,
      () => `p = (${p.map((v) => number(v)).join(", ")}), L = −ln p${sub(target)} = −ln ${number(p[target])} = ${number(loss)}`,
      () => `(${p.map((v, k) => `${number(v)} − ${y[k]}`).join(", ")}) = (${deltas[2].map((d) => number(d)).join(", ")})`,
      () => back(1, 0),
      () => back(0, 1),
      () => `w₂₂ = ${number(w[3])} − ${plain(lr)} × ${factor(gradients[3])} = ${number(after[3])}. ${this.words.smaller(number(loss), number(newLoss))}`,
    ][at]();
  }

  /** The network: a unit's value when its stage has come, and below it the gradient of what went into it. */
  draw({ inputs, sums, p, loss, deltas }, at) {
    const values = [...inputs, sums[2]], parts = [];
    for (let c = 0; c < 3; c++) {
      const now = at === c + 1 || at === 7 - c, kind = at >= 5 && now ? "gradient" : now ? "line" : "edge";
      for (let i = 0; i < SIZES[c]; i++) {
        for (let j = 0; j < SIZES[c + 1]; j++) {
          parts.push(svg("line", { x1: COLUMNS[c], y1: height(c, i), x2: COLUMNS[c + 1], y2: height(c + 1, j), class: kind }));
        }
      }
    }
    if (at === LAST) parts.push(svg("line", { x1: COLUMNS[0], y1: height(0, 1), x2: COLUMNS[1], y2: height(1, 1), class: "gradient" }));
    values.forEach((column, c) => column.forEach((value, i) => {
      const x = COLUMNS[c], y = height(c, i), back = c > 0 && at >= 8 - c;
      const wide = c ? 88 : 40; // the inputs are 0 or 1
      parts.push(svg("rect", { x: x - wide / 2, y: y - 15, width: wide, height: back ? 50 : 30, rx: 12, class: "paper" }));
      parts.push(text(x, y + 6, at >= c ? (c ? number(value) : String(value)) : "·"));
      if (back) parts.push(text(x, y + 28, number(deltas[c - 1][i]), "gradient-text"));
    }));
    NAMES.forEach((name, c) => parts.push(text(COLUMNS[c] + (c === 1 ? 58 : 0), height(c, 0) - (c === 1 ? -6 : 26), name, "variable")));
    if (at >= 4) {
      parts.push(
        text(COLUMNS[3], 240, this.words.p, "muted"), text(COLUMNS[3], 265, p.map((v) => number(v)).join(", ")),
        text(COLUMNS[2] - 20, 240, this.words.loss, "muted"), text(COLUMNS[2] - 20, 265, number(loss), "loss-text"));
    }
    this.drawing.replaceChildren(...parts);
  }

  /** A layer's parameters: each with its gradient and its new value, once they are there. */
  fill({ gradients, after }, at) {
    const { words } = this, l = Number(this.layer.value), { inputs: width, outputs, weight, bias } = LAYERS[l];
    const line = (kind, words) => html("span", { class: kind }, words);
    const cell = (i) => {
      const back = at >= 7 - l, lines = [line("old", number(this.parameters[i]))];
      lines.push(line("slope", back ? number(gradients[i]) : "·"), line("new", at === LAST ? number(after[i]) : "·"));
      return html("td", {}, ...lines);
    };
    const names = Array.from({ length: width }, (_, k) => `${NAMES[l][0]}${sub(k + 1)}`);
    this.table.replaceChildren(
      html("caption", {}, line("old", words.weight), " · ", line("slope", words.gradient), " · ", line("new", words.after)),
      html("thead", {}, html("tr", {}, ...[words.unit, ...names, words.bias].map((word) => html("th", { scope: "col" }, word)))),
      html("tbody", {}, ...Array.from({ length: outputs }, (_, j) => html("tr", {},
        html("th", { scope: "row" }, String(l === 2 ? j : j + 1)),
        ...names.map((_, k) => cell(weight + j * width + k)), cell(bias + j)))));
  }
});
