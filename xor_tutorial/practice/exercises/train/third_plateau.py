"""A third plateau."""

from xor_tutorial.practice.exercise import Exercise, Slip

SOLUTION = """
import torch

logits = torch.tensor([[50.0, 0.0], [0.0, 0.0], [0.0, 0.0], [50.0, 0.0]])
"""

EXERCISE = Exercise(
    name="train/third-plateau",
    section="train#exercise-4",
    title={
        "ko": "셋째 고원",
        "en": "A third plateau",
    },
    task={
        "ko": "손실이 0.3466에서 멈췄습니다. XOR의 타깃 0, 1, 1, 0에서 교차 엔트로피의 평균이 ½ ln 2 = 0.3466이 되는, 형태가 (4, 2)인 로짓을 쓰세요.",
        "en": "A run rests at 0.3466. Write logits of shape (4, 2) whose mean cross-entropy with XOR's targets 0, 1, 1, 0 is half of ln 2, 0.3466.",
    },
    hint={
        "ko": "두 행은 확신하고 맞고, 두 행은 두 클래스에 1/2씩 줍니다.",
        "en": "Two rows are certain and right, and the other two give each class 1/2.",
    },
    asks="logits",
    stub="""
import torch

logits = torch.tensor([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
""",
    solution=SOLUTION,
    others=(
        """
import math
import torch

z = -math.log(math.sqrt(2) - 1)
logits = torch.tensor([[z, 0], [0, z], [0, z], [z, 0]])
""",
        """
logits = [[0.0, 0.0], [-30, 30], [-30, 30], [5.0, 5.0]]
""",
    ),
    slips=(
        Slip(
            {
                "ko": "아무것도 모름: 네 행이 모두 1/2이면 손실은 ln 2입니다.",
                "en": "Knowing nothing: with 1/2 in all four rows the loss is ln 2.",
            },
            "train#plateau",
            (
                """
import torch
logits = torch.zeros(4, 2)
""",
            ),
        ),
        Slip(
            {
                "ko": "모두 확신함: 네 행이 모두 맞으면 손실은 0에 가깝습니다.",
                "en": "All certain: if all four rows are right the loss is near 0.",
            },
            "losses#nll",
            (
                """
import torch
logits = torch.tensor([[50.0, 0.0], [0.0, 50.0], [0.0, 50.0], [50.0, 0.0]])
""",
            ),
        ),
        Slip(
            {
                "ko": "확률을 씀: 로짓 자리에 확률 1과 0을 썼습니다. cross_entropy는 그것을 다시 소프트맥스에 넣습니다.",
                "en": "Probabilities: 1 and 0 stand where logits belong, and cross_entropy takes their softmax again.",
            },
            "losses#softmax-twice",
            (
                """
import torch
logits = torch.tensor([[1.0, 0.0], [0.5, 0.5], [0.5, 0.5], [1.0, 0.0]])
""",
            ),
        ),
        Slip(
            {
                "ko": "틀린 행의 확신: 다른 클래스를 확신하면 손실이 커집니다. 타깃은 0, 1, 1, 0입니다.",
                "en": "Certain and wrong: that makes the loss large. The targets are 0, 1, 1, 0.",
            },
            "losses#nll",
            (
                """
import torch
logits = torch.tensor([[0.0, 50.0], [0.0, 0.0], [0.0, 0.0], [0.0, 50.0]])
""",
            ),
        ),
        Slip(
            {
                "ko": "한 행만 1/2: 두 행이어야 평균이 ½ ln 2입니다.",
                "en": "One row with 1/2: it takes two for a mean of half of ln 2.",
            },
            "train#other-plateaus",
            (
                """
import torch
logits = torch.tensor([[50.0, 0.0], [0.0, 50.0], [0.0, 50.0], [0.0, 0.0]])
""",
            ),
        ),
        Slip(
            {
                "ko": "세 행이 1/2: 둘이어야 합니다.",
                "en": "Three rows with 1/2: two are enough.",
            },
            "train#other-plateaus",
            (
                """
import torch
logits = torch.tensor([[50.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
""",
            ),
        ),
    ),
    cases=(
        "tuple(torch.as_tensor(logits).shape)",
        "F.cross_entropy(torch.as_tensor(logits), torch.tensor([0, 1, 1, 0]))",
    ),
)
