// torch's CPU random number generator and nn.Linear's initialization, equal bit for bit.

const N = 624;
const M = 397;

/**
 * A layer's place in the array of all parameters: weights begin at `weight`, biases at `bias`.
 * @typedef {{ inputs: number, outputs: number, weight: number, bias: number, end: number }} Layout
 */

/** The Mersenne Twister that torch.manual_seed(seed) sets up, 32 bits at a time. */
export class Generator {
  state = new Uint32Array(N);
  left = 0; // numbers until the next twist

  /** @param {number} seed */
  constructor(seed) {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < N; i++) {
      state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** 32 random bits. */
  bits() {
    if (this.left === 0) this.twist();
    let y = this.state[N - this.left--];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  twist() {
    const { state } = this;
    for (let i = 0; i < N; i++) {
      const y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.left = N;
  }

  /** A float32 in [0, 1): 24 bits. */
  single() {
    return (this.bits() & 0xffffff) / 0x1000000;
  }

  /**
   * tensor.uniform_(-bound, bound): scaled and shifted with one rounding, as a fused multiply-add.
   * @param {Float32Array} tensor
   * @param {number} bound
   */
  uniform(tensor, bound) {
    const low = Math.fround(-bound);
    const width = Math.fround(Math.fround(bound) - low);
    for (let i = 0; i < tensor.length; i++) tensor[i] = this.single() * width + low;
  }
}

/**
 * The layout of a multilayer perceptron's parameters, in the order of `parameters()`.
 * @param {number[]} sizes
 * @returns {Layout[]}
 */
export function layout(sizes) {
  let at = 0;
  return sizes.slice(1).map((outputs, i) => {
    const inputs = sizes[i];
    const weight = at;
    const bias = at + inputs * outputs;
    at = bias + outputs;
    return { inputs, outputs, weight, bias, end: at };
  });
}

/**
 * All parameters of a multilayer perceptron as nn.Linear draws them, layer by layer.
 * @param {number[]} sizes
 * @param {Generator} generator
 */
export function initial(sizes, generator) {
  const layers = layout(sizes);
  const parameters = new Float32Array(layers[layers.length - 1].end);
  for (const { inputs, weight, bias, end } of layers) {
    // kaiming_uniform_(a=sqrt(5)) with torch's order of roundings
    const gain = Math.sqrt(2 / (1 + Math.sqrt(5) ** 2));
    const deviation = gain / Math.sqrt(inputs);
    generator.uniform(parameters.subarray(weight, bias), Math.sqrt(3) * deviation);
    generator.uniform(parameters.subarray(bias, end), 1 / Math.sqrt(inputs));
  }
  return parameters;
}

/** The source notebook's network: two inputs, two hidden layers, two logits. */
export const SIZES = [2, 4, 2, 2];

/** The parameters of the source notebook's network: the second that is drawn after seed 70. */
export function notebook() {
  const generator = new Generator(70);
  initial(SIZES, generator);
  return initial(SIZES, generator);
}
