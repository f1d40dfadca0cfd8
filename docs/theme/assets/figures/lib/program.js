// The same run as a Python program that needs only torch.

import { sizes } from "./run.js";

/** @type {Record<string, string>} */
const MODULES = { sigmoid: "Sigmoid", tanh: "Tanh", relu: "ReLU", gelu: "GELU" };
/** Statements that replace nn.Linear's own weights. @type {Record<string, string[]>} */
const REDRAWN = {
  linear: [],
  xavier: ["nn.init.xavier_uniform_(layer.weight)", "nn.init.zeros_(layer.bias)"],
  kaiming: [
    'nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")',
    "nn.init.zeros_(layer.bias)",
  ],
  orthogonal: ["nn.init.orthogonal_(layer.weight)", "nn.init.zeros_(layer.bias)"],
  alike: ["nn.init.constant_(layer.weight, 0.5)", "nn.init.constant_(layer.bias, 0.5)"],
};

/** @param {number} x */
const float = (x) => (Number.isInteger(x) ? `${x}.0` : String(x));

/**
 * `new Run(settings).to(steps)` as a PyTorch program, which prints the loss from time to time.
 * @param {import("./run.js").Settings} settings
 * @param {number} steps
 */
export function program({ seed, width, activation, lr, momentum, initialization }, steps) {
  const all = sizes(width);
  const last = all.length - 2;
  const settings = [float(lr), ...(momentum ? [`momentum=${float(momentum)}`] : [])].join(", ");
  const layers = all
    .slice(1)
    .flatMap((size, l) => [
      `    nn.Linear(${all[l]}, ${size}),`,
      ...(l < last ? [`    nn.${MODULES[activation]}(),`] : []),
    ]);
  const redrawn = REDRAWN[initialization];
  return [
    "import torch",
    "from torch import nn",
    "",
    "inputs = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])",
    "targets = torch.tensor([0, 1, 1, 0])",
    "",
    `torch.manual_seed(${seed})`,
    "model = nn.Sequential(",
    ...layers,
    ")",
    ...(redrawn.length
      ? ["for layer in model[::2]:", ...redrawn.map((line) => `    ${line}`)]
      : []),
    "loss_function = nn.CrossEntropyLoss()",
    `optimizer = torch.optim.SGD(model.parameters(), lr=${settings})`,
    "",
    `for step in range(${steps} + 1):`,
    "    optimizer.zero_grad()",
    "    loss = loss_function(model(inputs), targets)",
    `    if step % 100 == 0 or step == ${steps}:`,
    '        print(f"step {step:5}  loss {loss.item():.6f}")',
    "    loss.backward()",
    "    optimizer.step()",
    "",
  ].join("\n");
}
