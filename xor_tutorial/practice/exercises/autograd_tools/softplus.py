"""Softplus that survives large numbers."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


class Softplus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * torch.sigmoid(x)


def softplus(x):
    return Softplus.apply(x)
"""

EXERCISE = Exercise(
    name="autograd-tools/softplus",
    section="autograd-tools#exercise-1",
    title={"ko": "소프트플러스", "en": "Softplus"},
    task={
        "ko": "텐서 x를 받아 원소마다 ln(1 + e^x)을 계산하는 softplus(x)를 쓰세요. x가 1000이어도 값과 변화도가 맞아야 합니다. 변화도는 직접 쓴 Function의 backward로 계산해 보세요.",
        "en": "Write softplus(x), which computes ln(1 + e^x) for each element of a tensor x. Value and gradient must be right for x = 1000, too. Let the backward of a Function of your own compute the gradient.",
    },
    hint={
        "ko": "ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|)입니다. 도함수는 이미 아는 함수입니다.",
        "en": "ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|). Its derivative is a function that you know.",
    },
    asks="softplus",
    stub="""
import torch


class Softplus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ...

    @staticmethod
    def backward(ctx, g):
        ...


def softplus(x):
    return Softplus.apply(x)
""",
    solution=SOLUTION,
    others=(
        """
import torch

class Softplus(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.where(x > 0, x + (-x).exp().log1p(), x.exp().log1p())

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, g):
        return g / (1 + (-ctx.saved_tensors[0]).exp())

softplus = Softplus.apply
""",
        """
import torch

def softplus(x):
    return torch.logaddexp(x, torch.zeros_like(x))
""",
        """
from torch import nn

softplus = nn.Softplus()
""",
    ),
    slips=(
        Slip(
            {
                "ko": "오버플로: e^1000은 무한대입니다. 큰 x에서는 x를 밖으로 꺼내세요. max(x, 0) + ln(1 + e^−|x|)입니다.",
                "en": "Overflow: e^1000 is infinite. Take a large x out of the logarithm: max(x, 0) + ln(1 + e^-|x|).",
            },
            "softmax#overflow",
            (
                edited(
                    SOLUTION,
                    ("x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))", "(1 + x.exp()).log()"),
                ),
                "def softplus(x):\n    return (1 + x.exp()).log()\n",
            ),
        ),
        Slip(
            {
                "ko": "오버플로하는 도함수: e^x / (1 + e^x)은 x가 크면 ∞ / ∞, 즉 nan입니다. torch.sigmoid를 쓰세요.",
                "en": "A derivative that overflows: e^x / (1 + e^x) is ∞ / ∞, a nan, for large x. Use torch.sigmoid.",
            },
            "softmax#sigmoid",
            (edited(SOLUTION, ("torch.sigmoid(x)", "x.exp() / (1 + x.exp())")),),
        ),
        Slip(
            {
                "ko": "g를 곱하지 않음: backward는 들어온 변화도 g에 자기 도함수를 곱해 반환해야 합니다.",
                "en": "g left out: backward has to multiply its derivative by the gradient g that arrives.",
            },
            "autograd-tools#function",
            (edited(SOLUTION, ("g * torch.sigmoid", "torch.sigmoid")),),
        ),
        Slip(
            {
                "ko": "시그모이드의 도함수: σ(1 − σ)는 시그모이드를 미분한 것입니다. 소프트플러스의 도함수는 σ입니다.",
                "en": "The sigmoid's derivative: σ(1 − σ) is that of the sigmoid. Softplus has σ itself.",
            },
            "softmax#sigmoid",
            (edited(SOLUTION, ("torch.sigmoid(x)", "torch.sigmoid(x) * (1 - torch.sigmoid(x))")),),
        ),
        Slip(
            {
                "ko": "출력을 저장함: 도함수는 입력 x의 시그모이드인데 출력의 시그모이드를 계산했습니다.",
                "en": "The output saved: the derivative is the sigmoid of the input, not of the output.",
            },
            "autograd-tools#function",
            (
                """
import torch

class Softplus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        return g * torch.sigmoid(ctx.saved_tensors[0])

softplus = Softplus.apply
""",
            ),
        ),
        Slip(
            {
                "ko": "잘라낸 x: x를 어떤 수에서 자르면 그 위에서 값이 멈추고 변화도가 0이 됩니다.",
                "en": "x cut off: if x is clamped, the value stops growing there and its gradient is 0.",
            },
            "softmax#max-trick",
            tuple(
                f"def softplus(x):\n    return (1 + x.clamp(max={most}).exp()).log()\n"
                for most in (20, 50, 80, 88)
            ),
        ),
        Slip(
            {
                "ko": "절댓값이 빠짐: 큰 쪽으로 나눈 식에서 지수는 −|x|입니다. −x이면 음수인 x에서 틀립니다.",
                "en": "No absolute value: the exponent is -|x|. With -x it is wrong for negative x.",
            },
            "softmax#max-trick",
            (edited(SOLUTION, ("-x.abs()", "-x")),),
        ),
        Slip(
            {
                "ko": "시그모이드: 그것은 소프트플러스의 도함수입니다. 값은 ln(1 + e^x)입니다.",
                "en": "The sigmoid: that is softplus's derivative. Its value is ln(1 + e^x).",
            },
            "softmax#sigmoid",
            ("import torch\n\ndef softplus(x):\n    return torch.sigmoid(x)\n",),
        ),
        Slip(
            {
                "ko": "ReLU: max(x, 0)은 큰 수에서만 같습니다. ln(1 + e^−|x|)을 더하세요.",
                "en": "ReLU: max(x, 0) is the same for large numbers only. Add ln(1 + e^-|x|).",
            },
            "softmax#max-trick",
            (
                edited(
                    SOLUTION,
                    ("x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))", "x.clamp(min=0)"),
                ),
                "import torch\n\ndef softplus(x):\n    return torch.relu(x)\n",
            ),
        ),
        Slip(
            {
                "ko": "그대로 넘긴 변화도: backward가 g를 그대로 반환합니다. 도함수인 시그모이드를 곱하세요.",
                "en": "The gradient passed on: backward returns g as it is. Multiply it by the derivative, the sigmoid.",
            },
            "autograd-tools#function",
            (edited(SOLUTION, ("g * torch.sigmoid(x)", "g")),),
        ),
    ),
    setup="""
def value_and_gradient(x):
    x = torch.tensor(x, requires_grad=True)
    y = softplus(x)
    (3 * y).sum().backward()
    return y, x.grad
""",
    cases=(
        "softplus(torch.tensor([0.0]))",
        "value_and_gradient([0.0])  # of 3 * softplus | 3 * softplus의 값과 변화도",
        "value_and_gradient([-2.0, 0.5, 3.0])",
        "value_and_gradient([1000.0])",
        "value_and_gradient([-1000.0])",
    ),
)
