// A multilayer perceptron in float32, trained on XOR with torch's operations in torch's order.
//
// Sums are in double precision and rounded when they are stored in Float32Arrays, which are allocated
// once: a step allocates nothing. `tests/interactive/test_network.py` compares with torch.

import { layout } from "./random.js";
import { INPUTS, TARGETS } from "./xor.js";

/**
 * @typedef {object} Activation
 * @property {[low: number, high: number]} range of its values
 * @property {(z: Float32Array, h: Float32Array) => void} forward computes h from z
 * @property {(z: Float32Array, h: Float32Array, gradient: Float32Array) => void} backward
 *   multiplies the gradient with respect to h by dh/dz, in place
 */

/**
 * A layer z = W x + b: views of the network's parameters and their gradients.
 * @typedef {object} Layer
 * @property {number} inputs
 * @property {number} outputs
 * @property {Float32Array} weight
 * @property {Float32Array} bias
 * @property {Float32Array} weightGradient
 * @property {Float32Array} biasGradient
 */

/**
 * The density of the standard normal distribution.
 * @param {number} x
 */
const density = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

// Its distribution function Φ at each 1/32 from −6 to 6, from 1/2 in the middle by Simpson's rule.
const PER_UNIT = 32;
const MIDDLE = 6 * PER_UNIT;
const PHI = new Float64Array(2 * MIDDLE + 1).fill(0.5);
const DENSITY = PHI.map((_, i) => density((i - MIDDLE) / PER_UNIT));
for (let i = 1; i <= MIDDLE; i++) {
  const half = density((i - 0.5) / PER_UNIT);
  const area = (DENSITY[MIDDLE + i - 1] + 4 * half + DENSITY[MIDDLE + i]) / (6 * PER_UNIT);
  PHI[MIDDLE + i] = PHI[MIDDLE + i - 1] + area;
  PHI[MIDDLE - i] = 1 - PHI[MIDDLE + i];
}

/**
 * Φ(x) to 1e-8 by Taylor's formula from the nearest of these, without an exponential per point.
 * @param {number} x
 */
function phi(x) {
  if (!(Math.abs(x) < 6)) return x > 0 ? 1 : 0;
  const i = (x * PER_UNIT + MIDDLE + 0.5) | 0;
  const near = (i - MIDDLE) / PER_UNIT;
  const d = x - near;
  return PHI[i] + d * DENSITY[i] * (1 - (d / 2) * (near - (d / 3) * (near * near - 1)));
}

/** @type {Record<string, Activation>} */
export const ACTIVATIONS = {
  sigmoid: {
    range: [0, 1],
    forward(z, h) {
      for (let i = 0; i < z.length; i++) h[i] = 1 / (1 + Math.exp(-z[i]));
    },
    backward(z, h, gradient) {
      for (let i = 0; i < z.length; i++) gradient[i] *= h[i] * (1 - h[i]);
    },
  },
  tanh: {
    range: [-1, 1],
    forward(z, h) {
      for (let i = 0; i < z.length; i++) h[i] = Math.tanh(z[i]);
    },
    backward(z, h, gradient) {
      for (let i = 0; i < z.length; i++) gradient[i] *= 1 - h[i] * h[i];
    },
  },
  relu: {
    range: [0, Infinity],
    forward(z, h) {
      for (let i = 0; i < z.length; i++) h[i] = z[i] > 0 ? z[i] : 0;
    },
    backward(z, h, gradient) {
      for (let i = 0; i < z.length; i++) if (!(z[i] > 0)) gradient[i] = 0;
    },
  },
  gelu: {
    range: [0, Infinity], // except for a minimum of −0.17
    forward(z, h) {
      for (let i = 0; i < z.length; i++) h[i] = z[i] * phi(z[i]);
    },
    backward(z, h, gradient) {
      for (let i = 0; i < z.length; i++) gradient[i] *= phi(z[i]) + z[i] * density(z[i]);
    },
  },
};

/** The values of all units for `count` inputs; those of unit j begin at j * count. */
export class Pass {
  /**
   * @param {Network} network
   * @param {number} count a multiple of 4
   */
  constructor(network, count) {
    this.network = network;
    this.count = count;
    this.input = new Float32Array(network.sizes[0] * count);
    /** Each layer's W x + b. */
    this.z = network.layers.map(({ outputs }) => new Float32Array(outputs * count));
    /** Each layer's output: the last has no activation. */
    this.h = this.z.map((z, l) => (l < this.z.length - 1 ? new Float32Array(z.length) : z));
  }

