# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# <a id="lab"></a>
# # The lab notebook
#
# Use this page to review the course: it goes from softmax to predictions in one go and teaches nothing new. The course grew from a notebook, called the source notebook below. Here it is in today's PyTorch, with its mistakes corrected, and run from the first cell to the last.
#
# The outputs below are from when this site was built. What was corrected is listed one by one in the [errata](reference/errata.md). One mistake is kept, the target 0 in “The loss” and “One step”, so that the numbers can be compared with the original's.
#
# Download the notebook, change a cell and run it again. Even without a GPU, all cells together run in less than a minute. At the end there is [something to try](#try), with [answers](#answers). The first line of each section names the page that teaches its subject.

# %%
import math
import tempfile
from pathlib import Path

import torch
from torch import nn

torch.__version__

# %% [markdown]
# <a id="softmax"></a>
# ## Softmax
#
# Lesson: [Softmax](softmax.md).
#
# Softmax makes scores positive with the exponential function, then divides them by their sum. $C$ is the number of classes.
#
# $$p_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}$$

# %%
scores = torch.tensor([3.0, 1.0, 5.0, 9.0])
probabilities = torch.softmax(scores, dim=0)
probabilities.round(decimals=3)

# %% [markdown]
# As a layer it computes the same. With `dim=1` each row adds up to 1.

# %%
softmax_layer = nn.Softmax(dim=1)
batch = torch.tensor([[3.0, 1.0, 5.0, 9.0], [4.0, 6.0, 5.0, 3.0]])
print(batch.shape)
probabilities = softmax_layer(batch)
print(probabilities.round(decimals=3))
print(probabilities.sum(dim=1))

# %% [markdown]
# <a id="log-softmax"></a>
# ### Log-softmax
#
# Lesson: [Log-softmax](softmax.md#log-softmax) on Softmax.
#
# It gives the logarithms of the probabilities without computing the probabilities first.

# %%
torch.log_softmax(batch, dim=1)

# %% [markdown]
# So even where a probability is too small for float32 and becomes 0, its logarithm comes out right. The logarithm of softmax is −∞ there. That is why losses use log-softmax.

# %%
extreme = torch.tensor([0.0, 200.0])
print(torch.softmax(extreme, dim=0).log())
print(torch.log_softmax(extreme, dim=0))

# %% [markdown]
# <a id="loss"></a>
# ## The loss
#
# Lesson: [Losses](losses.md).
#
# This is the XOR network. `nn.CrossEntropyLoss` contains log-softmax, so the network doesn't end with a softmax. `predict` switches to evaluation mode and then back to the mode that the model was in. The line `@torch.inference_mode()` above `predict` does the same as a `with torch.inference_mode():` around the body of `predict`.

