// The same run as a program of its own: Python that needs torch and nothing else.

import { sizes } from "./run.js";

/** @type {Record<string, string>} */
const MODULES = { sigmoid: "Sigmoid", tanh: "Tanh", relu: "ReLU", gelu: "GELU" };
/** After nn.Linear has drawn its own. @type {Record<string, string[]>} */
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
 * What `new Run(settings).to(steps)` does, in PyTorch; it prints the loss now and then.
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
