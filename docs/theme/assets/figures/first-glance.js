// The home page's first glance: a network learns XOR while one looks on.

import { button, html, number, still } from "./lib/figure.js";
import { drawLoss } from "./lib/paint.js";
import { DEFAULTS, recorded } from "./lib/run.js";
import { Trainer } from "./lib/trainer.js";

class FirstGlance extends Trainer {
  static words = {
    ko: {
      title: "신경망이 XOR을 배우는 모습",
      play: "학습", pause: "멈춤", again: "처음부터", seed: "다른 시드",
      plane: "네 점과, 네트워크가 두 클래스로 나눈 평면", curve: "손실 곡선", steps: "스텝",
      state: (step, loss, right) => `${step}스텝 · 손실 ${loss} · 네 행 중 ${right}행 정답`,
      torchs: "torch의 기록입니다.",
      own: (seed) => `시드 ${seed}. 브라우저가 직접 계산합니다.`,
    },
    en: {
      title: "A network learns XOR",
      play: "Train", pause: "Pause", again: "Again", seed: "Another seed",
      plane: "The four points, and the plane as the network divides it into two classes", curve: "The loss so far", steps: "steps",
      state: (step, loss, right) => `step ${step} · loss ${loss} · ${right} of 4 rows right`,
      torchs: "Recorded from torch.",
      own: (seed) => `Seed ${seed}, computed by your browser.`,
    },
  };

  end = 3000;

  build() {
    const { words } = this;
    const canvas = (name, label) => html("canvas", { class: name, role: "img", "aria-label": label });
    this.canvases = [canvas("plane", words.plane), canvas("curve", words.curve)];
    this.state = html("p", { class: "state" });
    this.source = html("p", { class: "note" });
    this.button = button(words.play, () => { this.toggle(); this.tell(); });
    const again = button(words.again, () => { this.begin(this.settings); this.toggle(true); });
    const other = button(words.seed, () => { this.begin({ ...DEFAULTS, seed: Math.floor(Math.random() * 1000) }); this.toggle(true); });
    this.play.append(html("div", { class: "stage" }, this.canvases[0], html("div", {},
      this.state, this.canvases[1], html("div", { class: "buttons" }, this.button, again, other), this.source)));
    this.begin(DEFAULTS);
    this.watch();
  }

  async seen() {
    const first = this.recording === undefined;
    await super.seen();
    if (first && !still.matches) this.toggle(true);
    if (first && still.matches) this.go(this.end); // what has been learned, standing still
  }

  draw() {
    const { run, words } = this;
    this.plane.draw(this.canvases[0], this.colours);
    drawLoss(this.canvases[1], run, this.end, false, this.colours, words.steps);
    this.state.textContent = this.said;
    this.source.textContent = recorded(this.settings) && this.recording ? words.torchs : words.own(this.settings.seed);
    this.button.textContent = this.playing ? words.pause : words.play;
    if (run.step === this.end) this.tell();
  }

  get said() {
    const { run } = this;
    return this.words.state(run.step.toLocaleString("en"), number(run.loss), run.right);
  }

  tell() { this.say(this.said); }
}

customElements.define("xor-first-glance", FirstGlance);
