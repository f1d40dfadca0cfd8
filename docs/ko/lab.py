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
# # 실습 노트북
#
# 과정을 마친 뒤의 복습용 페이지입니다. 소프트맥스에서 예측까지 한 번에 훑어봅니다. 새로 배우는 것은 없습니다. 이 과정은 한국어 노트북 하나에서 출발했는데, 여기서는 그 노트북을 지금의 PyTorch에 맞게 옮기고 틀린 곳을 고쳐, 처음부터 끝까지 실행합니다.
#
# 아래의 출력은 이 사이트를 만들 때 나온 것이고, 고친 곳은 ‘[원본 노트북의 정오표](reference/errata.md)’ 페이지에 하나씩 적었습니다. 다만 ‘손실 함수’ 절과 ‘한 스텝’ 절에는 원본의 수와 비교할 수 있도록 틀린 타깃 0을 남겨 두었습니다.
#
# 노트북을 내려받아 셀을 바꾸고 다시 실행해 보세요. 모든 셀을 실행하는 데는 GPU가 없어도 1분이 걸리지 않습니다. 마지막에 ‘[직접 해 볼 것](#try)’ 절과 [답](#answers)이 있습니다. 절마다 첫 줄은 그 내용을 배우는 페이지입니다.

# %%
import math
import tempfile
from pathlib import Path

import torch
from torch import nn

torch.__version__

# %% [markdown]
# <a id="softmax"></a>
# ## 소프트맥스
#
# 배우는 곳: ‘[소프트맥스](softmax.md)’ 페이지
#
# 소프트맥스는 점수를 지수 함수에 넣어 양수로 만든 다음, 그 합으로 나눕니다. $C$는 클래스의 수입니다.
#
# $$p_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}$$

# %%
scores = torch.tensor([3.0, 1.0, 5.0, 9.0])
probabilities = torch.softmax(scores, dim=0)
probabilities.round(decimals=3)

# %% [markdown]
# 계층으로도 같은 계산을 할 수 있습니다. `dim=1`이면 행마다 합이 1입니다.

# %%
softmax_layer = nn.Softmax(dim=1)
batch = torch.tensor([[3.0, 1.0, 5.0, 9.0], [4.0, 6.0, 5.0, 3.0]])
print(batch.shape)
probabilities = softmax_layer(batch)
print(probabilities.round(decimals=3))
print(probabilities.sum(dim=1))

# %% [markdown]
# <a id="log-softmax"></a>
# ### 로그 소프트맥스
#
# 배우는 곳: ‘소프트맥스’ 페이지의 ‘[로그 소프트맥스](softmax.md#log-softmax)’ 절
#
# 확률을 먼저 구하지 않고 확률의 로그를 바로 구합니다.

# %%
torch.log_softmax(batch, dim=1)

# %% [markdown]
# 그래서 확률이 float32로 나타낼 수 없을 만큼 작아 0이 되는 곳에서도 로그 확률은 제대로 나옵니다. 소프트맥스에 로그를 취하면 그곳에서 −∞가 됩니다. 손실에 로그 소프트맥스를 쓰는 까닭입니다.

# %%
extreme = torch.tensor([0.0, 200.0])
print(torch.softmax(extreme, dim=0).log())
print(torch.log_softmax(extreme, dim=0))

# %% [markdown]
# <a id="loss"></a>
# ## 손실 함수
#
# 배우는 곳: ‘[손실 함수](losses.md)’ 페이지
#
# XOR 네트워크입니다. `nn.CrossEntropyLoss` 안에 로그 소프트맥스가 있으므로 마지막에 소프트맥스를 두지 않습니다. `predict`는 평가 모드로 바꾸었다가 모델이 원래 있던 모드로 되돌립니다. `predict` 위의 `@torch.inference_mode()`는 함수 안을 `with torch.inference_mode():`로 감싼 것과 같습니다.

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
# 원본 노트북은 XOR(0, 1)의 타깃을 0으로 잘못 두었습니다. 첫째 수가 그 타깃의 손실이고, 둘째 수가 바른 타깃 1의 손실입니다.

# %%
torch.manual_seed(70)
model = XOR()
loss_function = nn.CrossEntropyLoss()
x = torch.tensor([[0.0, 1.0]])
print(f"target 0: {loss_function(model(x), torch.tensor([0])).item():.7f}")
print(f"target 1: {loss_function(model(x), torch.tensor([1])).item():.7f}")

