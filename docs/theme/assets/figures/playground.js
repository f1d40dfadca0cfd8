// The playground: choose the settings of a run, and see every number at every step.

import {
  button,
  choice,
  controls,
  format,
  html,
  number,
  tableParts,
  tableRow,
  tick,
} from "./lib/figure.js";
import { INITIALIZATIONS, initial } from "./lib/initializations.js";
import { drawLoss } from "./lib/loss-curve.js";
import { NetworkView } from "./lib/network-view.js";
import { ACTIVATIONS } from "./lib/network.js";
import { program } from "./lib/program.js";
import { DEFAULTS, recorded, STEPS } from "./lib/run.js";
import { Trainer } from "./lib/trainer.js";

/** @typedef {import("./lib/run.js").Settings} Settings */
/**
 * The outcome of each seed ("s" solved, "p" plateau, "1", "2" rows, "o" other) and when it solved.
 * @typedef {Record<string, { outcomes: string, solved_at: (number | null)[] }>} Study
 */

const SEEDS = 1000; // as many as in the study
/** @type {Record<string, (string | number)[]>} */
const CHOICES = {
  width: ["2", "3", "4", "8", "2-2", "4-2", "4-4", "8-8"],
  activation: Object.keys(ACTIVATIONS),
  lr: [0.01, 0.03, 0.1, 0.3, 0.7, 1, 2, 5],
  momentum: [0, 0.5, 0.9, 0.99],
  initialization: INITIALIZATIONS,
};
const RATES = [60, 600, 6000];
const HORIZONS = [500, 1000, 2000, 5000];

/**
 * "#seed=1&lr=0.1&step=500" → settings and step; missing or invalid values have their defaults.
 * @param {string} hash
 */
export function fromAddress(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {Record<string, string | number>} */
  const chosen = {};
  for (const [key, values] of Object.entries(CHOICES)) {
    const value = values.find((each) => String(each) === given.get(key));
    if (value !== undefined) chosen[key] = value;
  }
  const whole = (/** @type {string} */ key, /** @type {number} */ most) => {
    const digits = given.get(key) ?? "";
    return /^\d+$/.test(digits) ? Math.min(Number(digits), most) : null;
  };
  /** @type {Settings} */
  const settings = { ...DEFAULTS, ...chosen, seed: whole("seed", SEEDS - 1) ?? DEFAULTS.seed };
  return { settings, step: whole("step", STEPS) ?? 0, shared: hash.includes("=") };
}

/**
 * The inverse; values equal to the default are left out.
 * @param {Settings} settings
 * @param {number} step
 */
export function toAddress(settings, step) {
  const defaults = Object.values(DEFAULTS);
  const given = Object.entries({ ...DEFAULTS, ...settings })
    .filter(([, value], i) => value !== defaults[i])
    .map(([key, value]) => [key, String(value)]);
  return `#${new URLSearchParams([...given, ["step", String(step)]])}`;
}

/**
 * The study's result for the seed with these settings; null if there is none.
 * @param {Study | undefined} study
 * @param {Settings} settings
 */
export function studied(study, settings) {
  /** @type {Record<number, string>} */
  const names = { 0: "lr 0.7", 0.9: "momentum 0.9" };
  const found = study?.[names[settings.momentum]];
  if (!found || !recorded({ ...settings, seed: DEFAULTS.seed, momentum: 0 })) return null;
  return { outcome: found.outcomes[settings.seed], at: found.solved_at[settings.seed] };
}

/**
 * Copy text; over plain http, which lacks navigator.clipboard, by execCommand.
 * @param {HTMLElement} element
 */
async function copy(element) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(element.textContent ?? "");
    return;
  }
  getSelection()?.selectAllChildren(element);
  document.execCommand("copy");
}

