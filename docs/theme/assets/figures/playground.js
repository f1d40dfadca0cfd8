// The playground: every setting of a run, every step of it, and every number at each step.

import { button, choice, controls, html, number, tick } from "./lib/figure.js";
import { INITIALIZATIONS, initial } from "./lib/initializations.js";
import { ACTIVATIONS } from "./lib/network.js";
import { drawLoss } from "./lib/paint.js";
import { program } from "./lib/program.js";
import { DEFAULTS, recorded, STEPS } from "./lib/run.js";
import { Trainer } from "./lib/trainer.js";

const SEEDS = 1000; // as many as the study has looked at
const CHOICES = {
  width: ["2", "3", "4", "8", "2-2", "4-2", "4-4", "8-8"],
  activation: Object.keys(ACTIVATIONS),
  lr: [0.01, 0.03, 0.1, 0.3, 0.7, 1, 2, 5],
  momentum: [0, 0.5, 0.9, 0.99],
  initialization: INITIALIZATIONS,
};
const RATES = [60, 600, 6000];
const HORIZONS = [500, 1000, 2000, 5000, STEPS];

/** "#seed=1&lr=0.1&step=500" → settings and step; what isn't said, or can't be, is as it was by default. */
export function fromAddress(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, "")), settings = { ...DEFAULTS };
  for (const [key, values] of Object.entries(CHOICES)) {
    settings[key] = values.find((value) => String(value) === said.get(key)) ?? settings[key];
  }
  const whole = (key, most) => (/^\d+$/.test(said.get(key)) ? Math.min(Number(said.get(key)), most) : null);
  settings.seed = whole("seed", SEEDS - 1) ?? settings.seed;
  return { settings, step: whole("step", STEPS) ?? 0, shared: hash.includes("=") };
}

/** The other way: only what differs from the default is said. */
export function toAddress(settings, step) {
  const said = Object.entries(settings).filter(([key, value]) => value !== DEFAULTS[key]);
  return `#${new URLSearchParams([...said, ["step", step]])}`;
}

/** What the study found of the seed with these settings: `{outcome, at}`; null if it didn't look, or isn't there. */
export function studied(study, settings) {
  const name = { 0: "lr 0.7", 0.9: "momentum 0.9" }[settings.momentum];
  const found = recorded({ ...settings, seed: DEFAULTS.seed, momentum: 0 }) && study?.[name];
  return found ? { outcome: found.outcomes[settings.seed], at: found.solved_at[settings.seed] } : null;
}

