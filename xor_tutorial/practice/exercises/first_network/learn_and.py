"""AND's targets."""

from xor_tutorial.practice.exercise import Exercise, Slip

SOLUTION = """
import torch

targets = torch.tensor([0, 0, 0, 1])
"""

EXERCISE = Exercise(
    name="first-network/learn-and",
    section="first-network#exercise-3",
    title={
        "ko": "AND의 타깃",
        "en": "AND's targets",
    },
    task={
        "ko": "XOR 대신 AND를 배우게 하려면 타깃만 바꾸면 됩니다. 행의 차례는 (0, 0), (0, 1), (1, 0), (1, 1)입니다. cross_entropy가 받을 수 있는 targets를 쓰세요.",
        "en": "To let the network learn AND instead of XOR, only the targets change. The rows are (0, 0), (0, 1), (1, 0), (1, 1). Write targets that cross_entropy takes.",
    },
    hint={
        "ko": "AND는 두 입력이 모두 1일 때만 1입니다. 클래스 번호는 정수입니다.",
        "en": "AND is 1 if both inputs are 1. Class numbers are whole numbers.",
    },
    asks="targets",
    stub="""
import torch

targets = torch.tensor([0, 0, 0, 0])
""",
    solution=SOLUTION,
    others=(
        """
import torch

targets = torch.zeros(4).long()
targets[-1] = 1
""",
        """
import torch

x = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
targets = x.prod(dim=1)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "이것은 XOR: (0, 1)과 (1, 0)은 AND에서 0입니다.",
                "en": "Still XOR: for AND, (0, 1) and (1, 0) are 0 and (1, 1) is 1.",
            },
            "why-xor#truth-table",
            (
                """
import torch
targets = torch.tensor([0, 1, 1, 0])
""",
            ),
        ),
        Slip(
            {
                "ko": "이것은 OR: AND는 두 입력이 모두 1일 때만 1입니다.",
                "en": "This is OR: AND is 1 only if both inputs are 1.",
            },
            "why-xor#truth-table",
            (
                """
import torch
targets = torch.tensor([0, 1, 1, 1])
""",
            ),
        ),
        Slip(
            {
                "ko": "실수인 타깃: 클래스 번호는 int64여야 합니다. torch.tensor([0, …])처럼 소수점 없이 쓰세요.",
                "en": "Float targets: class numbers have to be int64. Write them without a point.",
            },
            "losses-in-practice#shapes-and-dtypes",
            (
                """
import torch
targets = torch.tensor([0.0, 0.0, 0.0, 1.0])
""",
            ),
        ),
        Slip(
            {
                "ko": "열이 된 타깃: 형태가 (4, 1)이 아니라 (4,)여야 합니다.",
                "en": "Targets as a column: their shape should be (4,), not (4, 1).",
            },
            "losses-in-practice#shapes-and-dtypes",
            (
                """
import torch
targets = torch.tensor([[0], [0], [0], [1]])
""",
            ),
        ),
        Slip(
            {
                "ko": "뒤집힌 함수: 이것은 NAND입니다.",
                "en": "Reversed: this is NAND.",
            },
            "why-xor#truth-table",
            (
                """
import torch
targets = torch.tensor([1, 1, 1, 0])
""",
            ),
        ),
        Slip(
            {
                "ko": "다른 차례: 1은 마지막 행 (1, 1)에 있어야 합니다.",
                "en": "Another order: the 1 belongs to the last row, (1, 1).",
            },
            "why-xor#truth-table",
            (
                """
import torch
targets = torch.tensor([1, 0, 0, 0])
""",
            ),
        ),
        Slip(
            {
                "ko": "리스트: cross_entropy는 텐서를 받습니다. torch.tensor(…)로 만드세요.",
                "en": "A list: cross_entropy takes a tensor. Make one with torch.tensor(...).",
            },
            "debugging#not-a-tensor",
            ("targets = [0, 0, 0, 1]\n",),
        ),
    ),
    cases=(
        "targets.shape",
        "[row.item() for row in targets]  # for (0, 0), (0, 1), (1, 0), (1, 1) | (0, 0), (0, 1), (1, 0), (1, 1)의 순서",
        "F.cross_entropy(torch.tensor([[3.0, 0.0], [2.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), targets)",
    ),
)