class Playground extends Trainer {
  initial = initial;
  /** @type {Study | undefined} */
  study = undefined;
  view = new NetworkView();
  canvases = {
    network: this.canvas("network"),
    plane: this.canvas("plane"),
    curve: this.canvas("curve"),
  };
  playButton = button(this.words.play, () => {
    this.toggle();
    this.sayState();
  });
  step = this.field("step", STEPS, (step) => this.scrub(step));
  seed = this.field("seed", SEEDS - 1, (seed) => this.change({ seed }));
  loss = html("output", { class: "loss-value" });
  correct = html("span");
  scrubber = html("input", {
    type: "range",
    class: "scrubber",
    min: 0,
    step: 1,
    "aria-label": this.words.step,
    oninput: () => this.scrub(Number(this.scrubber.value)),
  });
  choices = Object.fromEntries(
    Object.entries(CHOICES).map(([key, values]) => [key, this.settingChoice(key, values)]),
  );
  gradients = tick({ label: this.words.gradients, change: () => this.redraw() });
  logarithmic = tick({
    label: this.words.logarithmic,
    value: true,
    change: () => this.redraw(),
  });
  source = html("p", { class: "note source" });
  known = html("p", { class: "note known" });
  table = html("div", {
    class: "weights",
    tabindex: 0,
    role: "region",
    "aria-label": this.words.numbers,
  });
  numbers = html(
    "details",
    { ontoggle: () => this.redraw() },
    html("summary", {}, this.words.numbers),
    html("p", { class: "note" }, this.words.upright),
    this.table,
  );
  code = html("pre", { class: "program", tabindex: 0, "aria-label": this.words.code });
  copied = html("span", { class: "copied" });
  program = html(
    "details",
    { ontoggle: () => this.redraw() },
    html("summary", {}, this.words.code),
    html(
      "div",
      { class: "buttons" },
      button(this.words.copy, () => this.copyProgram()),
      this.copied,
    ),
    this.code,
  );
  /**
   * The cells of the tables: number i of a parameter and of its gradient, and where they are shown.
   * @type {{ values: Float32Array, slopes: Float32Array, i: number, value: Node, slope: Node }[]}
   */
  cells = [];
  /** Called when the address changes. */
  readAddress = () => this.open();