# %% [markdown]
# <a id="autograd"></a>
# ## 자동 미분
#
# 배우는 곳: ‘[자동 미분](autograd.md)’ 페이지
#
# `requires_grad_()`는 ‘변화도를 구한다’는 표시를 켤 뿐, 값은 바꾸지 않습니다.

# %%
ten = torch.tensor([10.0])
print(ten.requires_grad, ten)
ten.requires_grad_()
print(ten.requires_grad, ten)

# %% [markdown]
# <a id="graph"></a>
# ### 연산 그래프
#
# 배우는 곳: ‘자동 미분’ 페이지의 ‘[그래프](autograd.md#graph)’ 절
#
# $c = a + b$, $d = 2b + 1$, $e = c \times d$입니다. `a`만 `requires_grad=True`입니다.

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
# `b`에도 `requires_grad=True`를 주고 `retain_grad()`로 중간 텐서의 변화도를 남기면 변화도 다섯 개를 모두 볼 수 있습니다.

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
# ## 한 스텝
#
# 배우는 곳: ‘[한 스텝](one-step.md)’ 페이지
#
# 원본 노트북은 시드 70 다음의 두 번째 네트워크를 썼습니다. 여기서는 시드를 다시 정하고 네트워크를 두 개 만들므로, 결과가 셀을 실행한 순서에 따라 달라지지 않습니다. 수를 비교할 수 있도록 타깃은 원본 노트북의 틀린 0을 그대로 둡니다. 텐서 여섯 개에 수가 모두 28개 있습니다. 그중 첫 텐서의 둘째 행 둘째 열에 있는 $w_{22}$를 아래에서 확인합니다.

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
# 스텝 뒤의 가중치 $w_{22}$는 $-0.1563 - 0.1 \times 0.0081$입니다. 손으로 확인할 수 있습니다.

# %%
round(-0.1563 - 0.1 * 0.0081, 4)

# %% [markdown]
# <a id="train"></a>
# ## XOR 학습하기
#
# 배우는 곳: ‘[학습](train.md)’ 페이지
#
# 10,000스텝을 학습하고, 스텝마다 네 행을 모두 씁니다. 가장 작은 손실을 낸 가중치를 보관해야 하므로 `step()` 전에 복사합니다. 스텝의 번호는 원본 노트북처럼 1부터 셉니다. 처음에 손실은 두 클래스에 1/2씩 주는 ln 2 근처에 머뭅니다. 왜 머물고 왜 결국 떨어지는지는 ‘[학습](train.md#why-flat)’ 페이지에서 설명합니다.

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
# ## 모델 사용하기
#
# 배우는 곳: ‘[저장과 예측](save-and-predict.md)’ 페이지
#
# 원본 노트북과 달리 파일은 마지막에 한 번만 씁니다. `map_location="cpu"`를 주면 GPU가 없는 컴퓨터에서도 불러올 수 있습니다.

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
# 출력에서 `e-04`는 $\times\, 10^{-4}$이라는 뜻입니다. 마지막 가중치가 아니라 손실이 가장 작았던 가중치이므로, 끝자리는 ‘[저장과 예측](save-and-predict.md)’ 페이지와 조금 다릅니다.

