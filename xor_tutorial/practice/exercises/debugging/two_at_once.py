"""Find the bug: two at once, and the first hides the second."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch
from torch import nn
from torch.nn import functional as F


def train(inputs, targets, steps):
    torch.manual_seed(70)
    model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.7)
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(model(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
"""

ORDER = ("loss.backward()\n        optimizer.step()", "optimizer.step()\n        loss.backward()")
SOFTMAX = ("nn.Linear(4, 2))", "nn.Linear(4, 2), nn.Softmax(dim=0))")

EXERCISE = Exercise(
    name="debugging/two-at-once",
    section="debugging#exercise-5",
    title={"ko": "버그 찾기 5: 한 번에 둘", "en": "Find the bug 5: two at once"},
    task={
        "ko": "이 함수는 XOR을 학습해야 하지만 손실이 마지막 자리까지 그대로입니다. 버그가 둘이고, 하나가 다른 하나를 가립니다. "
        "seed와 학습률, 층의 크기는 그대로 두고 고치세요.",
        "en": "This should learn XOR, but the loss stays the same to the last digit. There are two "
        "bugs, and one hides the other. Fix both; leave the seed, the learning rate and the sizes "
        "of the layers as they are.",
    },
    hint={
        "ko": "step이 쓰는 변화도는 언제 비워지나요? 그다음에는 마지막 층을 cross_entropy와 비교하세요.",
        "en": "When are the gradients that step uses cleared? Then compare the last layer with "
        "cross_entropy.",
    },
    asks="train",
    stub=edited(SOLUTION, ORDER, SOFTMAX),
    solution=SOLUTION,
    others=(
        edited(
            SOLUTION,
            ("        optimizer.zero_grad()\n", ""),
            ("optimizer.step()", "optimizer.step()\n        optimizer.zero_grad()"),
        ),
        edited(
            SOLUTION,
            ("nn.Linear(4, 2))", "nn.Linear(4, 2), nn.LogSoftmax(dim=1))"),
            ("F.cross_entropy", "F.nll_loss"),
        ),
        edited(
            SOLUTION,
            (
                "        optimizer.step()",
                "        with torch.no_grad():\n            for w in model.parameters():\n                w -= 0.7 * w.grad",
            ),
        ),
    ),
    slips=(
        Slip(
            {
                "ko": "아직 움직이지 않는 가중치: zero_grad와 backward 사이에 step이 있어 비워진 변화도로 움직입니다. backward 다음에 step입니다.",
                "en": "Still no movement: step comes between zero_grad and backward, where the "
                "gradients are empty. First backward, then step.",
            },
            "train#order",
            (edited(SOLUTION, ORDER), edited(SOLUTION, ("        optimizer.step()\n", ""))),
        ),
        Slip(
            {
                "ko": "아직 소프트맥스가 둘: cross_entropy 안에 이미 있으므로 마지막의 소프트맥스를 없애세요.",
                "en": "Still two softmaxes: cross_entropy has one inside, so remove the last layer.",
            },
            "losses#softmax-twice",
            (
                edited(SOLUTION, SOFTMAX),
                edited(SOLUTION, SOFTMAX, ("Softmax(dim=0)", "Softmax(dim=1)")),
                edited(SOLUTION, ORDER, SOFTMAX, ("Softmax(dim=0)", "Softmax(dim=1)")),
            ),
        ),
        Slip(
            {
                "ko": "없어진 zero_grad: 변화도가 스텝마다 쌓입니다.",
                "en": "zero_grad lost: the gradients add up from step to step.",
            },
            "debugging#zero-grad",
            (
                edited(SOLUTION, ("        optimizer.zero_grad()\n", "")),
                edited(
                    SOLUTION,
                    ("        optimizer.zero_grad()\n", ""),
                    SOFTMAX,
                    ("Softmax(dim=0)", "Softmax(dim=1)"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "늦은 변화도: step이 지난 스텝의 변화도를 씁니다. step을 backward 다음에 두세요.",
                "en": "Gradients a step late: step uses those of the last step. Put it after "
                "backward.",
            },
            "train#order",
            (
                edited(
                    SOLUTION,
                    (
                        "        optimizer.zero_grad()\n        loss.backward()\n        optimizer.step()",
                        "        optimizer.step()\n        optimizer.zero_grad()\n        loss.backward()",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "함께 사라진 tanh: 활성화 함수까지 없애면 XOR을 배울 수 없습니다.",
                "en": "tanh lost as well: without an activation the network can't learn XOR.",
            },
            "why-xor#no-help",
            (edited(SOLUTION, (" nn.Tanh(),", "")),),
        ),
        Slip(
            {
                "ko": "바뀐 설정: 버그가 아닌 학습률, 옵티마이저, seed 또는 모멘텀을 바꾸었습니다.",
                "en": "Another setting: the learning rate, the optimizer, the seed or momentum is "
                "changed, and none of them was a bug.",
            },
            "debugging#method",
            (
                edited(SOLUTION, ("lr=0.7)", "lr=0.1)")),
                edited(SOLUTION, ("lr=0.7)", "lr=0.7, momentum=0.9)")),
                edited(
                    SOLUTION,
                    (
                        "optim.SGD(model.parameters(), lr=0.7)",
                        "optim.Adam(model.parameters(), lr=0.01)",
                    ),
                ),
                edited(SOLUTION, ("manual_seed(70)", "manual_seed(0)")),
            ),
        ),
    ),
    setup="""
inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
targets = torch.tensor([0, 1, 1, 0])
""",
    cases=(
        "train(inputs, targets, steps=3)  # the losses of three steps on XOR | XOR에서 세 스텝의 손실",
        "train(inputs, targets, steps=20)",
    ),
)
