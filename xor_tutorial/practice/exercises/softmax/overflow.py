"""Where overflow begins."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import math

import torch


def largest_score(dtype):
    return math.log(torch.finfo(dtype).max)
"""

EXERCISE = Exercise(
    name="softmax/overflow",
    section="softmax#exercise-4",
    title={
        "ko": "넘침이 시작되는 점수",
        "en": "Where overflow begins",
    },
    task={
        "ko": "자료형 dtype에서 e^z가 무한대가 되기 시작하는 점수 z를 계산하는 함수를 쓰세요. 즉 그 자료형에서 가장 큰 수의 자연로그입니다.",
        "en": "Write a function that takes a dtype and returns the score z above which e^z overflows in it: the natural logarithm of the dtype's largest number.",
    },
    hint={
        "ko": "torch.finfo(dtype).max가 그 자료형에서 가장 큰 수입니다.",
        "en": "torch.finfo(dtype).max is the largest number of a dtype.",
    },
    asks="largest_score",
    stub="""
import torch


def largest_score(dtype):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def largest_score(dtype):
    return torch.tensor(torch.finfo(dtype).max, dtype=torch.float64).log()
""",
        """
import math
import torch

def largest_score(dtype):
    return math.log2(torch.finfo(dtype).max) * math.log(2)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "밑이 10이나 2인 로그: e^z의 역은 자연로그입니다.",
                "en": "A logarithm to base 10 or 2: the inverse of e^z is the natural logarithm.",
            },
            "softmax#overflow",
            (
                edited(SOLUTION, ("math.log(", "math.log10(")),
                edited(SOLUTION, ("math.log(", "math.log2(")),
            ),
        ),
        Slip(
            {
                "ko": "로그 없음: 가장 큰 수 자체를 반환했습니다. e^z가 그만큼 커지는 z가 필요합니다.",
                "en": "No logarithm: this is the largest number itself. Find the z for which e^z is as large.",
            },
            "softmax#overflow",
            (edited(SOLUTION, ("math.log(torch.finfo(dtype).max)", "torch.finfo(dtype).max")),),
        ),
        Slip(
            {
                "ko": "가장 작은 수: tiny나 eps가 아니라 max입니다.",
                "en": "The smallest number: take max, not tiny or eps.",
            },
            "softmax#overflow",
            (
                edited(SOLUTION, ("finfo(dtype).max", "finfo(dtype).tiny")),
                edited(SOLUTION, ("finfo(dtype).max", "finfo(dtype).eps")),
            ),
        ),
        Slip(
            {
                "ko": "한 자료형만: 인자 dtype을 쓰지 않았습니다.",
                "en": "One dtype only: the argument isn't used.",
            },
            "softmax#overflow",
            (
                edited(SOLUTION, ("finfo(dtype)", "finfo(torch.float32)")),
                edited(SOLUTION, ("finfo(dtype)", "finfo(torch.float64)")),
            ),
        ),
        Slip(
            {
                "ko": "비트의 수: bfloat16은 16비트이지만 범위는 float32와 같습니다.",
                "en": "Judged by the bits: bfloat16 has 16 bits but the range of float32.",
            },
            "softmax#overflow",
            (
                """
import math
import torch

def largest_score(dtype):
    return {16: math.log(65504), 32: math.log(torch.finfo(torch.float32).max), 64: math.log(torch.finfo(torch.float64).max)}[torch.finfo(dtype).bits]
""",
            ),
        ),
    ),
    cases=(
        "largest_score(torch.float16)",
        "largest_score(torch.float32)",
        "largest_score(torch.float64)",
        "largest_score(torch.bfloat16)",
    ),
)
