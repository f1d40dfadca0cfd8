// The package's optimizers in float32, operation by operation, so that they round as in torch.

/**
 * An optimizer's state for a weight: steps, velocity, mean and mean square of the gradient.
 * @typedef {{ t?: number, velocity?: number, mean?: number, square?: number }} State
 */
/**
 * Names and defaults are torch's.
 * @typedef {{ lr: number, momentum?: number, alpha?: number, betas?: number[], eps?: number,
 *   weight_decay?: number }} Settings
 */
/** @typedef {(w: number, g: number, state: State, settings: Settings) => number} Update */

const f32 = Math.fround;

/**
 * a + b · c rounded once as in torch's kernels: a product of two float32 is exact in a double.
 * @param {number} a
 * @param {number} b
 * @param {number} c
 */
const fused = (a, b, c) => f32(a + f32(b) * c);

/**
 * Linear interpolation between a and b; torch starts from the nearer end.
 * @param {number} a
 * @param {number} b
 * @param {number} weight
 */
const lerp = (a, b, weight) =>
  weight < 0.5 ? fused(a, weight, f32(b - a)) : fused(b, -f32(1 - f32(weight)), f32(b - a));

/**
 * α s + (1 − α) g²
 * @param {number} s
 * @param {number} g
 * @param {number} alpha
 */
const meanSquare = (s, g, alpha) => fused(f32(s * f32(alpha)), f32(f32(1 - alpha) * g), g);

/**
 * w + value · a / b
 * @param {number} w
 * @param {number} a
 * @param {number} b
 * @param {number} value
 */
const addcdiv = (w, a, b, value) => f32(w + f32(f32(f32(value) * a) / b));

/**
 * Adam's step, without weight decay.
 * @type {Update}
 */
function adam(w, g, state, { lr, betas = [0.9, 0.999], eps = 1e-8 }) {
  const [beta1, beta2] = betas;
  const t = (state.t ?? 0) + 1;
  const mean = lerp(state.mean ?? 0, g, 1 - beta1);
  const square = meanSquare(state.square ?? 0, g, beta2);
  Object.assign(state, { t, mean, square });
  const root = f32(f32(Math.sqrt(square)) / f32(Math.sqrt(1 - beta2 ** t)));
  return addcdiv(w, mean, f32(root + f32(eps)), -lr / (1 - beta1 ** t));
}

/**
 * The new velocity.
 * @type {Update}
 */
function accelerate(w, g, state, { momentum = 0.9 }) {
  state.velocity = f32(f32((state.velocity ?? 0) * f32(momentum)) + g);
  return state.velocity;
}

/**
 * The new weight from a weight, its gradient, its state, and the settings.
 * @type {Record<string, Update>}
 */
export const optimizers = {
  SGD: (w, g, state, { lr }) => fused(w, -lr, g),
  Momentum: (w, g, state, settings) => fused(w, -settings.lr, accelerate(w, g, state, settings)),
  Nesterov(w, g, state, settings) {
    const velocity = accelerate(w, g, state, settings);
    return fused(w, -settings.lr, fused(g, settings.momentum ?? 0.9, velocity));
  },
  RMSprop(w, g, state, { lr, alpha = 0.99, eps = 1e-8 }) {
    state.square = meanSquare(state.square ?? 0, g, alpha);
    return addcdiv(w, g, f32(f32(Math.sqrt(state.square)) + f32(eps)), -lr);
  },
  Adam(w, g, state, settings) {
    const { weight_decay: decay = 0 } = settings;
    return adam(w, decay ? fused(g, decay, w) : g, state, settings);
  },
  AdamW(w, g, state, settings) {
    const { lr, weight_decay: decay = 0.01 } = settings;
    return adam(f32(w * f32(1 - lr * decay)), g, state, settings);
  },
};

/**
 * The path of an optimizer: its start and its position after each step, [[x, y], …] in float32.
 * @param {string} name
 * @param {Settings} settings
 * @param {(x: number, y: number) => number[]} gradient
 * @param {[number, number]} start
 * @param {number} steps
 */
export function path(name, settings, gradient, start, steps) {
  const places = [start.map(f32)];
  /** @type {State[]} */
  const states = start.map(() => ({}));
  for (let t = 0; t < steps; t++) {
    const [x, y] = places[t];
    const slope = gradient(x, y);
    places.push([x, y].map((w, i) => optimizers[name](w, slope[i], states[i], settings)));
  }
  return places;
}
