// A multilayer perceptron in float32 that learns XOR: what torch computes, in torch's order.
//
// Numbers are summed in double precision and rounded where they are stored, in Float32Arrays that
// are made once: a step allocates nothing. `tests/interactive/test_network.py` holds it against torch.

import { layout } from "./random.js";

export const INPUTS = [[0, 0], [1, 0], [0, 1], [1, 1]];
export const TARGETS = [0, 1, 1, 0];

const gauss = (x) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);

// The normal distribution's Φ at each 1/32 from −6 to 6, from 1/2 in the middle by Simpson's rule.
const FINE = 32, MIDDLE = 6 * FINE, PHI = new Float64Array(2 * MIDDLE + 1).fill(0.5);
const SLOPE = PHI.map((_, i) => gauss((i - MIDDLE) / FINE));
for (let i = 1; i <= MIDDLE; i++) {
  const area = (SLOPE[MIDDLE + i - 1] + 4 * gauss((i - 0.5) / FINE) + SLOPE[MIDDLE + i]) / (6 * FINE);
  PHI[MIDDLE + i] = PHI[MIDDLE + i - 1] + area;
  PHI[MIDDLE - i] = 1 - PHI[MIDDLE + i];
}

/** Φ(x) by Taylor's formula from the nearest of these, to 1e-8: no power of e for each point of the plane. */
function phi(x) {
  if (!(Math.abs(x) < 6)) return x > 0 ? 1 : 0;
  const i = (x * FINE + MIDDLE + 0.5) | 0, near = (i - MIDDLE) / FINE, d = x - near;
  return PHI[i] + d * SLOPE[i] * (1 - d / 2 * (near - d / 3 * (near * near - 1)));
}

/** `value` makes h of z, within `range`; `slope` multiplies what came back for h, in d, by dh/dz. */
export const ACTIVATIONS = {
  sigmoid: {
    range: [0, 1],
    value(z, h) { for (let i = 0; i < z.length; i++) h[i] = 1 / (1 + Math.exp(-z[i])); },
    slope(z, h, d) { for (let i = 0; i < d.length; i++) d[i] *= h[i] * (1 - h[i]); },
  },
  tanh: {
    range: [-1, 1],
    value(z, h) { for (let i = 0; i < z.length; i++) h[i] = Math.tanh(z[i]); },
    slope(z, h, d) { for (let i = 0; i < d.length; i++) d[i] *= 1 - h[i] * h[i]; },
  },
  relu: {
    range: [0, Infinity],
    value(z, h) { for (let i = 0; i < z.length; i++) h[i] = z[i] > 0 ? z[i] : 0; },
    slope(z, h, d) { for (let i = 0; i < d.length; i++) if (!(z[i] > 0)) d[i] = 0; },
  },
  gelu: {
    range: [0, Infinity], // but for a dip of 0.17
    value(z, h) { for (let i = 0; i < z.length; i++) h[i] = z[i] * phi(z[i]); },
    slope(z, h, d) { for (let i = 0; i < d.length; i++) d[i] *= phi(z[i]) + z[i] * gauss(z[i]); },
  },
};

/** Layer after layer for `count` inputs at once, a multiple of 4; unit j's are at j * count, in a row. */
export class Pass {
  constructor(network, count) {
    this.network = network;
    this.count = count;
    this.input = new Float32Array(network.sizes[0] * count);
    this.z = network.layers.map(({ outputs }) => new Float32Array(outputs * count));
    this.h = this.z.map((z, i) => (i < this.z.length - 1 ? new Float32Array(z.length) : z));
  }

  forward() {
    const { network, count, z, h } = this;
    for (let l = 0; l < z.length; l++) {
      affine(network.layers[l], l ? h[l - 1] : this.input, z[l], count);
      if (l < z.length - 1) network.activation.value(z[l], h[l]);
    }
  }
}