# %%
class XOR(nn.Module):
    """2-4-2-2 with sigmoids between; the last layer gives logits."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(2, 4),
            nn.Sigmoid(),
            nn.Linear(4, 2),
            nn.Sigmoid(),
            nn.Linear(2, 2),
        )

    def forward(self, x):
        return self.layers(x)

    @torch.inference_mode()
    def predict(self, x):
        training = self.training
        self.eval()
        probabilities = torch.softmax(self(x), dim=1)
        self.train(training)
        return probabilities

# %% [markdown]
# The source notebook used the target 0 for XOR(0, 1), which is wrong. The first number is the loss for it, the second the loss for the right target, 1.

# %%
torch.manual_seed(70)
model = XOR()
loss_function = nn.CrossEntropyLoss()
x = torch.tensor([[0.0, 1.0]])
print(f"target 0: {loss_function(model(x), torch.tensor([0])).item():.7f}")
print(f"target 1: {loss_function(model(x), torch.tensor([1])).item():.7f}")

# %% [markdown]
# <a id="autograd"></a>
# ## Autograd
#
# Lesson: [Autograd](autograd.md).
#
# `requires_grad_()` sets the flag that says “compute a gradient for this tensor”; its values stay the same.

# %%
ten = torch.tensor([10.0])
print(ten.requires_grad, ten)
ten.requires_grad_()
print(ten.requires_grad, ten)

# %% [markdown]
# <a id="graph"></a>
# ### The graph
#
# Lesson: [The graph](autograd.md#graph) on Autograd.
#
# $c = a + b$, $d = 2b + 1$, $e = c \times d$. Only `a` has `requires_grad=True`.

# %%
a = torch.tensor([2.0], requires_grad=True)
b = torch.tensor([3.0])
c = a + b
d = 2 * b + 1
e = c * d
for name, tensor in zip("abcde", (a, b, c, d, e)):
    way_back = tensor.grad_fn.name() if tensor.grad_fn else None
    print(f"{name} = {tensor.item()}: {tensor.requires_grad}, {way_back}")

# %%
e.backward()
a.grad, b.grad

# %% [markdown]
# If `b` has `requires_grad=True` as well, and `retain_grad()` keeps the gradients of the tensors in between, all five gradients can be seen.

# %%
b.requires_grad_()
a.grad = None
c = a + b
d = 2 * b + 1
e = c * d
for tensor in (c, d, e):
    tensor.retain_grad()
e.backward()
for name, tensor in zip("abcde", (a, b, c, d, e)):
    print(f"de/d{name} = {tensor.grad.item():g}")

# %% [markdown]
# <a id="optim"></a>
# ## One step
#
# Lesson: [One step](one-step.md).
#
# The source notebook used the second network after seed 70. Here the seed is set again and two networks are drawn, so the result doesn't depend on the order in which cells are run. The target is the source notebook's wrong one, 0, so that the numbers can be compared. The six tensors hold 28 numbers. One of them is checked below: $w_{22}$, in the second row and second column of the first tensor.

# %%
torch.manual_seed(70)
first, model = XOR(), XOR()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loss = loss_function(model(x), torch.tensor([0]))
loss.backward()
list(model.parameters())

# %%
print("weight", model.layers[0].weight.detach(), sep="\n")
print("gradient", model.layers[0].weight.grad, sep="\n")
optimizer.step()
print("weight after the step", model.layers[0].weight.detach(), sep="\n")

# %% [markdown]
# The weight $w_{22}$ after the step can be checked by hand: it is $-0.1563 - 0.1 \times 0.0081$.

# %%
round(-0.1563 - 0.1 * 0.0081, 4)

# %% [markdown]
# <a id="train"></a>
# ## Training on XOR
#
# Lesson: [Training](train.md).
#
# Each of the 10,000 steps uses all four rows. The weights that gave the best loss are kept, so they are copied before `step()`. The steps are counted from 1, as the source notebook did. At first the loss stays near ln 2, where both classes get 1/2. [Training](train.md#why-flat) explains why, and why it falls in the end.

# %%
torch.manual_seed(70)
device = "cuda" if torch.cuda.is_available() else "cpu"
inputs = torch.tensor([[0, 0], [1, 0], [0, 1], [1, 1]]).float().to(device)
targets = torch.tensor([0, 1, 1, 0], device=device)
model = XOR().to(device)
optimizer = torch.optim.SGD(model.parameters(), lr=0.7)

best_loss, best_weights = math.inf, None
for step in range(10_000):
    optimizer.zero_grad()
    loss = loss_function(model(inputs), targets)
    if loss.item() < best_loss:
        best_loss = loss.item()
        best_weights = {name: w.clone() for name, w in model.state_dict().items()}
    loss.backward()
    optimizer.step()
    if step % 1000 == 0:
        print(f"[{step + 1}] Loss: {loss.item():.4f}")

# %%
model.state_dict()

# %% [markdown]
# <a id="predict"></a>
# ## Using the model
#
# Lesson: [Save and predict](save-and-predict.md).
#
# Unlike in the source notebook, the file is written only once, at the end. With `map_location="cpu"` it can be loaded on a machine without a GPU, too.

# %%
inputs = inputs.cpu()
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "xor.pt"
    torch.save(best_weights, path)
    loaded = torch.load(path, map_location="cpu", weights_only=True)

model = XOR()
model.load_state_dict(loaded)
inputs

# %%
probabilities = model.predict(inputs)
print(probabilities)
predictions = probabilities.argmax(dim=1)
print(predictions)
print(f"accuracy {(predictions == targets.cpu()).float().mean().item():.0%}")

# %% [markdown]
# In the output, `e-04` means $\times\, 10^{-4}$. These are the best weights and not the last ones, so the last digits differ a little from [Save and predict](save-and-predict.md).

# %% [markdown]
# <a id="try"></a>
# ## Something to try
#
# `train` below is the loop from above as a function, with its settings as arguments. It counts the steps from 0. Predict first, then run it and compare with the [answers](#answers) below. The runs behind them are printed at the very end, so don't scroll past the answers before you have predicted. Nothing here checks your answer for you.
#
# 1. With momentum 0.9, that is `train(momentum=0.9)`, is the loss below 0.01 at step 500? And with momentum 0.9 and a learning rate of 0.07?
# 2. Try seeds 0 to 4 with momentum 0.9. One of the seeds doesn't learn XOR. At what loss does it end, and [what has it learned](train.md#other-plateaus)?
# 3. Replace both `nn.Sigmoid()` with `nn.Tanh()` in `XOR`, run that cell again, and call `train(every=50)`. How many steps does it take now? (Change it back before the next question, and run the cell once more.)
# 4. Change the targets to those of AND (and change them back before the next question). Is there still a plateau?
# 5. Repeat the step of the section *One step*, but with the target 1. Which of the gradients change their sign?

# %%
def train(seed=70, lr=0.7, momentum=0.0, steps=2000, every=500):
    torch.manual_seed(seed)
    model = XOR()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    print("step  loss")
    for step in range(steps + 1):
        optimizer.zero_grad()
        loss = loss_function(model(inputs), targets.cpu())
        loss.backward()
        optimizer.step()
        if step % every == 0:
            print(f"{step:4}  {loss.item():.4f}")
    return model


model = train()
model.predict(inputs).argmax(dim=1)

# %% [markdown]
# <a id="answers"></a>
# ## Answers
#
# <details class="success" markdown="1"><summary>1. Momentum</summary>
#
# With momentum 0.9 the loss at step 500 is far below 0.01. With a learning rate of 0.07 as well, it is still near ln 2: momentum 0.9 makes steps up to ten times as long, so with a tenth of the rate, training is about as slow as without momentum. [Momentum and Adam](thousand-seeds.md#optimizer) has the numbers for a thousand seeds.
#
# </details>
#
# <details class="success" markdown="1"><summary>2. Five seeds</summary>
#
# Seed 0 ends at 0.48. It has learned the row (1, 0), and it gives the other three rows the same answer, about 1/3 for class 1. [A loss that stays somewhere else](train.md#other-plateaus) explains it.
#
# </details>
#
# <details class="success" markdown="1"><summary>3. Tanh</summary>
#
# With tanh, XOR is solved after little more than 100 steps; with sigmoids it takes more than 1,000. [The activation function](thousand-seeds.md#activation) compares tanh and others.
#
# </details>
#
# <details class="success" markdown="1"><summary>4. AND</summary>
#
# No, at step 500 the loss is already below 0.01. One line separates AND, so the rows don't [cancel each other](train.md#why-flat) as they do in XOR.
#
# </details>
#
# <details class="success" markdown="1"><summary>5. The other target</summary>
#
# All gradients that aren't 0 change their sign. With two classes $p - y$ consists of two numbers of equal size and opposite sign, and with the other target both signs change. All gradients of the step are proportional to it, so all of them change their sign. The first column stays 0 because $x_1$ is 0. [One step](one-step.md#wrong-label) compares both targets.
#
# </details>

# %% [markdown]
# These are the runs behind the answers, question by question. In 1 to 4 the second column of each table is the loss.
#
# 1\. Momentum 0.9, first with the learning rate 0.7, then with 0.07.

# %%
_ = train(momentum=0.9), train(momentum=0.9, lr=0.07)

# %% [markdown]
# 2\. Momentum 0.9, seeds 0 to 4. Below them are the probabilities of class 1 that seed 0 gives to the four rows.

# %%
for seed in range(5):
    print("seed", seed)
    train(seed=seed, momentum=0.9, every=2000)

# %%
model = train(seed=0, momentum=0.9, every=2000)
model.predict(inputs)[:, 1]

# %% [markdown]
# 3\. Tanh. The code doesn't edit `XOR`: it makes a network with tanh from it. `train` calls `XOR()`, so for one run the name `XOR` stands for that network.

# %%
class TanhXOR(XOR):
    def __init__(self):
        super().__init__()
        self.layers[1] = self.layers[3] = nn.Tanh()


sigmoid_network, XOR = XOR, TanhXOR
_ = train(steps=200, every=50)
XOR = sigmoid_network

# %% [markdown]
# 4\. AND.

# %%
targets = torch.tensor([0, 0, 0, 1])
_ = train(steps=500)
targets = torch.tensor([0, 1, 1, 0])

# %% [markdown]
# 5\. The gradients with the target 0, then with 1: of the first layer's weights and of the last layer's biases.

# %%
for target in (0, 1):
    torch.manual_seed(70)
    first, model = XOR(), XOR()
    loss_function(model(x), torch.tensor([target])).backward()
    print(model.layers[0].weight.grad, model.layers[4].bias.grad, sep="\n")
