// A figure in which a network trains: frames, pauses, what redraws it. Subclasses draw.

import { Figure, still } from "./figure.js";
import { colours, Plane } from "./paint.js";
import { fetchRecording, recorded, Run, STEPS } from "./run.js";

const LEAP = 500; // ms from one picture to the next for readers who asked for less motion

export class Trainer extends Figure {
  end = STEPS; // where playing stops
  rate = 600; // steps a second

  /** A run from its first weights on; the recording is torch's own where the settings are its. */
  begin(settings) {
    this.settings = settings;
    this.run = new Run(settings, recorded(settings) ? this.recording : null, this.first);
    this.plane = new Plane(this.run.network);
  }

  /** To be called once `this.play` holds the canvases: draws, and draws again when it must. */
  watch() {
    const again = () => { this.colours = null; this.redraw(); };
    new MutationObserver(again).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    new ResizeObserver(() => this.redraw()).observe(this.play);
    new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting; // the last of those that came at once
      if (this.visible) this.seen();
      this.next();
    }).observe(this.play);
  }

  /** What is only needed once a reader looks. */
  async seen() {
    if (this.recording !== undefined) return;
    this.recording = null;
    this.recording = await fetchRecording();
    if (!this.recording || !recorded(this.settings)) return;
    const { step, reached } = this.run;
    this.begin(this.settings);
    this.run.to(reached);
    this.go(step);
  }

  go(step) {
    this.run.to(step);
    this.redraw();
  }

  /** Play or pause. */
  toggle(on = !this.playing) {
    this.playing = on;
    if (on && this.run.step >= this.end) this.run.to(0);
    this.last = performance.now();
    this.due = 0;
    this.redraw();
    this.next();
  }

  redraw() { this.asked ??= requestAnimationFrame(this.frame); }

  next() { if (this.playing && this.visible) this.redraw(); }

  frame = (now) => {
    this.asked = null;
    if (this.playing && this.visible) {
      const gap = now - this.last;
      if (!still.matches || gap >= LEAP) {
        this.last = now;
        this.due += Math.min(gap, still.matches ? LEAP : 50) / 1000 * this.rate;
        const steps = Math.max(Math.floor(this.due), 0);
        this.due -= steps;
        this.run.to(Math.min(this.run.step + steps, this.end));
        if (this.run.step >= this.end) this.playing = false;
      }
      this.next();
    }
    this.colours ??= colours(this);
    this.plane.look();
    this.draw();
  };
}
