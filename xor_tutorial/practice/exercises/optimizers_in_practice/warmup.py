"""Warmup and cosine."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import math


def factor(t):
    if t < 5:
        return (t + 1) / 5
    return (1 + math.cos(math.pi * (t - 5) / 15)) / 2
"""

EXERCISE = Exercise(
    name="optimizers-in-practice/warmup",
    section="optimizers-in-practice#exercise-1",
    title={
        "ko": "워밍업과 코사인",
        "en": "Warmup and cosine",
    },
    task={
        "ko": "LambdaLR에 줄 함수 factor(t)를 쓰세요. t = 0, …, 4에서 0.2, 0.4, …, 1로 오르고, t = 5부터 코사인을 따라 내려가 t = 20에서 0이 됩니다. t = 5에서는 1입니다.",
        "en": "For LambdaLR, write a function factor(t) that rises over 0.2, 0.4, ..., 1 at t = 0, ..., 4, and from t = 5, where it is 1, follows a cosine down to 0 at t = 20.",
    },
    hint={
        "ko": "t = 5부터 코사인에는 15스텝이 있습니다. t/T 자리에 (t − 5)/15를 넣으세요.",
        "en": "From t = 5 on the cosine has 15 steps: put (t - 5)/15 in place of t/T.",
    },
    asks="factor",
    stub="""
import math


def factor(t):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import math

def factor(t):
    return min((t + 1) / 5, math.cos(math.pi * max(t - 5, 0) / 30) ** 2)
""",
        """
import torch

def factor(t):
    t = torch.as_tensor(float(t))
    return torch.where(t < 5, (t + 1) / 5, 0.5 + 0.5 * torch.cos(torch.pi * (t - 5) / 15))
""",
    ),
    slips=(
        Slip(
            {
                "ko": "0에서 시작: t = 0의 인수가 0이면 첫 스텝이 아무것도 하지 않습니다. (t + 1)/5입니다.",
                "en": "It begins at 0: with a factor 0 the first step does nothing. It is (t + 1)/5.",
            },
            "optimizers-in-practice#schedules",
            (edited(SOLUTION, ("(t + 1) / 5", "t / 5")),),
        ),
        Slip(
            {
                "ko": "옮기지 않은 코사인: t − 5에서 시작해야 t = 5에서 1입니다.",
                "en": "The cosine not shifted: it has to begin at t - 5 to be 1 at t = 5.",
            },
            "optimizers-in-practice#schedules",
            (
                edited(SOLUTION, ("(t - 5) / 15", "t / 20")),
                edited(SOLUTION, ("(t - 5) / 15", "t / 15")),
            ),
        ),
        Slip(
            {
                "ko": "다른 길이: 내려가는 데 15스텝이 있습니다.",
                "en": "Another length: there are 15 steps to go down.",
            },
            "optimizers-in-practice#schedules",
            (edited(SOLUTION, ("(t - 5) / 15", "(t - 5) / 20")),),
        ),
        Slip(
            {
                "ko": "반으로 나누지 않음: 1 + cos은 2에서 시작합니다.",
                "en": "Not halved: 1 + cos begins at 2.",
            },
            "optimizers-in-practice#schedules",
            (
                edited(
                    SOLUTION,
                    (
                        "(1 + math.cos(math.pi * (t - 5) / 15)) / 2",
                        "1 + math.cos(math.pi * (t - 5) / 15)",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "1을 더하지 않음: cos만 쓰면 −1까지 내려갑니다.",
                "en": "No 1 added: the cosine alone goes down to -1.",
            },
            "optimizers-in-practice#schedules",
            (
                edited(
                    SOLUTION,
                    (
                        "(1 + math.cos(math.pi * (t - 5) / 15)) / 2",
                        "math.cos(math.pi * (t - 5) / 15)",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "직선: 코사인이 아니라 직선으로 내려갑니다.",
                "en": "A straight line: it should follow a cosine.",
            },
            "optimizers-in-practice#schedules",
            (edited(SOLUTION, ("(1 + math.cos(math.pi * (t - 5) / 15)) / 2", "1 - (t - 5) / 15")),),
        ),
        Slip(
            {
                "ko": "각도의 단위: math.cos은 라디안을 받습니다. π를 곱하세요.",
                "en": "The unit: math.cos takes radians. Multiply by pi.",
            },
            "optimizers-in-practice#schedules",
            (
                edited(SOLUTION, ("math.pi * (t - 5) / 15", "180 * (t - 5) / 15")),
                edited(SOLUTION, ("math.pi * (t - 5) / 15", "(t - 5) / 15")),
            ),
        ),
        Slip(
            {
                "ko": "사인: 코사인이 1에서 내려가야 합니다.",
                "en": "A sine: it should be the cosine, which comes down from 1.",
            },
            "optimizers-in-practice#schedules",
            (edited(SOLUTION, ("math.cos", "math.sin")),),
        ),
        Slip(
            {
                "ko": "4분의 1 주기: 코사인의 절반을 써야 하므로 π/2가 아니라 π입니다.",
                "en": "A quarter of the wave: (1 + cos) / 2 goes down over half a wave, up to pi and not pi/2.",
            },
            "optimizers-in-practice#schedules",
            (
                edited(
                    SOLUTION,
                    (
                        "(1 + math.cos(math.pi * (t - 5) / 15)) / 2",
                        "math.cos(math.pi / 2 * (t - 5) / 15)",
                    ),
                ),
                edited(SOLUTION, ("math.pi * (t - 5) / 15", "math.pi / 2 * (t - 5) / 15")),
            ),
        ),
        Slip(
            {
                "ko": "올라가는 코사인: 1에서 0으로 내려가야 하는데 0에서 1로 올라갑니다.",
                "en": "A cosine that rises: it should come down from 1 to 0.",
            },
            "optimizers-in-practice#schedules",
            (edited(SOLUTION, ("1 + math.cos", "1 - math.cos")),),
        ),
    ),
    cases=(
        "[factor(t) for t in range(5)]",
        "factor(5)",
        "[factor(t) for t in (10, 12.5, 15)]",
        "factor(20)",
    ),
)