  forward() {
    const { network, count, z, h } = this;
    for (let l = 0; l < z.length; l++) {
      affine(network.layers[l], l ? h[l - 1] : this.input, z[l], count);
      if (l < z.length - 1) network.activation.forward(z[l], h[l]);
    }
  }
}

/**
 * z = W x + b, four inputs at a time.
 * @param {Layer} layer
 * @param {Float32Array} x
 * @param {Float32Array} z
 * @param {number} count
 */
function affine({ inputs, outputs, weight, bias }, x, z, count) {
  for (let j = 0; j < outputs; j++) {
    for (let i = 0; i < count; i += 4) {
      let a = bias[j];
      let b = a;
      let c = a;
      let d = a;
      for (let k = 0, from = i, w = j * inputs; k < inputs; k++, from += count, w++) {
        a += weight[w] * x[from];
        b += weight[w] * x[from + 1];
        c += weight[w] * x[from + 2];
        d += weight[w] * x[from + 3];
      }
      const to = j * count + i;
      z[to] = a;
      z[to + 1] = b;
      z[to + 2] = c;
      z[to + 3] = d;
    }
  }
}

/**
 * Compute a layer's gradients from that of its z for the four rows, and that of x if asked for.
 * @param {Layer} layer
 * @param {Float32Array} x
 * @param {Float32Array} zGradient
 * @param {Float32Array | null} xGradient
 */
function affineBackward(layer, x, zGradient, xGradient) {
  const { inputs, outputs, weight, weightGradient, biasGradient } = layer;
  if (xGradient) xGradient.fill(0);
  for (let j = 0; j < outputs; j++) {
    const a = zGradient[4 * j];
    const b = zGradient[4 * j + 1];
    const c = zGradient[4 * j + 2];
    const d = zGradient[4 * j + 3];
    biasGradient[j] = a + b + c + d;
    for (let k = 0, w = j * inputs, i = 0; k < inputs; k++, w++, i += 4) {
      weightGradient[w] = a * x[i] + b * x[i + 1] + c * x[i + 2] + d * x[i + 3];
      if (xGradient) {
        xGradient[i] += a * weight[w];
        xGradient[i + 1] += b * weight[w];
        xGradient[i + 2] += c * weight[w];
        xGradient[i + 3] += d * weight[w];
      }
    }
  }
}

/** A network from 2 inputs to 2 classes, with all parameters in one array. */
export class Network {
  /**
   * @param {number[]} sizes
   * @param {string} activation
   * @param {Float32Array} parameters
   */
  constructor(sizes, activation, parameters) {
    this.sizes = sizes;
    this.activation = ACTIVATIONS[activation];
    this.parameters = parameters.slice();
    this.gradients = new Float32Array(parameters.length);
    this.velocity = new Float32Array(parameters.length);
    /** @type {Layer[]} */
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
    /** The gradient with respect to each layer's z. */
    this.zGradients = this.layers.map(({ outputs }) => new Float32Array(4 * outputs));
  }

  /** The four rows' logits: class 0's, then class 1's. */
  get logits() {
    return this.pass.z[this.layers.length - 1];
  }

  /** Forward and backward pass over the four rows: returns the mean cross-entropy, sets gradients. */
  backward() {
    const { layers, pass, activation, zGradients } = this;
    const last = layers.length - 1;
    pass.forward();
    const z = pass.z[last];
    const zGradient = zGradients[last];
    let loss = 0;
    for (let row = 0; row < 4; row++) {
      const sign = TARGETS[row] ? 1 : -1;
      const margin = sign * (z[4 + row] - z[row]);
      const small = Math.exp(-Math.abs(margin)); // at most 1: nothing overflows
      loss += (margin < 0 ? -margin : 0) + Math.log1p(small);
      const wrong = (margin < 0 ? 1 : small) / (1 + small); // the wrong class's probability
      zGradient[4 + row] = (-sign * wrong) / 4;
      zGradient[row] = (sign * wrong) / 4;
    }
    for (let l = last; l >= 0; l--) {
      const x = l ? pass.h[l - 1] : pass.input;
      affineBackward(layers[l], x, zGradients[l], l ? zGradients[l - 1] : null);
      if (l) activation.backward(pass.z[l - 1], pass.h[l - 1], zGradients[l - 1]);
    }
    return Math.fround(loss / 4);
  }

  /**
   * A step of torch.optim.SGD with the current gradients.
   * @param {number} lr
   * @param {number} momentum
   */
  step(lr, momentum) {
    const { parameters, gradients, velocity } = this;
    const rate = Math.fround(lr);
    for (let i = 0; i < parameters.length; i++) {
      velocity[i] = velocity[i] * momentum + gradients[i];
      parameters[i] -= rate * velocity[i];
    }
  }
}
