// The base class of figures in which a network trains: frames, pauses, redrawing. Subclasses draw.

import { palette } from "./canvas.js";
import { Figure, reducedMotion } from "./figure.js";
import { Plane } from "./plane.js";
import { initial } from "./random.js";
import { DEFAULTS, fetchRecording, recorded, Run, STEPS } from "./run.js";

/** @typedef {import("./run.js").Settings} Settings */

const LEAP = 500; // ms between frames for readers who prefer reduced motion

export class Trainer extends Figure {
  /** The step at which playing stops. */
  end = STEPS;
  /** Steps per second. */
  rate = 600;
  /** Draws the first weights. @type {import("./run.js").Initial} */
  initial = initial;
  settings = DEFAULTS;
  run = new Run(DEFAULTS);
  plane = new Plane(this.run.network);
  playing = false;
  visible = false;
  /**
   * undefined until it is requested; null if it can't be loaded.
   * @type {Float32Array | null | undefined}
   */
  recording = undefined;
  /** null if they have to be read again. @type {import("./canvas.js").Palette | null} */
  colours = null;
  /** The requested animation frame. @type {number | null} */
  frame = null;
  /** The time of the last steps, and the fraction of a step that is due. */
  last = 0;
  due = 0;
  schemeObserver = new MutationObserver(() => {
    this.colours = null;
    this.redraw();
  });
  sizeObserver = new ResizeObserver(() => this.redraw());
  visibilityObserver = new IntersectionObserver((entries) => {
    this.visible = entries[entries.length - 1].isIntersecting;
    if (this.visible) this.seen();
    this.next();
  });

  connectedCallback() {
    super.connectedCallback();
    this.schemeObserver.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    this.sizeObserver.observe(this.play);
    this.visibilityObserver.observe(this.play);
  }

  disconnectedCallback() {
    this.schemeObserver.disconnect();
    this.sizeObserver.disconnect();
    this.visibilityObserver.disconnect();
  }

  /**
   * Begin a run, with torch's recording if the settings are those of the recording.
   * @param {Settings} settings
   */
  begin(settings) {
    const recording = recorded(settings) ? this.recording : null;
    this.settings = settings;
    this.run = new Run(settings, recording, this.initial);
    this.plane = new Plane(this.run.network);
  }

  /** Load what is needed only once the figure is visible. */
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

  /** @param {number} step */
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

  redraw() {
    this.frame ??= requestAnimationFrame((now) => this.show(now));
  }

  /** Request the next frame if one is needed. */
  next() {
    if (this.playing && this.visible) this.redraw();
  }

  /**
   * Draw a frame: make the steps that are due, then draw.
   * @param {number} now
   */
  show(now) {
    this.frame = null;
    if (this.playing && this.visible) {
      const gap = now - this.last;
      if (!reducedMotion.matches || gap >= LEAP) {
        this.last = now;
        this.due += (Math.min(gap, reducedMotion.matches ? LEAP : 50) / 1000) * this.rate;
        const steps = Math.max(Math.floor(this.due), 0);
        this.due -= steps;
        this.run.to(Math.min(this.run.step + steps, this.end));
        if (this.run.step >= this.end) this.playing = false;
      }
      this.next();
    }
    this.colours ??= palette(this);
    this.plane.compute();
    this.draw(this.colours);
  }

  /** @param {import("./canvas.js").Palette} _colours */
  draw(_colours) {}
}
