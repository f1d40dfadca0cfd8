"""SGD with momentum, as torch does it."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


class Momentum:
    def __init__(self, parameters, lr, mu):
        self.parameters = list(parameters)
        self.lr = lr
        self.mu = mu
        self.velocities = [torch.zeros_like(w) for w in self.parameters]

    def step(self):
        with torch.no_grad():
            for w, v in zip(self.parameters, self.velocities):
                v.mul_(self.mu).add_(w.grad)
                w -= self.lr * v
"""

EXERCISE = Exercise(
    name="optimizers/momentum",
    section="optimizers#momentum",
    title={"ko": "모멘텀이 있는 SGD", "en": "SGD with momentum"},
    task={
        "ko": "`torch.optim` 없이 모멘텀이 있는 SGD를, 페이지 첫머리의 `SGD`와 같은 꼴의 클래스로 쓰세요. "
        "`Momentum(parameters, lr, mu)`로 만들고, `step()`은 `backward`가 `.grad`에 남긴 변화도 `g`로 매개변수마다 `v`를 "
        "`μv + g`로, 그다음 `w`를 `w − lr·v`로 바꿉니다. 처음의 `v`는 0입니다. 학습률은 스텝 사이에 바뀔 수 있으므로 "
        "`self.lr`에서 읽으세요.",
        "en": "Without `torch.optim`, write SGD with momentum as a class, like `SGD` at the top of "
        "the page. `Momentum(parameters, lr, mu)` makes one, and its method `step()` uses the "
        "gradients `g` that `backward` has left in `.grad`: for each parameter `v <- mu*v + g`, "
        "then `w <- w - lr*v`. At first `v` is 0. The learning rate may change between "
        "steps, so read it from `self.lr`.",
    },
    hint={
        "ko": "매개변수마다 v를 하나씩 torch.zeros_like(w)로 만들어 self의 리스트에 두세요. w는 새 텐서로 바꾸지 말고 "
        "torch.no_grad() 안에서 제자리에서 바꾸세요.",
        "en": "Keep a list in self with a v for each parameter, torch.zeros_like(w). Change w in place, "
        "inside torch.no_grad(), and don't replace it by a new tensor.",
    },
    asks="Momentum",
    stub="""
import torch


class Momentum:
    def __init__(self, parameters, lr, mu):
        self.lr = lr
        ...

    def step(self):
        ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

class Momentum:
    def __init__(self, parameters, lr, mu):
        self.state = [[w, None] for w in parameters]
        self.lr, self.mu = lr, mu

    @torch.no_grad()
    def step(self):
        for pair in self.state:
            w, v = pair
            pair[1] = w.grad.clone() if v is None else self.mu * v + w.grad
            w.add_(pair[1], alpha=-self.lr)
""",
        """
import torch

def Momentum(parameters, lr, mu):
    return torch.optim.SGD(parameters, lr=lr, momentum=mu)
""",
        """
class Momentum:
    def __init__(self, parameters, lr, mu):
        self.parameters, self.lr, self.mu, self.v = list(parameters), lr, mu, {}

    def step(self):
        for n, w in enumerate(self.parameters):
            self.v[n] = self.mu * self.v.get(n, 0) + w.grad
            w.data = w.data - self.lr * self.v[n]
""",
    ),
    slips=(
        Slip(
            {
                "ko": "g에 (1 − μ)를 곱함: 그것은 Adam의 평균입니다. 여기에서는 v ← μv + g이므로 스텝이 1/(1 − μ)배까지 "
                "커집니다.",
                "en": "g times (1 - mu): that is an average, as in Adam. Here v <- mu*v + g, so "
                "steps grow up to 1/(1 - mu) times.",
            },
            "optimizers#momentum",
            (edited(SOLUTION, ("add_(w.grad)", "add_((1 - self.mu) * w.grad)")),),
        ),
        Slip(
            {
                "ko": "남지 않는 속도: step()마다 v가 0에서 다시 시작하므로 보통의 SGD와 같습니다. v를 self에 두세요.",
                "en": "A velocity that isn't kept: v begins at 0 in each step(), which is plain "
                "SGD. Keep it in self.",
            },
            "optimizers#momentum",
            (
                edited(SOLUTION, ("v.mul_(self.mu).add_(w.grad)", "v = self.mu * 0 * v + w.grad")),
                edited(SOLUTION, ("v.mul_(self.mu).add_(w.grad)", "v = self.mu * v + w.grad")),
            ),
        ),
        Slip(
            {
                "ko": "하나뿐인 속도: 매개변수들이 v 하나를 함께 씁니다. 매개변수마다 v가 따로 있어야 합니다.",
                "en": "One velocity for all: the parameters share a v. Each needs its own.",
            },
            "optimizers#momentum",
            (
                """
import torch

class Momentum:
    def __init__(self, parameters, lr, mu):
        self.parameters, self.lr, self.mu, self.v = list(parameters), lr, mu, 0

    def step(self):
        with torch.no_grad():
            for w in self.parameters:
                self.v = self.mu * self.v + w.grad
                w -= self.lr * self.v
""",
            ),
        ),
        Slip(
            {
                "ko": "v에 이미 들어간 학습률: v ← μv + αg는 torch와 달라서, 학습률을 바꾸면 지난 스텝들이 옛 학습률로 남습니다.",
                "en": "The learning rate inside v: with v <- mu*v + lr*g, unlike in torch, past "
                "steps keep the old rate when lr changes.",
            },
            "optimizers#momentum",
            (
                edited(
                    SOLUTION,
                    ("add_(w.grad)", "add_(self.lr * w.grad)"),
                    ("w -= self.lr * v", "w -= v"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "학습률 두 번: v에도 w에도 학습률을 곱했습니다.",
                "en": "The learning rate twice: it multiplies both v and the step.",
            },
            "optimizers#momentum",
            (edited(SOLUTION, ("add_(w.grad)", "add_(self.lr * w.grad)")),),
        ),
        Slip(
            {
                "ko": "부호: 변화도 쪽으로 갔습니다. w에서 빼야 손실이 줄어듭니다.",
                "en": "The sign: this goes up the gradient. Subtract, and the loss falls.",
            },
            "one-step#gradient-descent",
            (
                edited(SOLUTION, ("w -= self.lr * v", "w += self.lr * v")),
                edited(SOLUTION, ("add_(w.grad)", "sub_(w.grad)")),
            ),
        ),
        Slip(
            {
                "ko": "옛 속도로 움직임: v를 고치기 전에 w를 옮겼습니다. 먼저 v ← μv + g, 그다음 w입니다.",
                "en": "A step with the old velocity: w moves before v is updated. First v, then w.",
            },
            "optimizers#momentum",
            (
                edited(
                    SOLUTION,
                    (
                        "v.mul_(self.mu).add_(w.grad)\n                w -= self.lr * v",
                        "w -= self.lr * v\n                v.mul_(self.mu).add_(w.grad)",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "네스테로프: v를 한 번 더 앞서 보았습니다. 여기에서는 w ← w − αv입니다.",
                "en": "Nesterov: this looks one step ahead. Here w <- w - lr*v.",
            },
            "convergence#nesterov",
            (edited(SOLUTION, ("self.lr * v", "self.lr * (w.grad + self.mu * v)")),),
        ),
        Slip(
            {
                "ko": "바뀌지 않는 w: w = w − …은 새 텐서에 이름만 붙이고 모델의 매개변수는 그대로 둡니다. w -= …로 제자리에서 바꾸세요.",
                "en": "w stays as it was: w = w - ... gives a new tensor the name, and the model's "
                "parameter stays. Change it in place: w -= ...",
            },
            "tensors#in-place",
            (edited(SOLUTION, ("w -= self.lr * v", "w = w - self.lr * v")),),
        ),
        Slip(
            {
                "ko": "torch.no_grad()가 없음: 그래프가 기록되는 동안에는 리프를 제자리에서 바꿀 수 없습니다.",
                "en": "No torch.no_grad(): a leaf can't be changed in place while a graph is "
                "recorded.",
            },
            "autograd-in-practice#no-grad",
            (edited(SOLUTION, ("with torch.no_grad():", "if True:")),),
        ),
        Slip(
            {
                "ko": "다 써 버린 생성기: model.parameters()는 한 번만 돌 수 있습니다. 처음에 list(parameters)로 담아 두세요.",
                "en": "A generator used up: model.parameters() can be walked once only. Make a list of it first.",
            },
            "debugging#python-list",
            (
                edited(
                    SOLUTION,
                    ("        self.parameters = list(parameters)\n", ""),
                    (
                        "for w in self.parameters]",
                        "for w in parameters]\n        self.parameters = list(parameters)",
                    ),
                ),
                edited(SOLUTION, ("list(parameters)", "parameters")),
            ),
        ),
    ),
    setup="""
def steps(count, lr, mu, *values, later=None, generator=False):
    parameters = [torch.tensor(value, requires_grad=True) for value in values]
    optimizer = Momentum(iter(parameters) if generator else parameters, lr, mu)
    seen = []
    for step in range(count):
        if later and step == count - 1:
            optimizer.lr = later
            for group in getattr(optimizer, "param_groups", []):
                group["lr"] = later
        for parameter in parameters:
            parameter.grad = None
        sum((k + 1) * w**2 / 2 for k, w in enumerate(parameters)).backward()
        optimizer.step()
        seen.append([w.item() for w in parameters])
    return seen
""",
    cases=(
        "steps(1, 0.1, 0.9, 1.0)  # w after each step; the loss is w²/2, w = 1, lr 0.1, mu 0.9 | 스텝마다의 w. 손실은 w²/2, 처음의 w = 1, lr 0.1, mu 0.9",
        "steps(1, 0.1, 0.9, 1.0, generator=True)  # parameters from a generator | 생성기로 받은 매개변수",
        "steps(3, 0.1, 0.9, 1.0)  # three steps | 세 스텝",
        "steps(3, 0.1, 0.5, 1.0, 2.0)  # two parameters; the loss is w1²/2 + w2² | 매개변수 둘. 손실은 w1²/2 + w2²",
        "steps(3, 0.1, 0.9, 1.0, later=0.01)  # the last step with optimizer.lr = 0.01 | 마지막 스텝에서 optimizer.lr = 0.01",
    ),
)
