// xor_tutorial's optimizers in float32, operation for operation, so that they round as torch does.
//
// Each is one function of a weight `w`, its gradient `g`, what is remembered of the weight, and the
// settings; it gives the new weight. Names and defaults of settings are torch's.

const f32 = Math.fround;

// a + b · c rounded once, as torch's kernels do: a product of two float32 is exact in a double.
const fused = (a, b, c) => f32(a + f32(b) * c);

// The part `weight` of the way from a to b; torch starts from the end that is nearer.
const lerp = (a, b, weight) =>
  weight < 0.5 ? fused(a, weight, f32(b - a)) : fused(b, -f32(1 - f32(weight)), f32(b - a));

// α s + (1 − α) g²
const square = (s, g, alpha) => fused(f32(s * f32(alpha)), f32(f32(1 - alpha) * g), g);

// w + value · a / b
const quotient = (w, a, b, value) => f32(w + f32(f32(f32(value) * a) / b));

function adapt(w, g, memory, { lr, betas: [beta1, beta2], eps }) {
  memory.t = (memory.t ?? 0) + 1;
  memory.m = lerp(memory.m ?? 0, g, 1 - beta1);
  memory.s = square(memory.s ?? 0, g, beta2);
  const root = f32(f32(Math.sqrt(memory.s)) / f32(Math.sqrt(1 - beta2 ** memory.t)));
  return quotient(w, memory.m, f32(root + f32(eps)), -lr / (1 - beta1 ** memory.t));
}

export const optimizers = {
  SGD: (w, g, memory, { lr }) => fused(w, -lr, g),
  Momentum(w, g, memory, { lr, momentum = 0.9 }) {
    memory.v = f32(f32((memory.v ?? 0) * f32(momentum)) + g);
    return fused(w, -lr, memory.v);
  },
  Nesterov(w, g, memory, { lr, momentum = 0.9 }) {
    memory.v = f32(f32((memory.v ?? 0) * f32(momentum)) + g);
    return fused(w, -lr, fused(g, momentum, memory.v));
  },
  RMSprop(w, g, memory, { lr, alpha = 0.99, eps = 1e-8 }) {
    memory.s = square(memory.s ?? 0, g, alpha);
    return quotient(w, g, f32(f32(Math.sqrt(memory.s)) + f32(eps)), -lr);
  },
  Adam(w, g, memory, { lr, betas = [0.9, 0.999], eps = 1e-8, weight_decay = 0 }) {
    return adapt(w, weight_decay ? fused(g, weight_decay, w) : g, memory, { lr, betas, eps });
  },
  AdamW(w, g, memory, { lr, betas = [0.9, 0.999], eps = 1e-8, weight_decay = 0.01 }) {
    return adapt(f32(w * f32(1 - lr * weight_decay)), g, memory, { lr, betas, eps });
  },
};

/** Where an optimizer comes: the start and a place for each step, [[x, y], …] in float32. */
export function path(name, settings, gradient, start, steps) {
  const places = [[...start].map(f32)];
  const memory = start.map(() => ({}));
  for (let t = 0; t < steps; t++) {
    const w = places[t], g = gradient(...w);
    places.push(w.map((value, i) => optimizers[name](value, g[i], memory[i], settings)));
  }
  return places;
}
