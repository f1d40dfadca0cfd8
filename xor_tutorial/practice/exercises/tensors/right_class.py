"""The probability of the right class."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def right_class(p, targets):
    return p[torch.arange(len(p)), targets]
"""

EXERCISE = Exercise(
    name="tensors/right-class",
    section="tensors#exercise-2",
    title={
        "ko": "정답의 확률",
        "en": "The probability of the right class",
    },
    task={
        "ko": "형태가 (N, C)인 확률 p와 형태가 (N,)인 정답 클래스 targets를 받아, 각 행에서 정답의 확률을 형태 (N,)으로 반환하는 함수를 쓰세요. 반복문은 없어도 됩니다.",
        "en": "Write a function that takes probabilities p of shape (N, C) and the right classes targets of shape (N,), and returns the probability of the right class in each row, of shape (N,). No loop is needed.",
    },
    hint={
        "ko": "텐서 둘이 번호가 될 수 있습니다: p[rows, columns].",
        "en": "Two tensors can be indices: p[rows, columns].",
    },
    asks="right_class",
    stub="""
import torch


def right_class(p, targets):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def right_class(p, targets):
    return p.gather(1, targets.unsqueeze(1)).squeeze(1)
""",
        """
import torch
from torch.nn import functional as F

def right_class(p, targets):
    return (p * F.one_hot(targets, p.shape[1])).sum(1)
""",
        """
import torch

def right_class(p, targets):
    return torch.stack([row[t] for row, t in zip(p, targets)])
""",
    ),
    slips=(
        Slip(
            {
                "ko": "모든 짝: p[:, targets]는 행마다 N개를 고릅니다. 행 번호도 함께 주세요.",
                "en": "All pairs: p[:, targets] picks N numbers in each row. Give the rows as well.",
            },
            "tensors#indexing",
            (edited(SOLUTION, ("torch.arange(len(p)), targets", ":, targets")),),
        ),
        Slip(
            {
                "ko": "행을 골랐음: p[targets]는 targets번째 행들입니다.",
                "en": "Rows picked: p[targets] gives the rows of these numbers.",
            },
            "tensors#indexing",
            (edited(SOLUTION, ("torch.arange(len(p)), targets", "targets")),),
        ),
        Slip(
            {
                "ko": "뒤바뀐 번호: 행 번호가 먼저, 클래스가 다음입니다.",
                "en": "Indices exchanged: first the row, then the class.",
            },
            "tensors#indexing",
            (edited(SOLUTION, ("torch.arange(len(p)), targets", "targets, torch.arange(len(p))")),),
        ),
        Slip(
            {
                "ko": "가장 큰 확률: 정답이 아니라 가장 큰 값을 골랐습니다.",
                "en": "The largest probability: this is the model's answer, not the right one.",
            },
            "softmax#argmax",
            (
                """
def right_class(p, targets):
    return p.amax(1)
""",
            ),
        ),
        Slip(
            {
                "ko": "남은 차원: 형태가 (N, 1)입니다. squeeze(1)로 없애세요.",
                "en": "A dimension too many: the shape is (N, 1). Drop it with squeeze(1).",
            },
            "tensors#shape",
            (
                """
def right_class(p, targets):
    return p.gather(1, targets.unsqueeze(1))
""",
            ),
        ),
        Slip(
            {
                "ko": "다른 차원의 gather: dim=0은 열을 따라 고릅니다.",
                "en": "gather along the wrong dim: dim=0 picks down the columns.",
            },
            "tensors#dim",
            (
                """
def right_class(p, targets):
    return p.gather(0, targets.unsqueeze(0)).squeeze(0)
""",
            ),
        ),
        Slip(
            {
                "ko": "0과 1을 곱하고 더하지 않음: 원-핫을 곱한 뒤 행마다 더하세요.",
                "en": "Multiplied but not added: after the one-hot product add up each row.",
            },
            "tensors#dim",
            (
                """
from torch.nn import functional as F

def right_class(p, targets):
    return p * F.one_hot(targets, p.shape[1])
""",
            ),
        ),
        Slip(
            {
                "ko": "평균: 행마다 하나씩, N개를 반환하세요. 평균이나 합을 내지 마세요.",
                "en": "Averaged: return one number for each row, N in all, and not their mean or sum.",
            },
            "tensors#shape",
            (
                edited(
                    SOLUTION,
                    ("p[torch.arange(len(p)), targets]", "p[torch.arange(len(p)), targets].mean()"),
                ),
                edited(
                    SOLUTION,
                    ("p[torch.arange(len(p)), targets]", "p[torch.arange(len(p)), targets].sum()"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "고정된 열: targets를 쓰지 않고 언제나 같은 클래스의 확률을 골랐습니다.",
                "en": "A fixed column: targets isn't used, and the same class is picked in every row.",
            },
            "tensors#indexing",
            (
                edited(SOLUTION, ("p[torch.arange(len(p)), targets]", "p[:, 0]")),
                edited(SOLUTION, ("p[torch.arange(len(p)), targets]", "p[:, 1]")),
                edited(SOLUTION, ("p[torch.arange(len(p)), targets]", "p[:, -1]")),
            ),
        ),
    ),
    cases=(
        "right_class(torch.tensor([[0.9, 0.1]]), torch.tensor([1]))",
        "right_class(torch.tensor([[0.9, 0.1], [0.4, 0.6]]), torch.tensor([0, 0]))",
        "right_class(torch.tensor([[0.9, 0.1], [0.3, 0.7], [0.6, 0.4], [0.2, 0.8]]), torch.tensor([0, 1, 1, 1]))",
    ),
)
