"""The floor of softmax applied twice."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import math


def floor(C):
    return math.log(math.e + C - 1) - 1
"""

EXERCISE = Exercise(
    name="losses/softmax-floor",
    section="losses#exercise-4",
    title={
        "ko": "소프트맥스 두 번의 바닥",
        "en": "The floor of softmax applied twice",
    },
    task={
        "ko": "cross_entropy 앞에 소프트맥스를 한 번 더 두면 손실이 어디까지 내려갈 수 있나요? 클래스의 수 C를 받아 그 값을 계산하는 함수를 쓰세요.",
        "en": "With a softmax before cross_entropy, how low can the loss get? Write a function of the number of classes C.",
    },
    hint={
        "ko": "가장 좋을 때 cross_entropy가 받는 값은 정답이 1, 나머지 C − 1개가 0입니다.",
        "en": "At best cross_entropy gets 1 for the right class and 0 for the other C - 1.",
    },
    asks="floor",
    stub="""
import math


def floor(C):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch
from torch.nn import functional as F

def floor(C):
    return F.cross_entropy(torch.eye(C)[:1], torch.tensor([0]))
""",
        """
import math

def floor(C):
    return math.log(1 + (C - 1) / math.e)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "바닥이 0: 두 번째 소프트맥스가 1과 0을 다시 확률로 바꾸므로 0이 되지 못합니다.",
                "en": "A floor of 0: the second softmax turns 1 and 0 into probabilities again, so 0 is out of reach.",
            },
            "losses#softmax-twice",
            (edited(SOLUTION, ("math.log(math.e + C - 1) - 1", "0.0")),),
        ),
        Slip(
            {
                "ko": "정답의 점수를 빼지 않음: 손실은 ln Σe^z에서 정답의 점수 1을 뺀 것입니다.",
                "en": "The right score not subtracted: the loss is the log-sum-exp minus the right score, which is 1.",
            },
            "losses#cross-entropy",
            (
                """
import math

def floor(C):
    return math.log(math.e + C - 1)
""",
            ),
        ),
        Slip(
            {
                "ko": "하나 많은 0: 정답이 아닌 클래스는 C − 1개입니다.",
                "en": "One zero too many: the other classes are C - 1.",
            },
            "losses#softmax-twice",
            (edited(SOLUTION, ("math.e + C - 1", "math.e + C")),),
        ),
        Slip(
            {
                "ko": "모를 때의 손실: ln C는 가장 나쁜 쪽에 가깝습니다. 가장 좋은 경우를 계산하세요.",
                "en": "The loss of knowing nothing: ln C is that. Compute the best case.",
            },
            "losses#first-loss",
            (edited(SOLUTION, ("math.log(math.e + C - 1) - 1", "math.log(C)")),),
        ),
        Slip(
            {
                "ko": "클래스 둘만: C를 쓰지 않았습니다.",
                "en": "Two classes only: C isn't used.",
            },
            "losses#softmax-twice",
            (edited(SOLUTION, ("+ C - 1", "+ 1")),),
        ),
    ),
    cases=(
        "floor(2)",
        "floor(10)",
        "floor(1000)",
    ),
)