class Playground extends Trainer {
  static words = {
    ko: {
      title: "XOR 놀이터",
      play: "학습", pause: "멈춤", once: "한 스텝", rewind: "처음으로",
      rate: "빠르기", rates: (n) => `1초에 ${n}스텝`,
      step: "스텝", loss: "손실", right: (n) => `네 행 중 ${n}행 정답`,
      at: (step, loss, right) => `${step}스텝, 손실 ${loss}, 네 행 중 ${right}행 정답`,
      seed: "시드", another: "다른 시드", width: "은닉층", activation: "활성화 함수", lr: "학습률", momentum: "모멘텀",
      initialization: "초기화",
      initializations: { linear: "nn.Linear 그대로", xavier: "Xavier 균등", kaiming: "Kaiming 균등", orthogonal: "직교", alike: "모두 0.5" },
      gradients: "선으로 변화도 보기", linear: "손실을 로그 눈금으로",
      network: "네트워크. 유닛마다 평면 전체에서의 값, 선마다 가중치. 굵을수록 크고 점선은 음수",
      plane: "네 점과, 네트워크가 두 클래스로 나눈 평면", curve: "손실 곡선",
      legend: "네모는 유닛의 값을 평면 전체에서 본 것(진할수록 큽니다). 선은 굵을수록 크고, 점선은 음수입니다.",
      numbers: "가중치와 변화도의 값", bias: "편향", layer: (n) => `${n}번째 계층`, one: "곧은 글자는 매개변수, 기울인 글자는 그 변화도입니다.",
      code: "같은 학습을 하는 PyTorch 코드", copy: "복사", copied: "복사했습니다.",
      solved: (seed, at) => `네트워크 천 개의 연구에서, 시드 ${seed}의 결과: ${at}스텝에서 XOR을 풀었습니다.`,
      rests: {
        p: (seed) => `네트워크 천 개의 연구에서, 시드 ${seed}의 결과: ln 2의 고원에 남았습니다.`,
        1: (seed) => `네트워크 천 개의 연구에서, 시드 ${seed}의 결과: 한 행만 가려내고 멈췄습니다.`,
        2: (seed) => `네트워크 천 개의 연구에서, 시드 ${seed}의 결과: 두 행만 가려내고 멈췄습니다.`,
        o: (seed) => `네트워크 천 개의 연구에서, 시드 ${seed}의 결과: 10,000스텝 안에 풀지 못했습니다.`,
      },
      torchs: "torch의 수입니다. torch로 실행해 둔 기록에 100스텝마다 다시 맞춥니다.",
      own: "브라우저가 직접 계산합니다. 첫 가중치는 torch와 비트까지 같고, 그 뒤로는 두 기계의 torch가 서로 다른 만큼 끝자리가 다를 수 있습니다.",
      near: "브라우저가 직접 계산합니다. 직교 초기화의 첫 가중치는 torch와 0.000002까지 다릅니다. torch의 float32와 float64도 그만큼 다릅니다.",
    },
    en: {
      title: "XOR playground",
      play: "Train", pause: "Pause", once: "One step", rewind: "Rewind",
      rate: "speed", rates: (n) => `${n} steps a second`,
      step: "step", loss: "loss", right: (n) => `${n} of 4 rows right`,
      at: (step, loss, right) => `step ${step}, loss ${loss}, ${right} of 4 rows right`,
      seed: "seed", another: "Another seed", width: "hidden layers", activation: "activation", lr: "learning rate", momentum: "momentum",
      initialization: "initialization",
      initializations: { linear: "as nn.Linear does", xavier: "Xavier uniform", kaiming: "Kaiming uniform", orthogonal: "orthogonal", alike: "all 0.5" },
      gradients: "lines show gradients", linear: "loss on a logarithmic scale",
      network: "The network: each unit as its value all over the plane, each weight as a line, thick if large, dashed if negative",
      plane: "The four points, and the plane as the network divides it into two classes", curve: "The loss so far",
      legend: "A box is a unit's value all over the plane (the stronger, the larger). A line is thick if large, dashed if negative.",
      numbers: "Weights and gradients as numbers", bias: "bias", layer: (n) => `layer ${n}`, one: "Upright: a parameter. Italic: its gradient.",
      code: "PyTorch code that makes this very run", copy: "Copy", copied: "Copied.",
      solved: (seed, at) => `In the study of a thousand networks seed ${seed} solved XOR at step ${at}.`,
      rests: {
        p: (seed) => `In the study of a thousand networks seed ${seed} stayed on the plateau at ln 2.`,
        1: (seed) => `In the study of a thousand networks seed ${seed} parted one row and stopped there.`,
        2: (seed) => `In the study of a thousand networks seed ${seed} parted two rows and stopped there.`,
        o: (seed) => `In the study of a thousand networks seed ${seed} didn't solve XOR in 10,000 steps.`,
      },
      torchs: "These are torch's numbers: every 100 steps the run is set to what was recorded from torch.",
      own: "Your browser computes this run. Its first weights are torch's, bit for bit; later the last digits may differ, as they do between two machines' torch.",
      near: "Your browser computes this run. Orthogonal first weights are within 0.000002 of torch's, as torch's own in float32 are of those in float64.",
    },
  };

  first = initial;