/** z = W x + b, four inputs at a time. */
function affine({ inputs, outputs, weight, bias }, x, z, count) {
  for (let j = 0; j < outputs; j++) {
    for (let i = 0; i < count; i += 4) {
      let a = bias[j], b = a, c = a, d = a;
      for (let k = 0, at = i, w = j * inputs; k < inputs; k++, at += count, w++) {
        a += weight[w] * x[at];
        b += weight[w] * x[at + 1];
        c += weight[w] * x[at + 2];
        d += weight[w] * x[at + 3];
      }
      const to = j * count + i;
      z[to] = a;
      z[to + 1] = b;
      z[to + 2] = c;
      z[to + 3] = d;
    }
  }
}

/** The gradients of a layer for the four rows, from those of its z; and those of its x, if wanted. */
function affineBack({ inputs, outputs, weight, weightGradient, biasGradient }, x, dz, dx) {
  if (dx) dx.fill(0);
  for (let j = 0; j < outputs; j++) {
    const at = 4 * j, a = dz[at], b = dz[at + 1], c = dz[at + 2], d = dz[at + 3];
    biasGradient[j] = a + b + c + d;
    for (let k = 0, w = j * inputs, i = 0; k < inputs; k++, w++, i += 4) {
      weightGradient[w] = a * x[i] + b * x[i + 1] + c * x[i + 2] + d * x[i + 3];
      if (dx) {
        dx[i] += a * weight[w];
        dx[i + 1] += b * weight[w];
        dx[i + 2] += c * weight[w];
        dx[i + 3] += d * weight[w];
      }
    }
  }
}

/** A network of `sizes`, from 2 inputs to 2 classes, with all parameters in one row. */
export class Network {
  constructor(sizes, activation, parameters) {
    this.sizes = sizes;
    this.activation = ACTIVATIONS[activation];
    this.parameters = parameters.slice();
    this.gradients = new Float32Array(parameters.length);
    this.velocity = new Float32Array(parameters.length);
    this.layers = layout(sizes).map(({ inputs, outputs, weight, bias, end }) => ({
      inputs,
      outputs,
      weight: this.parameters.subarray(weight, bias),
      bias: this.parameters.subarray(bias, end),
      weightGradient: this.gradients.subarray(weight, bias),
      biasGradient: this.gradients.subarray(bias, end),
    }));
    this.pass = new Pass(this, 4);
    this.pass.input.set([0, 1].flatMap((k) => INPUTS.map((row) => row[k])));
    this.d = this.layers.map(({ outputs }) => new Float32Array(4 * outputs));
  }

  /** Forward and back over the four rows: the mean cross-entropy, and every gradient of it. */
  backward() {
    const { layers, pass, activation, d } = this, last = layers.length - 1;
    pass.forward();
    const z = pass.z[last], dz = d[last];
    let loss = 0;
    for (let row = 0; row < 4; row++) {
      const sign = TARGETS[row] ? 1 : -1, margin = sign * (z[4 + row] - z[row]);
      const small = Math.exp(-Math.abs(margin)); // at most 1: nothing overflows
      loss += (margin < 0 ? -margin : 0) + Math.log1p(small);
      const wrong = (margin < 0 ? 1 : small) / (1 + small); // the wrong class's probability
      dz[4 + row] = -sign * wrong / 4;
      dz[row] = sign * wrong / 4;
    }
    for (let l = last; l >= 0; l--) {
      affineBack(layers[l], l ? pass.h[l - 1] : pass.input, d[l], l ? d[l - 1] : null);
      if (l) activation.slope(pass.z[l - 1], pass.h[l - 1], d[l - 1]);
    }
    return Math.fround(loss / 4);
  }

  /** torch.optim.SGD's step with the gradients as they are. */
  step(lr, momentum) {
    const { parameters, gradients, velocity } = this, rate = Math.fround(lr);
    for (let i = 0; i < parameters.length; i++) {
      velocity[i] = velocity[i] * momentum + gradients[i];
      parameters[i] -= rate * velocity[i];
    }
  }
}
