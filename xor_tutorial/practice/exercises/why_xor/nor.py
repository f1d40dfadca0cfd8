"""NOR from one neuron."""

from xor_tutorial.practice.exercise import Exercise, Slip

SOLUTION = """
weights = [-1, -1, 0.5]
"""

EXERCISE = Exercise(
    name="why-xor/nor",
    section="why-xor#exercise-1",
    title={
        "ko": "뉴런 하나로 NOR",
        "en": "NOR from one neuron",
    },
    task={
        "ko": "뉴런은 w1·x1 + w2·x2 + b > 0이면 1, 아니면 0을 냅니다. NOR(OR의 반대)을 계산하는 weights = [w1, w2, b]를 찾으세요.",
        "en": "A neuron gives 1 if w1*x1 + w2*x2 + b > 0, and 0 otherwise. Find weights = [w1, w2, b] for NOR, the opposite of OR.",
    },
    hint={
        "ko": "NAND는 AND의 부호를 모두 뒤집은 것이었습니다.",
        "en": "NAND was AND with all signs reversed.",
    },
    asks="weights",
    stub="""
weights = [0, 0, 0]
""",
    solution=SOLUTION,
    others=(
        """
weights = (-20, -20.0, 10)
""",
        """
import torch

weights = -torch.tensor([1.0, 1.0, -0.5])
""",
    ),
    slips=(
        Slip(
            {
                "ko": "이것은 OR: 부호를 모두 뒤집으세요.",
                "en": "This is OR: reverse all signs.",
            },
            "why-xor#neuron",
            (
                """
weights = [1, 1, -0.5]
""",
            ),
        ),
        Slip(
            {
                "ko": "이것은 NAND: (0, 1)과 (1, 0)에서도 0이어야 합니다. 편향을 줄이세요.",
                "en": "This is NAND: it must be 0 for (0, 1) and (1, 0), too. Lower the bias.",
            },
            "why-xor#neuron",
            (
                """
weights = [-1, -1, 1.5]
""",
            ),
        ),
        Slip(
            {
                "ko": "이것은 AND: NOR은 두 입력이 모두 0일 때만 1입니다.",
                "en": "This is AND: NOR is 1 only if both inputs are 0.",
            },
            "why-xor#neuron",
            (
                """
weights = [1, 1, -1.5]
""",
            ),
        ),
        Slip(
            {
                "ko": "언제나 0: 입력이 모두 0일 때에는 편향만 남습니다. 편향이 0보다 커야 합니다.",
                "en": "Always 0: if both inputs are 0 only the bias is left, and it has to be above 0.",
            },
            "why-xor#neuron",
            (
                """
weights = [-1, -1, 0]
""",
                """
weights = [-1, -1, -0.5]
""",
            ),
        ),
        Slip(
            {
                "ko": "언제나 1: 가중치가 편향을 이기지 못합니다.",
                "en": "Always 1: the weights don't outweigh the bias.",
            },
            "why-xor#neuron",
            (
                """
weights = [0, 0, 1]
""",
            ),
        ),
        Slip(
            {
                "ko": "한 입력만: 다른 입력이 1이어도 1이 나옵니다.",
                "en": "One input alone: the other one may be 1 and it still gives 1.",
            },
            "why-xor#neuron",
            (
                """
weights = [-1, 0, 0.5]
""",
                """
weights = [0, -1, 0.5]
""",
            ),
        ),
    ),
    cases=(
        "[int(weights[0] * x1 + weights[1] * x2 + weights[2] > 0) for x1 in (0, 1) for x2 in (0, 1)]",
    ),
)
