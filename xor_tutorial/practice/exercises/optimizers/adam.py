"""Adam, with its bias correction."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


class Adam:
    def __init__(self, parameters, lr, betas=(0.9, 0.999), eps=1e-8):
        self.parameters = list(parameters)
        self.lr = lr
        self.betas = betas
        self.eps = eps
        self.t = 0
        self.m = [torch.zeros_like(w) for w in self.parameters]
        self.s = [torch.zeros_like(w) for w in self.parameters]

    @torch.no_grad()
    def step(self):
        b1, b2 = self.betas
        self.t += 1
        for w, m, s in zip(self.parameters, self.m, self.s):
            g = w.grad
            m.mul_(b1).add_((1 - b1) * g)
            s.mul_(b2).add_((1 - b2) * g * g)
            m_hat = m / (1 - b1**self.t)
            s_hat = s / (1 - b2**self.t)
            w -= self.lr * m_hat / (s_hat.sqrt() + self.eps)
"""

EXERCISE = Exercise(
    name="optimizers/adam",
    section="optimizers#adam",
    title={"ko": "Adam 옵티마이저", "en": "Adam"},
    task={
        "ko": "`torch.optim` 없이 Adam을 클래스로 쓰세요. `Adam(parameters, lr, betas=(0.9, 0.999), eps=1e-8)`로 만들고, "
        "`step()`은 `backward`가 `.grad`에 남긴 변화도 `g`로 매개변수마다 `m`을 `β1·m + (1 − β1)·g`로, `s`를 "
        "`β2·s + (1 − β2)·g²`으로 바꿉니다. 0에서 시작한 것을 `m̂ = m / (1 − β1^t)`, `ŝ = s / (1 − β2^t)`로 보정한 다음 "
        "`w`를 `w − lr·m̂ / (√ŝ + eps)`로 바꿉니다. `t`는 첫 스텝에서 1입니다.",
        "en": "Without `torch.optim`, write Adam as a class. `Adam(parameters, lr, betas=(0.9, "
        "0.999), eps=1e-8)` makes one, and its method `step()` uses the gradients `g` that "
        "`backward` has left in `.grad`: for each parameter `m <- b1*m + (1 - b1)*g` and `s <- "
        "b2*s + (1 - b2)*g**2`, corrected to `mh = m / (1 - b1**t)` and `sh = s / (1 - b2**t)`; then "
        "`w <- w - lr * mh / (sqrt(sh) + eps)`. In the first step `t` is 1.",
    },
    hint={
        "ko": "보정한 값은 새 변수에 담고 m과 s에는 도로 넣지 마세요. 첫 스텝의 크기는 거의 정확히 lr입니다.",
        "en": "Keep the corrected values in variables of their own, not in m and s. The first step "
        "is almost exactly as long as lr.",
    },
    asks="Adam",
    stub="""
import torch


class Adam:
    def __init__(self, parameters, lr, betas=(0.9, 0.999), eps=1e-8):
        ...

    def step(self):
        ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

Adam = torch.optim.Adam
""",
        """
import math, torch

class Adam:
    def __init__(self, parameters, lr, betas=(0.9, 0.999), eps=1e-8):
        self.state = {w: (0, 0) for w in parameters}
        self.lr, self.betas, self.eps, self.t = lr, betas, eps, 1

    def step(self):
        b1, b2 = self.betas
        c1, c2 = 1 - b1**self.t, math.sqrt(1 - b2**self.t)
        for w, (m, s) in self.state.items():
            m = m + (1 - b1) * (w.grad - m)
            s = b2 * s + (1 - b2) * w.grad.pow(2)
            self.state[w] = m, s
            w.data.addcdiv_(m, s.sqrt() / c2 + self.eps, value=-self.lr / c1)
        self.t += 1
""",
    ),
    slips=(
        Slip(
            {
                "ko": "편향 보정 없음: m과 s는 0에서 시작하므로 처음 스텝들에서 너무 작습니다. 1 − β^t로 나누세요.",
                "en": "No bias correction: m and s begin at 0 and are too small in the first "
                "steps. Divide by 1 - b^t.",
            },
            "optimizers#bias-correction",
            (
                edited(SOLUTION, (" / (1 - b1**self.t)", ""), (" / (1 - b2**self.t)", "")),
                edited(SOLUTION, (" / (1 - b1**self.t)", "")),
                edited(SOLUTION, (" / (1 - b2**self.t)", "")),
            ),
        ),
        Slip(
            {
                "ko": "움직이지 않는 t: 스텝마다 1씩 늘어야 합니다. 늘 같은 t로 보정했습니다.",
                "en": "t stands still: it has to grow by 1 with each step, not with none.",
            },
            "optimizers#bias-correction",
            (
                edited(SOLUTION, ("self.t += 1", "self.t = 1")),
                edited(SOLUTION, ("**self.t", "")),
            ),
        ),
        Slip(
            {
                "ko": "매개변수마다 늘어나는 t: 한 스텝에 한 번만 늘어야 합니다. 반복문 밖에서 늘리세요.",
                "en": "t grows with each parameter: once in a step is right. Move it out of the "
                "loop.",
            },
            "optimizers#bias-correction",
            (
                edited(
                    SOLUTION,
                    ("        self.t += 1\n", ""),
                    (
                        "            g = w.grad\n",
                        "            self.t += 1\n            g = w.grad\n",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "0에서 시작한 t: 첫 스텝에서 1 − β^0 = 0으로 나누어 nan이 나옵니다. t를 먼저 1 늘리세요.",
                "en": "t begins at 0: the first step divides by 1 - b^0 = 0, and 0 / 0 is nan. Add "
                "1 to t first.",
            },
            "optimizers#bias-correction",
            (
                edited(SOLUTION, ("        self.t += 1\n", "")),
                edited(
                    SOLUTION,
                    ("        self.t += 1\n", ""),
                    ("+ self.eps)\n", "+ self.eps)\n        self.t += 1\n"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "도로 넣은 보정: 보정한 값을 m이나 s에 다시 담으면 다음 스텝에서 또 보정됩니다. 새 변수에 담으세요.",
                "en": "The correction put back: when m or s itself is corrected, the next step "
                "corrects it again. Use another variable.",
            },
            "optimizers#bias-correction",
            (
                edited(
                    SOLUTION,
                    ("m_hat = m / (", "m_hat = m.div_("),
                    ("s_hat = s / (", "s_hat = s.div_("),
                ),
                edited(SOLUTION, ("m_hat = m / (", "m_hat = m.div_(")),
                edited(SOLUTION, ("s_hat = s / (", "s_hat = s.div_(")),
            ),
        ),
        Slip(
            {
                "ko": "제곱근 안의 eps: √(ŝ + eps)가 아니라 √ŝ + eps입니다.",
                "en": "eps inside the root: it is sqrt(sh) + eps and not sqrt(sh + eps).",
            },
            "optimizers#rmsprop",
            (edited(SOLUTION, ("(s_hat.sqrt() + self.eps)", "(s_hat + self.eps).sqrt()")),),
        ),
        Slip(
            {
                "ko": "제곱근 없음: ŝ로 나누었습니다. √ŝ로 나누어야 스텝의 크기가 변화도의 크기와 무관해집니다.",
                "en": "No square root: divide by the root of sh, so that the size of the gradient "
                "cancels.",
            },
            "optimizers#rmsprop",
            (edited(SOLUTION, ("s_hat.sqrt()", "s_hat")),),
        ),
        Slip(
            {
                "ko": "제곱 없음: s는 g가 아니라 g²의 평균입니다.",
                "en": "No square: s is the average of g squared, not of g.",
            },
            "optimizers#rmsprop",
            (
                edited(SOLUTION, ("(1 - b2) * g * g", "(1 - b2) * g")),
                edited(SOLUTION, ("(1 - b2) * g * g", "((1 - b2) * g) ** 2")),
            ),
        ),
        Slip(
            {
                "ko": "뒤바뀐 β: β1은 m에, β2는 s에 씁니다.",
                "en": "The betas exchanged: b1 belongs to m, b2 to s.",
            },
            "optimizers#adam",
            (edited(SOLUTION, ("b1, b2 = self", "b2, b1 = self")),),
        ),
        Slip(
            {
                "ko": "1 − β 없음: m과 s는 평균이므로 새 값에 1 − β를 곱합니다.",
                "en": "No 1 - b: m and s are averages, so what is new is multiplied by 1 - b.",
            },
            "optimizers#adam",
            (
                edited(SOLUTION, ("(1 - b1) * g", "g"), ("(1 - b2) * g * g", "g * g")),
                edited(SOLUTION, ("(1 - b1) * g", "g")),
                edited(SOLUTION, ("(1 - b2) * g * g", "g * g")),
            ),
        ),
        Slip(
            {
                "ko": "하나뿐인 m과 s: 매개변수마다 제 m과 s가 있어야 합니다.",
                "en": "One m and s for all: each parameter needs its own.",
            },
            "optimizers#adam",
            (
                edited(
                    SOLUTION,
                    (
                        "self.m = [torch.zeros_like(w) for w in self.parameters]",
                        "self.m = [torch.zeros(())] * len(self.parameters)",
                    ),
                    (
                        "self.s = [torch.zeros_like(w) for w in self.parameters]",
                        "self.s = [torch.zeros(())] * len(self.parameters)",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "부호: w에 더했습니다. 빼야 손실이 줄어듭니다.",
                "en": "The sign: this adds to w. Subtract, and the loss falls.",
            },
            "one-step#gradient-descent",
            (edited(SOLUTION, ("w -= self.lr", "w += self.lr")),),
        ),
        Slip(
            {
                "ko": "바뀌지 않는 w: w = w − …은 새 텐서에 이름만 붙입니다. 제자리에서 바꾸세요.",
                "en": "w stays as it was: w = w - ... gives a new tensor the name. Change it in "
                "place.",
            },
            "tensors#in-place",
            (edited(SOLUTION, ("w -= self.lr *", "w = w - self.lr *")),),
        ),
        Slip(
            {
                "ko": "정해 둔 eps나 β: 인자로 받은 값을 쓰지 않았습니다.",
                "en": "Fixed eps or betas: the arguments aren't used.",
            },
            "optimizers#adam",
            (
                edited(SOLUTION, ("self.eps = eps", "self.eps = 1e-8")),
                edited(SOLUTION, ("self.betas = betas", "self.betas = (0.9, 0.999)")),
            ),
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
                        "self.m = [torch.zeros_like(w) for w in self.parameters]",
                        "self.m = [torch.zeros_like(w) for w in parameters]",
                    ),
                    (
                        "self.s = [torch.zeros_like(w) for w in self.parameters]",
                        "self.parameters = list(parameters)\n        self.s = [torch.zeros_like(w) for w in self.parameters]",
                    ),
                ),
                edited(SOLUTION, ("list(parameters)", "parameters")),
            ),
        ),
    ),
    setup="""
def steps(count, *values, generator=False, **options):
    parameters = [torch.tensor(value, requires_grad=True) for value in values]
    optimizer = Adam(iter(parameters) if generator else parameters, **options)
    seen = []
    for step in range(count):
        for parameter in parameters:
            parameter.grad = None
        sum((k + 1) * (w**2).sum() / 2 for k, w in enumerate(parameters)).backward()
        optimizer.step()
        seen.append([w.detach().clone() for w in parameters])
    return seen
""",
    cases=(
        "steps(1, 1.0, lr=0.1)  # w after each step; the loss is w²/2, w = 1 | 스텝마다의 w. 손실은 w²/2, 처음의 w = 1",
        "steps(1, 1.0, lr=0.1, generator=True)  # parameters from a generator | 생성기로 받은 매개변수",
        "steps(3, 1.0, lr=0.3)  # three steps | 세 스텝",
        "steps(3, 1.0, 2.0, lr=0.3, betas=(0.8, 0.9))  # two parameters; w1²/2 + w2² | 매개변수 둘. 손실은 w1²/2 + w2²",
        "steps(2, 1.0, lr=0.1, eps=0.5)",
    ),
)