  build() {
    const { words } = this;
    const canvas = (name, label) => html("canvas", { class: name, role: "img", "aria-label": label });
    this.network = canvas("network", words.network);
    this.square = canvas("plane", words.plane);
    this.curve = canvas("curve", words.curve);
    this.playButton = button(words.play, () => { this.toggle(); this.tell(); });
    const once = button(words.once, () => this.scrub(this.run.step + 1));
    const rewind = button(words.rewind, () => this.scrub(0));
    const field = (label, attributes, change) => {
      const input = html("input", { type: "number", min: 0, inputmode: "numeric", onchange: () => change(Math.floor(Number(input.value))), ...attributes });
      return [html("label", { class: "field" }, label, " ", input), input];
    };
    const [stepField, stepInput] = field(words.step, { max: STEPS }, (step) => this.scrub(step));
    this.stepInput = stepInput;
    this.lossOutput = html("output", { class: "loss-value" });
    this.rightOutput = html("span");
    this.rateChoice = choice({
      label: words.rate, value: 600, change: (rate) => { this.rate = Number(rate); },
      options: Object.fromEntries(RATES.map((n) => [n, words.rates(n.toLocaleString("en"))])),
    });
    this.scrubber = html("input", { type: "range", class: "scrubber", min: 0, step: 1, "aria-label": words.step, oninput: () => this.scrub(Number(this.scrubber.value)) });
    const [seedField, seedInput] = field(words.seed, { max: SEEDS - 1 }, (seed) => this.change({ seed: Math.min(Math.max(seed, 0), SEEDS - 1) }));
    this.seedInput = seedInput;
    this.choices = Object.fromEntries(Object.entries(CHOICES).map(([key, values]) => [key, choice({
      label: words[key], value: DEFAULTS[key],
      options: Object.fromEntries(values.map((value) => [value, key === "initialization" ? words.initializations[value] : key === "width" ? `2-${value}-2` : value])),
      change: (chosen) => this.change({ [key]: values.find((value) => String(value) === chosen) }),
    })]));
    this.gradients = tick({ label: words.gradients, change: () => this.redraw() });
    this.logarithmic = tick({ label: words.linear, value: true, change: () => this.redraw() });
    this.source = html("p", { class: "note source" });
    this.known = html("p", { class: "note known" });
    this.table = html("div", { class: "weights", tabindex: 0, role: "region", "aria-label": words.numbers });
    this.numbers = html("details", { ontoggle: () => this.redraw() }, html("summary", {}, words.numbers), html("p", { class: "note" }, words.one), this.table);
    this.code = html("pre", { class: "program", tabindex: 0, "aria-label": words.code });
    const copy = button(words.copy, async () => {
      await navigator.clipboard.writeText(this.code.textContent);
      this.say(words.copied);
      copied.textContent = words.copied;
    });
    const copied = html("span", { class: "copied" });
    this.program = html("details", { ontoggle: () => this.redraw() }, html("summary", {}, words.code), html("div", { class: "buttons" }, copy, copied), this.code);
    this.play.append(
      html("div", { class: "buttons" }, this.playButton, once, rewind, this.rateChoice),
      html("div", { class: "readout" }, stepField, html("span", {}, words.loss, " ", this.lossOutput), this.rightOutput),
      html("div", { class: "stage" }, this.network, this.square),
      html("div", { class: "chart" }, this.curve, this.scrubber),
      controls(html("div", { class: "buttons" }, seedField, button(words.another, () => this.change({ seed: Math.floor(Math.random() * SEEDS) }))),
        ...Object.values(this.choices), this.gradients, this.logarithmic),
      html("p", { class: "note" }, words.legend), this.source, this.known, this.numbers, this.program,
    );
    this.open();
    addEventListener("hashchange", () => this.open());
    this.watch();
  }

  /** What the address says. */
  open() {
    const { settings, step, shared } = fromAddress(location.hash);
    if (this.run && !shared) return; // a heading's address
    this.begin(settings);
    this.run.to(step);
    this.redraw();
    if (!shared) return;
    setTimeout(() => { // in the page by then
      this.play.tabIndex = -1; // the keyboard goes on from here
      this.play.focus({ preventScroll: true });
      this.scrollIntoView({ block: "center" });
    });
  }

