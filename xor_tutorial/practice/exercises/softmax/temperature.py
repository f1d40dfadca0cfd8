"""Temperature."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def soften(z, T):
    return torch.softmax(z / T, dim=1)
"""

EXERCISE = Exercise(
    name="softmax/temperature",
    section="softmax#temperature",
    title={
        "ko": "온도",
        "en": "Temperature",
    },
    task={
        "ko": "형태가 `(N, C)`인 점수 `z`와 온도 `T`를 받아, 온도가 `T`인 소프트맥스를 행마다 계산하는 함수를 쓰세요. 온도가 낮을수록 가장 큰 점수의 확률이 1에 가까워집니다.",
        "en": "Write a function that takes scores `z` of shape `(N, C)` and a temperature `T`, and "
        "returns each row's softmax at that temperature. A low temperature makes it sharper.",
    },
    hint={
        "ko": "소프트맥스를 하기 전에 점수를 T로 나눕니다.",
        "en": "Divide the scores by T before the softmax.",
    },
    asks="soften",
    stub="""
import torch


def soften(z, T):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def soften(z, T):
    p = z.softmax(1) ** (1 / T)
    return p / p.sum(1, keepdim=True)
""",
        """
import torch

def soften(z, T):
    z = z / T
    return torch.exp(z - z.logsumexp(1)[:, None])
""",
    ),
    slips=(
        Slip(
            {
                "ko": "곱한 온도: 나누어야 온도가 낮을수록 가장 큰 점수의 확률이 1에 가까워집니다.",
                "en": "Multiplied: divide, or a low temperature makes it flat.",
            },
            "softmax#temperature",
            (edited(SOLUTION, ("z / T", "z * T")),),
        ),
        Slip(
            {
                "ko": "소프트맥스 뒤의 온도: 확률을 T로 나누면 합이 1이 아닙니다.",
                "en": "T after the softmax: probabilities divided by T don't add up to 1.",
            },
            "softmax#temperature",
            (edited(SOLUTION, ("torch.softmax(z / T, dim=1)", "torch.softmax(z, dim=1) / T")),),
        ),
        Slip(
            {
                "ko": "쓰지 않은 온도: T가 결과에 영향을 주지 않습니다. 모든 점수에서 T를 빼도 확률은 그대로입니다.",
                "en": "T without effect: it isn't used, or only subtracted from every score, which changes nothing.",
            },
            "softmax#shift-invariance",
            (
                edited(SOLUTION, ("z / T", "z")),
                edited(SOLUTION, ("z / T", "z - T")),
            ),
        ),
        Slip(
            {
                "ko": "잘못된 dim: 클래스는 dim=1에 있습니다.",
                "en": "The wrong dim: the classes lie along dim=1.",
            },
            "softmax#dim",
            (edited(SOLUTION, ("dim=1", "dim=0")),),
        ),
        Slip(
            {
                "ko": "확률의 거듭제곱: p를 1/T제곱한 뒤 다시 합으로 나누어야 합니다.",
                "en": "A power of p: after raising p to 1/T divide by the sum again.",
            },
            "softmax#temperature",
            (
                """
def soften(z, T):
    return z.softmax(1) ** (1 / T)
""",
            ),
        ),
    ),
    cases=(
        "soften(torch.tensor([[0.0, 1.0]]), 1.0)",
        "soften(torch.tensor([[0.0, 1.0]]), 0.5)",
        "soften(torch.tensor([[0.0, 1.0, 3.0], [1.0, -1.0, 0.0]]), 4.0)",
    ),
)
