// The home page's figure: a network learns XOR while the reader watches.

import { button, format, html, number, reducedMotion } from "./lib/figure.js";
import { drawLoss } from "./lib/loss-curve.js";
import { DEFAULTS, recorded } from "./lib/run.js";
import { Trainer } from "./lib/trainer.js";

class FirstGlance extends Trainer {
  end = 3000;
  square = html("canvas", { class: "plane", role: "img", "aria-label": this.words.plane });
  curve = html("canvas", { class: "curve", role: "img", "aria-label": this.words.curve });
  state = html("p", { class: "state" });
  source = html("p", { class: "note" });
  playButton = button(this.words.play, () => {
    this.toggle();
    this.say(this.summary);
  });

  build() {
    const { words } = this;
    const again = button(words.again, () => this.start(this.settings));
    const other = button(words.seed, () =>
      this.start({ ...DEFAULTS, seed: Math.floor(Math.random() * 1000) }),
    );
    const buttons = html("div", { class: "buttons" }, this.playButton, again, other);
    const side = html("div", {}, this.state, this.curve, buttons, this.source);
    this.play.append(html("div", { class: "stage" }, this.square, side));
  }

  /** @param {import("./lib/run.js").Settings} settings */
  start(settings) {
    this.begin(settings);
    this.toggle(true);
  }

  async seen() {
    const first = this.recording === undefined;
    await super.seen();
    if (!first) return;
    if (reducedMotion.matches) {
      this.go(this.end);
    } // what has been learned
    else this.toggle(true);
  }

  /** @param {import("./lib/canvas.js").Palette} colours */
  draw(colours) {
    const { run, words } = this;
    this.plane.draw(this.square, colours);
    const names = { loss: words.loss, steps: words.steps };
    drawLoss(this.curve, colours, { run, horizon: this.end, names });
    this.state.textContent = this.summary;
    const recordedByTorch = recorded(this.settings) && this.recording;
    this.source.textContent = recordedByTorch
      ? words.recorded
      : format(words.computed, { ...this.settings });
    this.playButton.textContent = this.playing ? words.pause : words.play;
    if (run.step === this.end) this.say(this.summary);
  }

  get summary() {
    const { step, loss, correct } = this.run;
    const values = { step: step.toLocaleString("en"), loss: number(loss), correct };
    return format(this.words.state, values);
  }
}

customElements.define("xor-first-glance", FirstGlance);
