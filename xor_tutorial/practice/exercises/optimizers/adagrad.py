"""Adagrad."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


class Adagrad:
    def __init__(self, parameters, lr):
        self.parameters = list(parameters)
        self.lr = lr
        self.s = [torch.zeros_like(w) for w in self.parameters]

    @torch.no_grad()
    def step(self):
        for w, s in zip(self.parameters, self.s):
            s += w.grad**2
            w -= self.lr * w.grad / (s.sqrt() + 1e-10)
"""

EXERCISE = Exercise(
    name="optimizers/adagrad",
    section="optimizers#exercise-3",
    title={
        "ko": "Adagrad 옵티마이저",
        "en": "Adagrad",
    },
    task={
        "ko": "torch.optim 없이 Adagrad를 클래스로 쓰세요. Adagrad(parameters, lr)로 만들고, step()은 .grad의 변화도 g로 s를 s + g²으로, 그다음 w를 w − lr·g / (√s + 1e-10)으로 바꿉니다. 처음의 s는 0입니다.",
        "en": "Without torch.optim, write Adagrad as a class. Adagrad(parameters, lr) makes one, and its method step() uses the gradients g in .grad: s <- s + g**2, then w <- w - lr * g / (sqrt(s) + 1e-10). At first s is 0.",
    },
    hint={
        "ko": "RMSprop과 다른 것은 s의 줄뿐입니다. 평균이 아니라 합입니다.",
        "en": "Only the line of s differs from RMSprop's: a sum, not an average.",
    },
    asks="Adagrad",
    stub="""
import torch


class Adagrad:
    def __init__(self, parameters, lr):
        self.parameters = list(parameters)
        ...

    def step(self):
        ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def Adagrad(parameters, lr):
    return torch.optim.Adagrad(parameters, lr=lr)
""",
        """
import torch

class Adagrad:
    def __init__(self, parameters, lr):
        self.sums, self.lr = {w: 0 for w in parameters}, lr

    def step(self):
        for w in self.sums:
            self.sums[w] = self.sums[w] + w.grad * w.grad
            w.data -= self.lr * w.grad * (self.sums[w] + 1e-20).rsqrt()
""",
    ),
    slips=(
        Slip(
            {
                "ko": "평균을 냄: RMSprop처럼 옛 s를 줄였습니다. Adagrad는 더하기만 합니다.",
                "en": "An average: the old s is shrunk, as in RMSprop. Adagrad only adds.",
            },
            "optimizers#rmsprop",
            (
                edited(SOLUTION, ("s += w.grad**2", "s.mul_(0.99).add_(0.01 * w.grad**2)")),
                edited(SOLUTION, ("s += w.grad**2", "s.mul_(0.9).add_(0.1 * w.grad**2)")),
            ),
        ),
        Slip(
            {
                "ko": "제곱근 없음: √s로 나누세요.",
                "en": "No square root: divide by the root of s.",
            },
            "optimizers#rmsprop",
            (edited(SOLUTION, ("s.sqrt()", "s")),),
        ),
        Slip(
            {
                "ko": "제곱 없음: s에는 g²을 더합니다.",
                "en": "No square: g squared is added to s.",
            },
            "optimizers#rmsprop",
            (
                edited(SOLUTION, ("s += w.grad**2", "s += w.grad")),
                edited(SOLUTION, ("s += w.grad**2", "s += w.grad.abs()")),
            ),
        ),
        Slip(
            {
                "ko": "남지 않는 s: 스텝마다 0에서 다시 시작합니다.",
                "en": "s isn't kept: it begins at 0 with each step.",
            },
            "optimizers#rmsprop",
            (edited(SOLUTION, ("s += w.grad**2", "s = w.grad**2")),),
        ),
        Slip(
            {
                "ko": "옛 s로 나눔: 먼저 s에 더하고 그다음에 나누세요.",
                "en": "Divided by the old s: first add to s, then divide.",
            },
            "optimizers#rmsprop",
            (
                edited(
                    SOLUTION,
                    (
                        "            s += w.grad**2\n            w -= self.lr * w.grad / (s.sqrt() + 1e-10)",
                        "            w -= self.lr * w.grad / (s.sqrt() + 1e-10)\n            s += w.grad**2",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "부호: 빼야 손실이 줄어듭니다.",
                "en": "The sign: subtract, and the loss falls.",
            },
            "one-step#gradient-descent",
            (edited(SOLUTION, ("w -= self.lr", "w += self.lr")),),
        ),
        Slip(
            {
                "ko": "하나뿐인 s: 매개변수들이 s 하나를 함께 씁니다. 매개변수마다 따로 있어야 합니다.",
                "en": "One s for all: the parameters share it. Each needs its own.",
            },
            "optimizers#rmsprop",
            (
                "import torch\n\nclass Adagrad:\n    def __init__(self, parameters, lr):\n        self.parameters, self.lr, self.s = list(parameters), lr, 0.0\n\n    @torch.no_grad()\n    def step(self):\n        for w in self.parameters:\n            self.s = self.s + w.grad**2\n            w -= self.lr * w.grad / (self.s**0.5 + 1e-10)\n",
            ),
        ),
    ),
    setup="""
def steps(count, *values, lr):
    parameters = [torch.tensor(value, requires_grad=True) for value in values]
    optimizer = Adagrad(parameters, lr)
    seen = []
    for _ in range(count):
        for w in parameters:
            w.grad = None
        sum((k + 1) * w**2 / 2 for k, w in enumerate(parameters)).backward()
        optimizer.step()
        seen.append([w.item() for w in parameters])
    return seen
""",
    cases=(
        "steps(1, 1.0, lr=0.1)  # w after each step; the loss is w²/2, w = 1 | 스텝마다의 w. 손실은 w²/2, 처음의 w = 1",
        "steps(3, 1.0, lr=0.5)",
        "steps(3, 1.0, 2.0, lr=0.5)  # two parameters; w1²/2 + w2² | 매개변수 둘. 손실은 w1²/2 + w2²",
    ),
)