  build() {
    const { words, canvases } = this;
    const rate = choice({
      label: words.rate,
      options: RATES.map((n) => [n, format(words.rates, { n: n.toLocaleString("en") })]),
      value: this.rate,
      change: (chosen) => {
        this.rate = Number(chosen);
      },
    });
    const once = button(words.once, () => this.scrub(this.run.step + 1));
    const rewind = button(words.rewind, () => this.scrub(0));
    const another = button(words.another, () =>
      this.change({ seed: Math.floor(Math.random() * SEEDS) }),
    );
    const loss = html("span", {}, words.loss, " ", this.loss);
    this.play.append(
      html("div", { class: "buttons" }, this.playButton, once, rewind, rate),
      html("div", { class: "readout" }, this.step.root, loss, this.correct),
      html("div", { class: "stage" }, canvases.network, canvases.plane),
      html("div", { class: "chart" }, canvases.curve, this.scrubber),
      controls(
        html("div", { class: "buttons" }, this.seed.root, another),
        ...Object.values(this.choices),
        this.gradients,
        this.logarithmic,
      ),
      html("p", { class: "note" }, words.legend),
      this.source,
      this.known,
      this.numbers,
      this.program,
    );
    this.begin(this.settings);
    this.open();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("hashchange", this.readAddress);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.readAddress);
  }

  /** @param {string} name */
  canvas(name) {
    return html("canvas", { class: name, role: "img", "aria-label": this.words[name] });
  }

  /**
   * A labelled field for a whole number.
   * @param {string} name
   * @param {number} max
   * @param {(value: number) => void} change
   */
  field(name, max, change) {
    const onchange = () => {
      const value = Math.floor(Number(input.value)) || 0;
      change(Math.min(Math.max(value, 0), max));
    };
    const input = html("input", { type: "number", min: 0, max, inputmode: "numeric", onchange });
    return { root: html("label", { class: "field" }, this.words[name], " ", input), input };
  }

  /**
   * @param {string} key
   * @param {(string | number)[]} values
   */
  settingChoice(key, values) {
    const named = (/** @type {string | number} */ value) => {
      if (key === "width") return `2-${value}-2`;
      return this.words[`${key} ${value}`] ?? String(value);
    };
    return choice({
      label: this.words[key],
      options: values.map((value) => [value, named(value)]),
      value: DEFAULTS[/** @type {keyof Settings} */ (key)],
      change: (chosen) => this.change({ [key]: values.find((value) => String(value) === chosen) }),
    });
  }

  /** The run that the address names. */
  open() {
    const { settings, step, shared } = fromAddress(location.hash);
    if (!shared) return; // the address of a heading
    this.begin(settings);
    this.run.to(step);
    this.redraw();
    setTimeout(() => {
      this.play.tabIndex = -1; // so that Tab continues from here
      this.play.focus({ preventScroll: true });
      this.scrollIntoView({ block: "center" });
    });
  }

  async seen() {
    if (this.recording === undefined) this.fetchStudy();
    await super.seen();
  }

  async fetchStudy() {
    const address = new URL("../study/outcomes.json", import.meta.url);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return;
    this.study = await answer.json();
    this.redraw();
  }

  /** @param {Settings} settings */
  begin(settings) {
    super.begin(settings);
    this.seed.input.value = String(settings.seed);
    for (const [key, value] of Object.entries(settings)) {
      if (key in this.choices) this.choices[key].value = String(value);
    }
    this.table.replaceChildren(...this.tables());
  }

  /** @param {Partial<Settings>} some */
  change(some) {
    this.begin({ ...this.settings, ...some });
    this.go(0);
    this.settle();
  }

  /** @param {number} step */
  scrub(step) {
    this.toggle(false);
    this.go(step);
    this.settle();
  }

  /** Once the run pauses, put it into the address and announce it. */
  settle() {
    this.writeAddress();
    this.sayState();
  }

  writeAddress() {
    history.replaceState(null, "", toAddress(this.settings, this.run.step));
  }

  toggle(on = !this.playing) {
    super.toggle(on);
    if (!this.playing) this.writeAddress();
  }

  sayState() {
    const { step, loss, correct } = this.run;
    const values = { step: step.toLocaleString("en"), loss: number(loss), correct };
    this.say(format(this.words.at, values));
  }

  async copyProgram() {
    await copy(this.code);
    this.copied.textContent = this.words.copied;
    this.say(this.words.copied);
  }

  /** @param {import("./lib/canvas.js").Palette} colours */
  draw(colours) {
    const { run, words, playing, canvases, settings, step } = this;
    const horizon = HORIZONS.find((steps) => run.reached <= steps) ?? STEPS;
    this.view.draw(canvases.network, this.plane, colours, this.gradients.value);
    this.plane.draw(canvases.plane, colours);
    const logarithmic = this.logarithmic.value;
    const names = { loss: words.loss, steps: words.steps };
    drawLoss(canvases.curve, colours, { run, horizon, logarithmic, names });
    this.playButton.textContent = playing ? words.pause : words.play;
    if (document.activeElement !== step.input || playing) step.input.value = String(run.step);
    this.scrubber.max = String(horizon);
    this.scrubber.value = String(run.step);
    this.loss.textContent = number(run.loss, 6);
    this.correct.textContent = format(words.correct, { correct: run.correct });
    this.source.textContent = this.sourceWords;
    const found = studied(this.study, settings);
    const at = found?.at?.toLocaleString("en") ?? "";
    const outcome = found ? words[`outcome ${found.outcome}`] : "";
    this.known.textContent = format(outcome, { seed: settings.seed, at });
    if (this.numbers.open) this.fillTables();
    if (this.program.open && !playing) {
      this.code.textContent = program(settings, run.step || 1000);
    }
  }

  /** The source of the numbers. */
  get sourceWords() {
    const { words, settings } = this;
    if (recorded(settings) && this.recording) return words.recorded;
    return settings.initialization === "orthogonal" ? words.near : words.computed;
  }

  /** A table for each layer: a row for each unit, a parameter and its gradient in each cell. */
  tables() {
    const { words } = this;
    const { sizes, layers } = this.run.network;
    const name = (/** @type {number} */ l, /** @type {number} */ j) => {
      if (l === 0) return `x${"₁₂"[j]}`;
      if (l === layers.length) return `z${"₀₁"[j]}`;
      return `h${l === 2 ? "′" : ""}${"₁₂₃₄₅₆₇₈"[j]}`;
    };
    const names = sizes.map((size, l) => Array.from({ length: size }, (_, j) => name(l, j)));
    this.cells = [];
    /**
     * @param {Float32Array} values
     * @param {Float32Array} slopes
     * @param {number} i
     */
    const cell = (values, slopes, i) => {
      const value = html("span");
      const slope = html("em");
      this.cells.push({ values, slopes, i, value, slope });
      return html("td", {}, value, slope);
    };
    return layers.map(({ weight, bias, weightGradient, biasGradient, inputs }, l) => {
      const rows = names[l + 1].map((unit, j) =>
        tableRow(
          unit,
          ...names[l].map((_, k) => cell(weight, weightGradient, j * inputs + k)),
          cell(bias, biasGradient, j),
        ),
      );
      const caption = format(words.layer, { n: l + 1 });
      const parts = tableParts(caption, ["", ...names[l], words.bias], rows);
      return html("table", { class: "layer" }, ...parts);
    });
  }

  fillTables() {
    for (const { values, slopes, i, value, slope } of this.cells) {
      value.textContent = number(values[i]);
      slope.textContent = number(slopes[i], 6);
    }
  }
}

customElements.define("xor-playground", Playground);