  async seen() {
    if (this.recording === undefined) {
      const answer = fetch(new URL("../study/outcomes.json", import.meta.url));
      answer.then((found) => found.json()).then((study) => { this.study = study; this.redraw(); }).catch(() => null);
    }
    await super.seen();
  }

  begin(settings) {
    super.begin(settings);
    this.seedInput.value = settings.seed;
    for (const [key, control] of Object.entries(this.choices)) control.value = settings[key];
    this.table.replaceChildren(...this.tables());
  }

  change(some) {
    this.begin({ ...this.settings, ...some });
    this.go(0);
    this.settle();
  }

  scrub(step) {
    this.toggle(false);
    this.go(step || 0);
    this.settle();
  }

  /** Once something stands still, the address and the voice say what. */
  settle() {
    history.replaceState(null, "", toAddress(this.settings, this.run.step));
    this.tell();
  }

  toggle(on) {
    super.toggle(on);
    if (!this.playing) history.replaceState(null, "", toAddress(this.settings, this.run.step));
  }

  tell() {
    this.say(this.words.at(this.run.step.toLocaleString("en"), number(this.run.loss), this.run.right));
  }

  draw() {
    const { run, words, playing } = this;
    const horizon = HORIZONS.find((steps) => run.reached <= steps);
    this.plane.drawNetwork(this.network, this.colours, this.gradients.value);
    this.plane.draw(this.square, this.colours);
    drawLoss(this.curve, run, horizon, this.logarithmic.value, this.colours, words.step);
    this.playButton.textContent = playing ? words.pause : words.play;
    if (document.activeElement !== this.stepInput || playing) this.stepInput.value = run.step;
    this.scrubber.max = horizon;
    this.scrubber.value = run.step;
    this.lossOutput.textContent = number(run.loss, 6);
    this.rightOutput.textContent = words.right(run.right);
    this.source.textContent = recorded(this.settings) && this.recording ? words.torchs : words[this.settings.initialization === "orthogonal" ? "near" : "own"];
    const found = studied(this.study, this.settings);
    this.known.textContent = !found ? "" : found.outcome === "s"
      ? words.solved(this.settings.seed, found.at.toLocaleString("en")) : words.rests[found.outcome](this.settings.seed);
    if (this.numbers.open) this.fill();
    if (this.program.open && !playing) this.code.textContent = program(this.settings, run.step || 1000);
  }

  /** One table a layer: a row a unit, in each cell a parameter and under it its gradient. */
  tables() {
    const { words } = this, names = this.run.network.sizes.map((size, l, { length }) => Array.from({ length: size }, (_, j) =>
      (l === 0 ? `x${"₁₂"[j]}` : l === length - 1 ? `z${"₀₁"[j]}` : `h${l === 2 ? "′" : ""}${"₁₂₃₄₅₆₇₈"[j]}`)));
    this.cells = [];
    return this.run.network.layers.map(({ weight, bias, weightGradient, biasGradient, inputs, outputs }, l) => {
      const cell = (values, slopes, i) => {
        const value = html("span"), slope = html("em");
        this.cells.push({ values, slopes, i, value, slope });
        return html("td", {}, value, slope);
      };
      return html("table", { class: "layer" }, html("caption", {}, words.layer(l + 1)),
        html("thead", {}, html("tr", {}, html("td"), ...[...names[l], words.bias].map((name) => html("th", { scope: "col" }, name)))),
        html("tbody", {}, ...Array.from({ length: outputs }, (_, j) => html("tr", {}, html("th", { scope: "row" }, names[l + 1][j]),
          ...Array.from({ length: inputs }, (_, k) => cell(weight, weightGradient, j * inputs + k)), cell(bias, biasGradient, j)))));
    });
  }

  fill() {
    for (const { values, slopes, i, value, slope } of this.cells) {
      value.textContent = number(values[i]);
      slope.textContent = number(slopes[i], 6);
    }
  }
}

customElements.define("xor-playground", Playground);
