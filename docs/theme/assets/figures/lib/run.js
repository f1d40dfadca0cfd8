// A training that can be moved to any step, with all losses so far.

import { Network } from "./network.js";
import { Generator, initial } from "./random.js";
import { TARGETS } from "./xor.js";

/**
 * @typedef {object} Settings
 * @property {number} seed
 * @property {string} width hidden layers, such as "4-2"
 * @property {string} activation
 * @property {number} lr
 * @property {number} momentum
 * @property {string} initialization
 */
/**
 * @typedef {(sizes: number[], generator: Generator, initialization: string)
 *   => Float32Array} Initial
 */

/** The last step of a run. */
export const STEPS = 10_000;
const KEPT_EVERY = 100; // steps between the stored states, as in the recording
const RECORDED_LOSSES = 1001; // in the recording, before the weights

/** The settings of the source notebook, the defaults of `xor_tutorial.train`. @type {Settings} */
export const DEFAULTS = {
  seed: 70,
  width: "4-2",
  activation: "sigmoid",
  lr: 0.7,
  momentum: 0,
  initialization: "linear",
};

/**
 * Whether these settings are those of the recorded run.
 * @param {Settings} settings
 */
export const recorded = (settings) =>
  Object.entries(DEFAULTS).every(
    ([key, value]) => settings[/** @type {keyof Settings} */ (key)] === value,
  );

/**
 * "4-2" → [2, 4, 2, 2]: hidden layers between two inputs and two classes.
 * @param {string} width
 */
export const sizes = (width) => [2, ...width.split("-").map(Number), 2];

/** The recording of torch's run (xor_tutorial.recordings); null if it can't be loaded. */
export async function fetchRecording() {
  const address = new URL("../../recordings/seed70.f32", import.meta.url);
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? new Float32Array(await answer.arrayBuffer()) : null;
}

export class Run {
  step = 0;
  /** The furthest step so far. */
  reached = 0;
  losses = new Float32Array(STEPS + 1);
  /**
   * Stored states to continue from.
   * @type {({ parameters: Float32Array, velocity: Float32Array } | null)[]}
   */
  kept = Array.from({ length: STEPS / KEPT_EVERY + 1 }, () => null);

  /**
   * @param {Settings} settings
   * @param {Float32Array | null} recording seed70.f32, whose weights replace ours each 100 steps
   * @param {Initial} first draws the first weights; that of random.js is nn.Linear's
   */
  constructor(settings, recording = null, first = initial) {
    const { seed, width, activation, initialization } = settings;
    this.settings = settings;
    this.recording = recording?.subarray(RECORDED_LOSSES);
    const parameters = first(sizes(width), new Generator(seed), initialization);
    this.network = new Network(sizes(width), activation, parameters);
    this.arrive();
  }

  get loss() {
    return this.losses[this.step];
  }

  /** How many of the four rows are classified correctly. */
  get correct() {
    const z = this.network.logits;
    return TARGETS.filter((target, row) => (target ? z[4 + row] > z[row] : z[row] >= z[4 + row]))
      .length;
  }

  /**
   * Move to a step, backward or forward, and set the network's weights and gradients to its.
   * @param {number} step
   */
  to(step) {
    const wanted = Math.min(Math.max(step, 0), STEPS);
    const { network } = this;
    const nearest = Math.floor(Math.min(wanted, this.reached) / KEPT_EVERY);
    const kept = this.kept[nearest];
    if (kept && (wanted < this.step || nearest * KEPT_EVERY > this.step)) {
      network.parameters.set(kept.parameters);
      network.velocity.set(kept.velocity);
      this.step = nearest * KEPT_EVERY;
      network.backward();
    }
    while (this.step < wanted) {
      network.step(this.settings.lr, this.settings.momentum);
      this.step++;
      this.arrive();
    }
  }

  /** Called at each new step. */
  arrive() {
    const { network, step, kept, recording } = this;
    if (step % KEPT_EVERY === 0) {
      const { parameters, velocity } = network;
      const row = step / KEPT_EVERY;
      if (recording) {
        const from = row * parameters.length;
        parameters.set(recording.subarray(from, from + parameters.length));
      }
      kept[row] ??= { parameters: parameters.slice(), velocity: velocity.slice() };
    }
    this.losses[step] = network.backward();
    this.reached = Math.max(this.reached, step);
  }
}
