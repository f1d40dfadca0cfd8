"""A numeric gradient."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def numeric(f, x, h=1e-5):
    gradient = torch.zeros_like(x)
    for i in range(x.numel()):
        up, down = x.clone(), x.clone()
        up.view(-1)[i] += h
        down.view(-1)[i] -= h
        gradient.view(-1)[i] = (f(up) - f(down)) / (2 * h)
    return gradient
"""

EXERCISE = Exercise(
    name="autograd/numeric",
    section="autograd#exercise-3",
    title={
        "ko": "수치 변화도",
        "en": "A numeric gradient",
    },
    task={
        "ko": "텐서 x를 받아 수 하나를 내는 함수 f가 있습니다. autograd 없이 f(x)의 변화도를 계산하는 numeric(f, x)를 쓰세요. 성분마다 그 성분만 h만큼 늘리고 줄여, 두 값의 차를 2h로 나눕니다. x는 float64이고 오차는 1e-6보다 작아야 합니다. x는 그대로 남아야 합니다.",
        "en": "f takes a tensor x and gives one number. Without autograd, write numeric(f, x) that computes its gradient: for each element, raise and lower that element alone by h and divide the difference of the two values by 2h. x is float64; the error must be below 1e-6. x must be as it was.",
    },
    hint={
        "ko": "h = 1e-5가 알맞습니다. x.clone()의 한 성분만 바꾸세요.",
        "en": "h = 1e-5 is about right. Change one element of x.clone().",
    },
    asks="numeric",
    stub="""
import torch


def numeric(f, x):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def numeric(f, x):
    h, steps = 1e-6, torch.eye(x.numel(), dtype=x.dtype)
    slopes = [(f(x + h * e.view_as(x)) - f(x - h * e.view_as(x))) / (2 * h) for e in steps]
    return torch.tensor(slopes).reshape(x.shape)
""",
        """
from xor_tutorial import numeric_gradient as numeric
""",
    ),
    slips=(
        Slip(
            {
                "ko": "나누는 수: 위아래의 거리는 2h입니다. h로 나누면 두 배가 됩니다.",
                "en": "The divisor: from down to up it is 2h. Divided by h it is twice too large.",
            },
            "autograd#numeric",
            (edited(SOLUTION, ("/ (2 * h)", "/ h")),),
        ),
        Slip(
            {
                "ko": "모두 함께 움직임: 한 번에 한 성분만 바꾸세요.",
                "en": "All moved together: change one element at a time.",
            },
            "autograd#numeric",
            (
                """
import torch

def numeric(f, x, h=1e-5):
    return torch.full_like(x, ((f(x + h) - f(x - h)) / (2 * h)).item())
""",
                edited(
                    SOLUTION, ("up.view(-1)[i] +=", "up +="), ("down.view(-1)[i] -=", "down -=")
                ),
            ),
        ),
        Slip(
            {
                "ko": "부호: 위의 값에서 아래의 값을 빼세요.",
                "en": "The sign: subtract the lower value from the upper.",
            },
            "autograd#numeric",
            (edited(SOLUTION, ("f(up) - f(down)", "f(down) - f(up)")),),
        ),
        Slip(
            {
                "ko": "한쪽 차분: (f(x + h) − f(x)) / h의 오차는 h에 비례합니다. 위아래의 차는 h²에 비례합니다.",
                "en": "One-sided: the error of (f(x + h) - f(x)) / h is in proportion to h, that of the two-sided one to h squared.",
            },
            "autograd#numeric",
            (
                edited(
                    SOLUTION,
                    ("(f(up) - f(down)) / (2 * h)", "(f(up) - f(x)) / h"),
                    ("h=1e-5", "h=1e-3"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "너무 큰 h: 곡선이 휘어 오차가 커집니다.",
                "en": "h too large: the curve bends, and the error grows.",
            },
            "autograd#numeric",
            (
                edited(SOLUTION, ("h=1e-5", "h=0.1")),
                edited(SOLUTION, ("h=1e-5", "h=0.5")),
            ),
        ),
        Slip(
            {
                "ko": "사본이 없음: x를 바꾸고 되돌리지 않았습니다. clone()을 쓰세요.",
                "en": "No copy: x itself is changed and not brought back. Use clone().",
            },
            "tensors#in-place",
            (edited(SOLUTION, ("up, down = x.clone(), x.clone()", "up, down = x, x.clone()")),),
        ),
    ),
    cases=(
        "numeric(lambda x: x**2, torch.tensor(3.0, dtype=torch.float64))",
        "numeric(lambda x: (x * x.flip(0)).sum(), torch.tensor([1.0, 2.0], dtype=torch.float64))",
        "numeric(lambda x: x.exp().sum(), torch.tensor([[0.0, 1.0], [2.0, 0.5]], dtype=torch.float64))",
        "x = torch.tensor([1.0, 2.0], dtype=torch.float64)\nbefore = x.clone()\nnumeric(lambda x: x.prod(), x)\ntorch.equal(x, before)  # x as it was | 처음과 같은 x",
    ),
)