# %% [markdown]
# <a id="try"></a>
# ## 직접 해 볼 것
#
# 아래의 `train`은 위의 루프를 함수로 만든 것이고, 설정을 인자로 받습니다. 여기서는 스텝을 0부터 셉니다. 먼저 예측한 다음 실행하고 아래의 [답](#answers)과 비교하세요. 답을 얻은 실행은 맨 끝에 출력까지 펼쳐져 있으니, 예측하기 전에는 답 아래로 내려가지 마세요. 여기서는 답을 따로 확인해 주지 않습니다.
#
# 1. `train(momentum=0.9)`처럼 모멘텀을 0.9로 하면 500스텝에서 손실이 0.01보다 작을까요? 학습률까지 0.07로 하면 어떨까요?
# 2. 모멘텀 0.9로 시드 0부터 4까지 해 보세요. 그중 하나는 XOR을 배우지 못합니다. 그 시드의 손실은 얼마로 끝나고, [무엇을 배웠을까요](train.md#other-plateaus)?
# 3. `XOR`에서 `nn.Sigmoid()` 둘을 `nn.Tanh()`로 바꾸고 그 셀을 다시 실행한 다음 `train(every=50)`을 호출하세요. 이제 몇 스텝이 걸릴까요? (다음 문제를 풀기 전에 되돌리고, 그 셀을 한 번 더 실행하세요.)
# 4. 타깃을 AND의 타깃으로 바꾸세요(다음 문제를 풀기 전에 되돌려 놓으세요). 여전히 고원이 있을까요?
# 5. ‘한 스텝’ 절의 계산을 타깃 1로 다시 해 보세요. 어느 변화도의 부호가 바뀔까요?

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
# ## 답
#
# <details class="success" markdown="1"><summary>1. 모멘텀</summary>
#
# 모멘텀이 0.9이면 500스텝에서 손실이 0.01보다 훨씬 작습니다. 학습률까지 0.07로 줄이면 손실은 아직 ln 2 근처입니다. 모멘텀 0.9는 스텝의 길이를 열 배까지 늘리므로, 학습률을 10분의 1로 줄이면 모멘텀이 없을 때만큼 느려집니다. 시드 천 개의 결과는 ‘[모멘텀과 Adam](thousand-seeds.md#optimizer)’ 절에 있습니다.
#
# </details>
#
# <details class="success" markdown="1"><summary>2. 시드 다섯 개</summary>
#
# 시드 0은 0.48에서 끝납니다. (1, 0) 행만 배웠고, 나머지 세 행에는 똑같이 클래스 1의 확률을 약 1/3이라고 답합니다. ‘[다른 값에서 멈춘 손실](train.md#other-plateaus)’ 절에서 설명합니다.
#
# </details>
#
# <details class="success" markdown="1"><summary>3. tanh</summary>
#
# 시그모이드로는 1,000스텝이 넘게 걸리지만, tanh로는 100스텝 남짓이면 XOR을 풉니다. ‘[활성화 함수](thousand-seeds.md#activation)’ 절에서 tanh를 다른 활성화 함수와도 비교합니다.
#
# </details>
#
# <details class="success" markdown="1"><summary>4. AND</summary>
#
# 아닙니다. 500스텝에서 손실이 벌써 0.01보다 작습니다. AND는 직선 하나로 나뉘므로 XOR에서처럼 행들이 [서로를 상쇄](train.md#why-flat)하지 않습니다.
#
# </details>
#
# <details class="success" markdown="1"><summary>5. 다른 타깃</summary>
#
# 0이 아닌 변화도는 모두 부호가 바뀝니다. 클래스가 둘이면 $p - y$는 언제나 크기가 같고 부호가 반대인 두 수이며, 타깃을 바꾸면 두 수의 부호가 모두 바뀝니다. 이 스텝의 변화도는 모두 여기에 비례하므로 부호가 모두 바뀝니다. 첫 열은 $x_1$이 0이므로 그대로 0입니다. ‘[한 스텝](one-step.md#wrong-label)’ 페이지에서 두 타깃을 비교합니다.
#
# </details>

# %% [markdown]
# 답은 다음과 같이 실행해서 얻었습니다. 1번부터 4번까지는 둘째 열이 손실입니다.
#
# 1\. 모멘텀 0.9. 먼저 학습률 0.7, 다음에 0.07입니다.

# %%
_ = train(momentum=0.9), train(momentum=0.9, lr=0.07)

# %% [markdown]
# 2\. 모멘텀 0.9, 시드 0부터 4까지입니다. 그 아래는 시드 0이 네 행에 주는 클래스 1의 확률입니다.

# %%
for seed in range(5):
    print("seed", seed)
    train(seed=seed, momentum=0.9, every=2000)

# %%
model = train(seed=0, momentum=0.9, every=2000)
model.predict(inputs)[:, 1]

# %% [markdown]
# 3\. tanh입니다. `XOR`을 고치는 대신, `XOR`에서 tanh를 쓰는 네트워크를 만듭니다. `train`은 `XOR()`을 호출하므로, 실행하는 동안만 이름 `XOR`이 그 네트워크를 가리키게 합니다.

# %%
class TanhXOR(XOR):
    def __init__(self):
        super().__init__()
        self.layers[1] = self.layers[3] = nn.Tanh()


sigmoid_network, XOR = XOR, TanhXOR
_ = train(steps=200, every=50)
XOR = sigmoid_network

# %% [markdown]
# 4\. AND입니다.

# %%
targets = torch.tensor([0, 0, 0, 1])
_ = train(steps=500)
targets = torch.tensor([0, 1, 1, 0])

# %% [markdown]
# 5\. 첫 계층 가중치의 변화도와 마지막 계층 편향의 변화도입니다. 타깃은 먼저 0, 다음에 1입니다.

# %%
for target in (0, 1):
    torch.manual_seed(70)
    first, model = XOR(), XOR()
    loss_function(model(x), torch.tensor([target])).backward()
    print(model.layers[0].weight.grad, model.layers[4].bias.grad, sep="\n")
