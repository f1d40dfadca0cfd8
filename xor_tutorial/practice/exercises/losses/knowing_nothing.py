"""The loss of knowing nothing."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import math


def loss(C):
    return math.log(C)
"""

EXERCISE = Exercise(
    name="losses/knowing-nothing",
    section="losses#exercise-1",
    title={
        "ko": "아무것도 모를 때의 손실",
        "en": "The loss of knowing nothing",
    },
    task={
        "ko": "클래스가 C개일 때, 모든 클래스에 같은 확률을 주는 모델의 교차 엔트로피를 계산하는 함수를 쓰세요.",
        "en": "Write a function that takes the number of classes C and returns the cross-entropy of a model that gives all classes the same probability.",
    },
    hint={
        "ko": "모든 확률이 1/C입니다.",
        "en": "All probabilities are 1/C.",
    },
    asks="loss",
    stub="""
import math


def loss(C):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch
from torch.nn import functional as F

def loss(C):
    return F.cross_entropy(torch.zeros(1, C), torch.tensor([0]))
""",
        """
import math

def loss(C):
    return -math.log(1 / C)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "부호: 확률의 로그는 음수이므로 손실은 그것의 반대입니다.",
                "en": "The sign: the logarithm of a probability is negative, and the loss is minus that.",
            },
            "losses#nll",
            (edited(SOLUTION, ("math.log(C)", "math.log(1 / C)")),),
        ),
        Slip(
            {
                "ko": "밑이 2나 10인 로그: 손실에는 자연로그를 씁니다.",
                "en": "A logarithm to base 2 or 10: losses use the natural one.",
            },
            "losses#cross-entropy",
            (
                edited(SOLUTION, ("math.log(", "math.log2(")),
                edited(SOLUTION, ("math.log(", "math.log10(")),
            ),
        ),
        Slip(
            {
                "ko": "확률을 반환함: 1/C가 아니라 그 로그에 빼기를 붙인 것입니다.",
                "en": "The probability itself: take minus its logarithm.",
            },
            "losses#nll",
            (
                edited(SOLUTION, ("math.log(C)", "1 / C")),
                edited(SOLUTION, ("math.log(C)", "1 - 1 / C")),
            ),
        ),
        Slip(
            {
                "ko": "언제나 ln 2: 클래스가 둘일 때만 맞습니다.",
                "en": "Always ln 2: that is for two classes.",
            },
            "losses#first-loss",
            (edited(SOLUTION, ("math.log(C)", "math.log(2)")),),
        ),
        Slip(
            {
                "ko": "클래스로 나눔: 손실은 정답 클래스 하나의 −ln p입니다.",
                "en": "Divided by the classes: the loss is -ln p of the right class alone.",
            },
            "losses#nll",
            (edited(SOLUTION, ("math.log(C)", "math.log(C) / C")),),
        ),
    ),
    cases=(
        "loss(2)",
        "loss(10)",
        "loss(1000)",
    ),
)
