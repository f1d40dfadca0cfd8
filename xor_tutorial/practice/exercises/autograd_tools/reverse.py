"""A function that reverses gradients."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        return -g


def reverse(x):
    return Reverse.apply(x)
"""

EXERCISE = Exercise(
    name="autograd-tools/reverse",
    section="autograd-tools#exercise-2",
    title={"ko": "변화도 뒤집기", "en": "Reverse a gradient"},
    task={
        "ko": "입력을 그대로 반환하고, 역전파에서는 지나가는 변화도의 부호를 바꾸는 reverse(x)를 쓰세요. x를 쓰는 다른 계산에는 영향이 없어야 합니다.",
        "en": "Write reverse(x), which returns its input unchanged and in the backward pass changes the sign of the gradient that goes through it. It must not affect anything else that uses x.",
    },
    hint={
        "ko": "Function의 backward에서 −g를 반환하거나, 복사본에 훅을 다세요.",
        "en": "Return -g from the backward of a Function, or put a hook on a copy.",
    },
    asks="reverse",
    stub="""
import torch


def reverse(x):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def reverse(x):
    y = x.clone()
    y.register_hook(torch.neg)
    return y
""",
        """
def reverse(x):
    return 2 * x.detach() - x
""",
        """
import torch

class reverse(torch.nn.Module):
    def forward(self, x):
        y = x * 1.0
        y.register_hook(lambda g: -1.0 * g)
        return y
""",
    ),
    slips=(
        Slip(
            {
                "ko": "값까지 뒤집음: 순전파에서는 입력을 그대로 반환해야 합니다. 부호는 backward에서만 바꾸세요.",
                "en": "The value reversed as well: the forward pass returns its input. Change the sign in backward alone.",
            },
            "autograd-tools#function",
            (
                "def reverse(x):\n    return -x\n",
                edited(SOLUTION, ("x.clone()", "-x")),
            ),
        ),
        Slip(
            {
                "ko": "뒤집지 않음: 변화도가 그대로 지나갑니다. backward에서 −g를 반환하세요.",
                "en": "Nothing reversed: the gradient goes through as it is. Return -g from backward.",
            },
            "autograd-tools#function",
            (
                edited(SOLUTION, ("return -g", "return g")),
                "def reverse(x):\n    return x.clone()\n",
            ),
        ),
        Slip(
            {
                "ko": "x 자신에 단 훅: x에 달면 x를 쓰는 모든 계산의 변화도가 뒤집힙니다. 복사본에 다세요.",
                "en": "A hook on x itself: it reverses the gradients of everything that uses x. Put it on a copy.",
            },
            "autograd-tools#hook-alter",
            (
                "def reverse(x):\n    x.register_hook(lambda g: -g)\n    return x\n",
                "def reverse(x):\n    x.register_hook(lambda g: -g)\n    return x.clone()\n",
            ),
        ),
        Slip(
            {
                "ko": "끊어진 그래프: detach()나 no_grad()를 지나면 변화도가 돌아오지 않습니다.",
                "en": "A graph cut off: no gradient comes back through detach() or no_grad().",
            },
            "autograd-in-practice#detach",
            (
                "def reverse(x):\n    return x.detach()\n",
                edited(SOLUTION, ("return -g", "return None")),
                edited(SOLUTION, ("return -g", "return g * 0")),
            ),
        ),
        Slip(
            {
                "ko": "정해진 변화도: 들어온 g를 쓰지 않았습니다. g의 부호를 바꾸어 반환하세요.",
                "en": "A fixed gradient: the g that arrives isn't used. Return it with its sign changed.",
            },
            "autograd-tools#function",
            (
                """
import torch

class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        return -torch.ones_like(g)

reverse = Reverse.apply
""",
            ),
        ),
    ),
    setup="""
def gradient(f, x):
    x = torch.tensor(x, requires_grad=True)
    f(x).backward()
    return x.grad
""",
    cases=(
        "reverse(torch.tensor([1.0, 2.0], requires_grad=True))",
        "gradient(lambda x: (reverse(x) ** 2).sum(), [1.0, 2.0])",
        "gradient(lambda x: reverse(x).sum() + 5 * x.sum(), [1.0, 2.0])  # x is used twice | x를 두 번 씀",
    ),
)
