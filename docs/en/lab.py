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
# The source notebook from first to last, in today's PyTorch and mended, run in one go. The outputs below are from when this site was built.

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
# Softmax makes scores positive by exponentials, then divides them by their sum.
#
# $$p_i = \frac{e^{z_i}}{\sum_{j=1}^{k} e^{z_j}}$$

# %%
scores = torch.tensor([3.0, 1.0, 5.0, 9.0])
probabilities = torch.softmax(scores, dim=0)
probabilities.round(decimals=3)

# %% [markdown]
# As a layer it does the same. With `dim=1` each row adds up to 1.

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
# Where a probability is so small that it rounds to 0, its logarithm still comes out right. That's why losses use it.

# %%
torch.log_softmax(batch, dim=1)

# %% [markdown]
# <a id="loss"></a>
# ## The loss
#
# The XOR network. `nn.CrossEntropyLoss` has log-softmax inside, so no softmax stands at the end.

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
        self.eval()
        return torch.softmax(self(x), dim=1)

# %% [markdown]
# The source had target 0 for XOR(0, 1). The first number is that loss, the second the loss for the right target, 1.

# %%
torch.manual_seed(70)
model = XOR()
loss_function = nn.CrossEntropyLoss()
x = torch.tensor([[0.0, 1.0]])
print(f"target 0: {loss_function(model(x), torch.tensor([0])).item()}")
print(f"target 1: {loss_function(model(x), torch.tensor([1])).item()}")

# %% [markdown]
# <a id="autograd"></a>
# ## Autograd
#
# `requires_grad_()` turns on a flag; no value changes.

# %%
ten = torch.tensor([10.0])
print(ten.requires_grad, ten)
ten.requires_grad_()
print(ten.requires_grad, ten)

# %% [markdown]
# <a id="graph"></a>
# ### The graph
#
# $c = a + b$, $d = 2b + 1$, $e = c \times d$. Only a asks for a gradient.

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
# If b asks as well, and `retain_grad()` keeps the gradients on the way, all five can be seen.

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
# The source used the second network after seed 70. Here the seed is set again and two are drawn, so that the order of cells doesn't matter. The target stays the source's 0, to compare.

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
# Check $w_{22} = -0.1563 - 0.1 \times 0.0081$ by hand.

# %%
round(-0.1563 - 0.1 * 0.0081, 4)

# %% [markdown]
# <a id="train"></a>
# ## Training on XOR
#
# 10,000 steps, each looking at all four rows. The very weights that gave the best loss are kept, so they are copied before `step()`. At first the loss rests near ln 2, where both classes get 1/2; the lesson on training says why, and why it falls in the end.

# %%
torch.manual_seed(70)
device = "cuda" if torch.cuda.is_available() else "cpu"
inputs = torch.tensor([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=torch.float32, device=device)
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
# The file is written once. With `map_location="cpu"` it loads without a GPU, too.

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
