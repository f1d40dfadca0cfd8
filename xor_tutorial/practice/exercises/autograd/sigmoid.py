"""A sigmoid for Scalar."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
from xor_tutorial import Scalar


def sigmoid(x):
    return 1 / (1 + (-x).exp())
"""

EXERCISE = Exercise(
    name="autograd/sigmoid",
    section="autograd#exercise-4",
    title={
        "ko": "Scalar의 시그모이드",
        "en": "A sigmoid for Scalar",
    },
    task={
        "ko": "Scalar를 받아 시그모이드 1 / (1 + e^−x)를 Scalar로 반환하는 함수를 쓰세요. backward가 지나갈 수 있어야 합니다.",
        "en": "Write a function that takes a Scalar and returns its sigmoid 1 / (1 + e^-x) as a Scalar. backward must be able to pass through it.",
    },
    hint={
        "ko": "있는 연산으로 만들거나, Scalar(값, (x, 미분))으로 새 연산을 만드세요. 미분은 σ(1 − σ)입니다.",
        "en": "Build it from the operations there are, or as a new one: Scalar(value, (x, derivative)). The derivative is s * (1 - s).",
    },
    asks="sigmoid",
    stub="""
from xor_tutorial import Scalar


def sigmoid(x):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import math
from xor_tutorial import Scalar

def sigmoid(x):
    s = 1 / (1 + math.exp(-x.value))
    return Scalar(s, (x, s * (1 - s)))
""",
        """
def sigmoid(x):
    return ((x * 0.5).tanh() + 1) / 2
""",
        """
def sigmoid(x):
    return (1 + (-x).exp()) ** -1
""",
    ),
    slips=(
        Slip(
            {
                "ko": "끊긴 그래프: 값만으로 새 Scalar를 만들면 backward가 x로 돌아가지 못합니다. 쌍 (x, 미분)을 함께 주세요.",
                "en": "A graph that is cut: a Scalar made from the value alone has no way back to x. Give the pair (x, derivative).",
            },
            "autograd#scalar",
            (
                """
import math
from xor_tutorial import Scalar

def sigmoid(x):
    return Scalar(1 / (1 + math.exp(-x.value)))
""",
            ),
        ),
        Slip(
            {
                "ko": "부호: e의 x제곱이 아니라 −x제곱입니다.",
                "en": "The sign: it is e to -x, not to x.",
            },
            "softmax#sigmoid",
            (edited(SOLUTION, ("(-x).exp()", "x.exp()")),),
        ),
        Slip(
            {
                "ko": "미분: σ(1 − σ)여야 합니다.",
                "en": "The derivative: it should be s * (1 - s).",
            },
            "autograd#scalar",
            (
                """
import math
from xor_tutorial import Scalar

def sigmoid(x):
    s = 1 / (1 + math.exp(-x.value))
    return Scalar(s, (x, s))
""",
                """
import math
from xor_tutorial import Scalar

def sigmoid(x):
    s = 1 / (1 + math.exp(-x.value))
    return Scalar(s, (x, 1 - s))
""",
                """
import math
from xor_tutorial import Scalar

def sigmoid(x):
    s = 1 / (1 + math.exp(-x.value))
    return Scalar(s, (x, x.value * (1 - x.value)))
""",
                """
import math
from xor_tutorial import Scalar

def sigmoid(x):
    s = 1 / (1 + math.exp(-x.value))
    return Scalar(s, (x, 1 - s**2))
""",
            ),
        ),
        Slip(
            {
                "ko": "tanh: 시그모이드와 모양은 같지만 −1에서 1까지입니다.",
                "en": "tanh: it has the shape, but goes from -1 to 1.",
            },
            "softmax#sigmoid",
            (
                """
def sigmoid(x):
    return x.tanh()
""",
            ),
        ),
        Slip(
            {
                "ko": "math.exp: 그것은 수만 받습니다. x.exp()를 쓰세요.",
                "en": "math.exp: it takes plain numbers only. Use x.exp().",
            },
            "autograd#scalar",
            (
                """
import math
from xor_tutorial import Scalar

def sigmoid(x):
    return 1 / (1 + math.exp(-x))
""",
            ),
        ),
    ),
    setup="""
from xor_tutorial import Scalar

def value(number):
    return sigmoid(Scalar(number)).value

def slope(number):
    x = Scalar(number)
    sigmoid(x).backward()
    return x.grad
""",
    cases=(
        "value(0.0)",
        "slope(0.0)",
        "value(2.0)",
        "slope(2.0)",
    ),
)
