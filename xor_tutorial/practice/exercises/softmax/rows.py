"""Softmax of each row, without overflow."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def softmax_rows(z):
    e = torch.exp(z - z.amax(dim=1, keepdim=True))
    return e / e.sum(dim=1, keepdim=True)
"""

EXERCISE = Exercise(
    name="softmax/rows",
    section="softmax#exercise-2",
    title={"ko": "행마다 소프트맥스", "en": "Softmax row by row"},
    task={
        "ko": "torch.softmax 없이, 형태가 (N, C)인 텐서의 각 행에 소프트맥스를 적용하는 함수를 쓰세요. "
        "점수가 1000이어도 nan이 나오면 안 됩니다.",
        "en": "Without torch.softmax, write a function that takes the softmax of each row of a "
        "tensor of shape (N, C). It must not give nan for a score of 1000.",
    },
    hint={
        "ko": "z.amax(dim=1, keepdim=True)는 각 행에서 가장 큰 점수로, 형태는 (N, 1)입니다.",
        "en": "z.amax(dim=1, keepdim=True) is the largest score of each row, of shape (N, 1).",
    },
    asks="softmax_rows",
    stub="""
import torch


def softmax_rows(z):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch


def softmax_rows(z):
    return torch.softmax(z.half(), dim=1)
""",
        """
import torch

def softmax_rows(z):
    return torch.exp(z - torch.logsumexp(z, 1, keepdim=True))
""",
        """
import torch

def softmax_rows(z):
    z = z.double()
    z -= z.max(1, keepdim=True).values
    z.exp_()
    z /= z.sum(1, keepdim=True)
    return z
""",
        """
import torch
from torch import nn

class softmax_rows(nn.Module):
    def forward(self, z):
        rows = []
        for row in z:
            e = (row - row.max()).exp()
            rows.append(e / e.sum())
        return torch.stack(rows)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "잘못된 dim: dim=0이면 열의 합이 1이 됩니다. 여기에서 클래스는 dim=1을 따라 놓여 있습니다.",
                "en": "The wrong dim: with dim=0 the columns add up to 1. Here the classes lie "
                "along dim=1.",
            },
            "softmax#dim",
            (
                edited(SOLUTION, ("dim=1", "dim=0")),
                edited(SOLUTION, ("sum(dim=1", "sum(dim=0")),
                edited(
                    SOLUTION, ("z - z.amax(dim=1, keepdim=True)", "z"), ("sum(dim=1", "sum(dim=0")
                ),
            ),
        ),
        Slip(
            {
                "ko": "전체의 합: dim 없는 sum()은 모든 행을 더하므로, 행이 아니라 텐서 전체의 합이 1이 됩니다.",
                "en": "A sum over everything: sum() without dim adds up all rows, so the whole "
                "tensor adds up to 1 and not each row.",
            },
            "softmax#dim",
            (
                edited(SOLUTION, ("e.sum(dim=1, keepdim=True)", "e.sum()")),
                edited(
                    SOLUTION,
                    ("z - z.amax(dim=1, keepdim=True)", "z"),
                    ("e.sum(dim=1, keepdim=True)", "e.sum()"),
                ),
                edited(
                    SOLUTION,
                    ("e.sum(dim=1, keepdim=True)", "e.sum()"),
                    ("z.amax(dim=1, keepdim=True)", "z.max()"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "넘침: 가장 큰 점수를 먼저 빼지 않으면 e^1000이 무한대가 되고 ∞ / ∞는 nan입니다.",
                "en": "Overflow: unless the largest score is subtracted first, e^1000 is infinite, "
                "and ∞ / ∞ is nan.",
            },
            "softmax#max-trick",
            (edited(SOLUTION, ("z - z.amax(dim=1, keepdim=True)", "z")),),
        ),
        Slip(
            {
                "ko": "공통 최댓값: 텐서 전체의 최댓값을 빼면, 그보다 훨씬 작은 행은 모두 0이 되어 0 / 0이 나옵니다. "
                "행마다 그 행의 최댓값을 빼세요.",
                "en": "One maximum for all: with the whole tensor's maximum subtracted, a row far "
                "below it becomes all 0, and 0 / 0 is nan. Subtract each row's own.",
            },
            "softmax#max-trick",
            (edited(SOLUTION, ("z.amax(dim=1, keepdim=True)", "z.max()")),),
        ),
        Slip(
            {
                "ko": "keepdim 없는 합: 형태 (N,)은 (N, C)의 마지막 차원에 맞추어지므로 다른 행의 합으로 나누게 됩니다.",
                "en": "A sum without keepdim: shape (N,) lines up with the last dimension of "
                "(N, C), so rows are divided by the sums of other rows.",
            },
            "tensors#keepdim",
            (
                edited(SOLUTION, ("e.sum(dim=1, keepdim=True)", "e.sum(dim=1)")),
                edited(SOLUTION, (", keepdim=True", "")),
                edited(SOLUTION, ("z - z.amax(dim=1, keepdim=True)", "z"), (", keepdim=True", "")),
            ),
        ),
        Slip(
            {
                "ko": "지수 없음: 점수를 합으로 나누기만 했습니다. 먼저 exp를 적용해야 음수와 0도 확률이 됩니다.",
                "en": "No exponential: the scores are only divided by their sum. Take exp first, "
                "or negative scores give negative probabilities.",
            },
            "softmax#why-exponential",
            (edited(SOLUTION, ("torch.exp(z - z.amax(dim=1, keepdim=True))", "z")),),
        ),
        Slip(
            {
                "ko": "다른 밑: 2나 10의 거듭제곱이 아니라 e의 거듭제곱입니다.",
                "en": "Another base: it is a power of e, not of 2 or 10.",
            },
            "softmax#why-exponential",
            (
                edited(SOLUTION, ("torch.exp(", "torch.exp2(")),
                edited(SOLUTION, ("torch.exp(", "torch.pow(10.0, ")),
            ),
        ),
        Slip(
            {
                "ko": "시그모이드: 점수를 하나씩 따로 바꾸므로 행의 합이 1이 아닙니다.",
                "en": "The sigmoid: it treats each score by itself, so rows don't add up to 1.",
            },
            "softmax#sigmoid",
            (edited(SOLUTION, ("e / e.sum(dim=1, keepdim=True)", "torch.sigmoid(z)")),),
        ),
        Slip(
            {
                "ko": "로그 소프트맥스: 확률의 로그를 반환했습니다. 확률을 반환하세요.",
                "en": "Log-softmax: these are the logarithms of the probabilities.",
            },
            "softmax#log-softmax",
            (edited(SOLUTION, ("e / e.sum(dim=1, keepdim=True)", "torch.log_softmax(z, 1)")),),
        ),
        Slip(
            {
                "ko": "잘라낸 점수: clamp로 점수를 자르면 오버플로는 없지만, 자른 값보다 큰 점수들의 차이가 사라집니다.",
                "en": "Scores cut off: a clamp keeps them from overflowing, and loses the differences of those above it.",
            },
            "softmax#max-trick",
            (
                edited(SOLUTION, ("z - z.amax(dim=1, keepdim=True)", "z.clamp(max=80)")),
                edited(SOLUTION, ("z - z.amax(dim=1, keepdim=True)", "z.clamp(max=88)")),
                edited(SOLUTION, ("z - z.amax(dim=1, keepdim=True)", "z.clamp(max=50)")),
                edited(SOLUTION, ("z - z.amax(dim=1, keepdim=True)", "z.clamp(max=20)")),
            ),
        ),
        Slip(
            {
                "ko": "나누지 않음: 지수만 계산했습니다. 행의 합으로 나누어야 확률입니다.",
                "en": "Not divided: these are the exponentials. Divide by the row's sum to have probabilities.",
            },
            "softmax#scores-to-probabilities",
            (
                edited(SOLUTION, ("e / e.sum(dim=1, keepdim=True)", "e")),
                edited(SOLUTION, ("e / e.sum(dim=1, keepdim=True)", "torch.exp(z)")),
            ),
        ),
        Slip(
            {
                "ko": "평균을 뺌: 평균을 빼도 가장 큰 점수는 여전히 커서 오버플로가 일어납니다. 최댓값을 빼세요.",
                "en": "The mean subtracted: the largest score is still large, and overflows. Subtract the largest.",
            },
            "softmax#max-trick",
            (
                edited(SOLUTION, ("z.amax(dim=1, keepdim=True)", "z.mean(dim=1, keepdim=True)")),
                edited(SOLUTION, ("z.amax(dim=1, keepdim=True)", "z.amin(dim=1, keepdim=True)")),
            ),
        ),
        Slip(
            {
                "ko": "다른 함수: 지수 대신 제곱을 썼습니다. 소프트맥스는 e의 거듭제곱입니다.",
                "en": "Another function: squares in place of exponentials. Softmax takes powers of e.",
            },
            "softmax#why-exponential",
            (edited(SOLUTION, ("torch.exp(z - z.amax(dim=1, keepdim=True))", "z**2")),),
        ),
    ),
    cases=(
        "softmax_rows(torch.tensor([[0.0, 0.0]]))",
        "softmax_rows(torch.tensor([[1.0, 2.0], [3.0, 3.0]]))",
        "softmax_rows(torch.tensor([[1000.0, 0.0]]))",
        "softmax_rows(torch.tensor([[1000.0, 999.0], [-1.0, -2.0]]))",
        "softmax_rows(torch.tensor([[1.0, 2.0, 3.0], [-4.0, 0.0, 0.0]]))",
    ),
)
