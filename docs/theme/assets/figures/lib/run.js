// A training that one can go back and forth in: every loss so far, and any step again.

import { Network, TARGETS } from "./network.js";
import { Generator, initial } from "./random.js";

export const STEPS = 10_000; // a run ends here
const EVERY = 100; // what is needed to go on is kept each so many steps, as in the recording
const RECORDED_LOSSES = 1001; // stand before the recording's weights

/** The source notebook's run: `xor_tutorial.train()`'s own settings. */
export const DEFAULTS = { seed: 70, width: "4-2", activation: "sigmoid", lr: 0.7, momentum: 0, initialization: "linear" };

/** Whether these settings are those of the recorded run. */
export const recorded = (settings) => Object.keys(DEFAULTS).every((key) => settings[key] === DEFAULTS[key]);

/** "4-2" → [2, 4, 2, 2]: hidden layers between two inputs and two classes. */
export const sizes = (width) => [2, ...width.split("-").map(Number), 2];

/** What xor_tutorial.recordings wrote of torch's run; null if it can't be had. */
export async function fetchRecording() {
  const answer = await fetch(new URL("../../recordings/seed70.f32", import.meta.url)).catch(() => null);
  return answer?.ok ? new Float32Array(await answer.arrayBuffer()) : null;
}

export class Run {
  /** `recording`: a Float32Array of seed70.f32, whose weights take the place of ours each 100 steps.
      `first` draws the first weights; random.js' knows no initialization but nn.Linear's own. */
  constructor(settings, recording = null, first = initial) {
    this.settings = settings;
    this.recording = recording?.subarray(RECORDED_LOSSES);
    const parameters = first(sizes(settings.width), new Generator(settings.seed), settings.initialization);
    this.network = new Network(sizes(settings.width), settings.activation, parameters);
    this.losses = new Float32Array(STEPS + 1);
    this.kept = Array.from({ length: STEPS / EVERY + 1 }, () => null);
    this.step = this.reached = 0;
    this.arrive();
  }

  get loss() { return this.losses[this.step]; }

  /** How many of the four rows get their right class. */
  get right() {
    const z = this.network.pass.h.at(-1);
    return TARGETS.filter((target, row) => (target ? z[4 + row] > z[row] : z[row] >= z[4 + row])).length;
  }

  /** Go to a step, backwards or forwards: the network then has its weights and its gradients. */
  to(step) {
    const wanted = Math.min(Math.max(step, 0), STEPS), { network, kept } = this;
    const near = Math.floor(Math.min(wanted, this.reached) / EVERY);
    if (wanted < this.step || near * EVERY > this.step) {
      network.parameters.set(kept[near].parameters);
      network.velocity.set(kept[near].velocity);
      this.step = near * EVERY;
      network.backward();
    }
    while (this.step < wanted) {
      network.step(this.settings.lr, this.settings.momentum);
      this.step++;
      this.arrive();
    }
  }

  arrive() {
    const { network, step, kept, recording } = this;
    if (step % EVERY === 0) {
      const { parameters, velocity } = network, row = step / EVERY;
      if (recording) parameters.set(recording.subarray(row * parameters.length, (row + 1) * parameters.length));
      kept[row] ??= { parameters: parameters.slice(), velocity: velocity.slice() };
    }
    this.losses[step] = network.backward();
    this.reached = Math.max(this.reached, step);
  }
}
