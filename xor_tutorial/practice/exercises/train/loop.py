"""A training loop, from a blank file."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch
from torch.nn import functional as F


def fit(model, inputs, targets, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
"""

EXERCISE = Exercise(
    name="train/loop",
    section="train#exercise-1",
    title={"ko": "빈 파일에서 시작하는 학습 루프", "en": "A training loop from a blank file"},
    task={
        "ko": "함수 fit(model, inputs, targets, lr, steps)를 쓰세요. 학습률이 lr인 보통의 SGD와 교차 엔트로피로, 전체 "
        "데이터로 steps번 학습합니다. model은 로짓을 내고, targets는 클래스 번호입니다. 스텝마다 그 스텝을 하기 전의 손실을 "
        "모아 리스트로 반환하세요.",
        "en": "Write a function fit(model, inputs, targets, lr, steps). It trains with plain SGD "
        "of learning rate lr on the cross-entropy, for so many steps, all data at each step. The "
        "model gives logits, the targets are class numbers. Return a list of the losses, for each "
        "step the one before it.",
    },
    hint={
        "ko": "순서는 zero_grad, 순전파와 손실, backward, step입니다. 손실은 loss.item()으로 모으세요.",
        "en": "The order is zero_grad, forward and loss, backward, step. Collect loss.item().",
    },
    asks="fit",
    stub="",
    solution=SOLUTION,
    others=(
        """
import torch
from torch import nn

def fit(model, inputs, targets, lr, steps):
    criterion, losses = nn.CrossEntropyLoss(), []
    for _ in range(steps):
        loss = criterion(model(inputs), targets)
        losses.append(loss.detach())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for w in model.parameters():
                w -= lr * w.grad
    return torch.stack(losses)
""",
        """
import torch

def fit(model, inputs, targets, lr, steps):
    losses = []
    for _ in range(steps):
        loss = -model(inputs).log_softmax(1)[torch.arange(len(targets)), targets].mean()
        weights = list(model.parameters())
        for w, g in zip(weights, torch.autograd.grad(loss, weights)):
            w.data.sub_(lr * g)
        losses += [float(loss)]
    return tuple(losses)
""",
        edited(SOLUTION, ("        optimizer.zero_grad()\n", "")).replace(
            "optimizer.step()", "optimizer.step()\n        optimizer.zero_grad()"
        ),
    ),
    slips=(
        Slip(
            {
                "ko": "zero_grad 없음: backward는 변화도를 더하므로 지난 스텝의 변화도가 남아 있습니다. 스텝마다 비우세요.",
                "en": "No zero_grad: backward adds, so the gradients of past steps are still "
                "there. Clear them at each step.",
            },
            "autograd#accumulate",
            (edited(SOLUTION, ("        optimizer.zero_grad()\n", "")),),
        ),
        Slip(
            {
                "ko": "움직이지 않는 가중치: step이 없거나, backward보다 먼저이거나, backward 뒤에 변화도를 비웠습니다.",
                "en": "Weights that stay as they are: there is no step, or it comes where the "
                "gradients are cleared, between zero_grad and backward.",
            },
            "train#order",
            (
                edited(SOLUTION, ("        optimizer.step()\n", "")),
                edited(
                    SOLUTION, ("loss.backward()", "loss.backward()\n        optimizer.zero_grad()")
                ),
                edited(SOLUTION, ("        loss.backward()\n", "")),
            ),
        ),
        Slip(
            {
                "ko": "한 스텝 늦은 변화도: step이 backward보다 먼저이므로 매번 지난 스텝의 변화도로 움직입니다.",
                "en": "Gradients a step late: step comes before backward, so each step uses the "
                "gradients of the last one.",
            },
            "train#order",
            (
                edited(
                    SOLUTION,
                    ("        optimizer.zero_grad()\n", ""),
                    (
                        "loss.backward()\n        optimizer.step()",
                        "optimizer.step()\n        optimizer.zero_grad()\n        loss.backward()",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "소프트맥스 두 번: cross_entropy 안에 소프트맥스가 이미 있습니다. 로짓을 그대로 넣으세요.",
                "en": "Softmax twice: cross_entropy has a softmax inside. Give it the logits.",
            },
            "losses#softmax-twice",
            (edited(SOLUTION, ("model(inputs), targets", "model(inputs).softmax(1), targets")),),
        ),
        Slip(
            {
                "ko": "스텝 뒤의 손실: 움직인 다음에 손실을 다시 계산했습니다. 각 스텝을 하기 전의 손실을 모으세요.",
                "en": "The loss after the step: it is computed once more when the weights have "
                "moved. Collect the one before each step.",
            },
            "train#loop",
            (
                edited(
                    SOLUTION,
                    ("loss.item()", "F.cross_entropy(model(inputs), targets).item()"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "반복문 안의 return: 첫 스텝에서 함수가 끝났습니다. return을 들여쓰기 한 단계 밖으로 옮기세요.",
                "en": "return inside the loop: the function ends after the first step. Move it out "
                "of the loop.",
            },
            "train#loop",
            (edited(SOLUTION, ("    return losses", "        return losses")),),
        ),
        Slip(
            {
                "ko": "마지막 손실만: 손실 하나가 아니라 스텝마다 하나씩 모은 리스트를 반환하세요.",
                "en": "The last loss alone: return a list with one for each step.",
            },
            "train#loop",
            (
                edited(SOLUTION, ("return losses", "return losses[-1]")),
                edited(SOLUTION, ("return losses", "return loss")),
            ),
        ),
        Slip(
            {
                "ko": "반복문 밖의 순전파: 손실을 한 번만 계산하면 그래프가 첫 backward 뒤에 없어집니다. 스텝마다 다시 계산하세요.",
                "en": "The forward pass outside the loop: the graph is gone after the first "
                "backward. Compute the loss again at each step.",
            },
            "debugging#second-time",
            (
                """
import torch
from torch.nn import functional as F

def fit(model, inputs, targets, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    loss = F.cross_entropy(model(inputs), targets)
    for _ in range(steps):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
            ),
        ),
        Slip(
            {
                "ko": "다른 손실: 이것은 평균 제곱 오차입니다. 클래스에는 교차 엔트로피를 쓰세요.",
                "en": "Another loss: this is the mean squared error. Use cross-entropy for classes.",
            },
            "losses#which-loss",
            (
                edited(
                    SOLUTION,
                    (
                        "F.cross_entropy(model(inputs), targets)",
                        "F.mse_loss(model(inputs), F.one_hot(targets).float())",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "합으로 줄인 손실: reduction='sum'이면 변화도도 행의 수만큼 커집니다.",
                "en": "A sum over the rows: with reduction='sum' loss and gradients are as many "
                "times larger as there are rows.",
            },
            "losses-in-practice#reduction",
            (
                edited(
                    SOLUTION,
                    ("targets)\n        loss.b", "targets, reduction='sum')\n        loss.b"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "한 행씩: 스텝마다 전체 데이터를 한 번에 쓰지 않고 행마다 스텝을 했습니다.",
                "en": "Row by row: a step is made for each row and not for all data at once.",
            },
            "beyond#mini-batches",
            (
                """
import torch
from torch.nn import functional as F

def fit(model, inputs, targets, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        for x, y in zip(inputs, targets):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x[None]), y[None])
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    return losses
""",
            ),
        ),
        Slip(
            {
                "ko": "다른 옵티마이저: 보통의 SGD가 아닙니다.",
                "en": "Another optimizer: this isn't plain SGD.",
            },
            "optimizers#choose",
            (
                edited(SOLUTION, ("optim.SGD", "optim.Adam")),
                edited(SOLUTION, ("lr=lr)", "lr=lr, momentum=0.9)")),
            ),
        ),
        Slip(
            {
                "ko": "정해 둔 학습률: 인자 lr을 쓰지 않았습니다.",
                "en": "A fixed learning rate: the argument lr isn't used.",
            },
            "train#learning-rate",
            tuple(
                edited(SOLUTION, ("lr=lr", f"lr={lr}"))
                for lr in ("0.1", "0.01", "0.7", "1.0", "0.001")
            ),
        ),
        Slip(
            {
                "ko": "다른 것을 더함: weight_decay가 있으면 가중치가 줄어듭니다. 보통의 SGD로 하세요.",
                "en": "Something added: with weight_decay the weights shrink as well. Use plain SGD.",
            },
            "optimizers#choose",
            (
                edited(SOLUTION, ("lr=lr)", "lr=lr, weight_decay=0.01)")),
                edited(SOLUTION, ("lr=lr)", "lr=lr, weight_decay=0.1)")),
            ),
        ),
        Slip(
            {
                "ko": "한 스텝 적음: 스텝을 steps번 해야 하는데 한 번 덜 했습니다.",
                "en": "One step too few: there should be as many as steps says.",
            },
            "train#loop",
            (edited(SOLUTION, ("range(steps)", "range(1, steps)")),),
        ),
        Slip(
            {
                "ko": "한 스텝 많음: 스텝을 steps번 해야 하는데 한 번 더 했습니다.",
                "en": "One step too many: there should be as many as steps says.",
            },
            "train#loop",
            (edited(SOLUTION, ("range(steps)", "range(steps + 1)")),),
        ),
        Slip(
            {
                "ko": "그래프에 없는 손실: 순전파를 no_grad() 안에서 했거나, detach, argmax, item을 지나면 손실에서 가중치로 돌아갈 길이 없습니다.",
                "en": "A loss outside the graph: after no_grad(), detach, argmax or item there is no way back from the loss to the weights.",
            },
            "debugging#no-grad-fn",
            (edited(SOLUTION, ("model(inputs), targets)", "model(inputs).detach(), targets)")),),
        ),
        Slip(
            {
                "ko": "부호: 변화도를 더해 손실이 커집니다. 변화도의 반대쪽으로 가야 합니다.",
                "en": "The sign: the loss grows, since the weights go along the gradient. Go against it.",
            },
            "train#loop",
            (edited(SOLUTION, ("lr=lr)", "lr=lr, maximize=True)")),),
        ),
    ),
    setup="""
def network():
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2))

inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
targets = torch.tensor([0, 1, 1, 0])

def weight_after(steps, lr):
    model = network()
    fit(model, inputs, targets, lr=lr, steps=steps)
    return model[2].bias
""",
    cases=(
        "fit(network(), inputs, targets, lr=0.5, steps=1)  # XOR's four rows | XOR의 네 행",
        "fit(network(), inputs, targets, lr=0.5, steps=3)",
        "fit(network(), inputs, targets, lr=0.2, steps=20)",
        "weight_after(3, lr=0.5)  # the last bias after three steps | 세 스텝 뒤의 마지막 편향",
    ),
)
