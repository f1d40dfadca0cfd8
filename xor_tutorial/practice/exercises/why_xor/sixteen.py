"""Sixteen functions."""

from xor_tutorial.practice.exercise import Exercise, Slip

SOLUTION = """
answer = 14
"""

EXERCISE = Exercise(
    name="why-xor/sixteen",
    section="why-xor#exercise-3",
    title={
        "ko": "열여섯 함수",
        "en": "Sixteen functions",
    },
    task={
        "ko": "입력 둘의 함수는 열여섯 개입니다. 뉴런 하나로 계산할 수 있는 것은 몇 개인가요? answer에 적으세요.",
        "en": "Two inputs have sixteen functions. How many of them can one neuron compute? Write the number as answer.",
    },
    hint={
        "ko": "가중치가 작은 정수인 뉴런들의 출력을 set에 모아 보세요.",
        "en": "Collect in a set the outputs of neurons whose weights are small whole numbers.",
    },
    asks="answer",
    stub="""
answer = None
""",
    solution=SOLUTION,
    others=(
        """
answer = len([f for f in range(16) if f not in (6, 9)])
""",
        """
import torch

answer = torch.tensor(14.0)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "하나만 뺌: XOR 말고 하나가 더 있습니다. 그 반대를 생각해 보세요.",
                "en": "One left out: besides XOR there is another. Think of its opposite.",
            },
            "why-xor#proof",
            (
                """
answer = 15
""",
            ),
        ),
        Slip(
            {
                "ko": "모두: XOR은 한 직선으로 나눌 수 없습니다.",
                "en": "All of them: no line separates XOR.",
            },
            "why-xor#proof",
            (
                """
answer = 16
""",
            ),
        ),
        Slip(
            {
                "ko": "상수 함수를 뺌: 언제나 0이나 언제나 1도 편향만으로 만들 수 있습니다.",
                "en": "Constants left out: always 0 and always 1 can be had from the bias alone.",
            },
            "why-xor#neuron",
            (
                """
answer = 12
""",
            ),
        ),
        Slip(
            {
                "ko": "없는 것의 수: 계산할 수 없는 함수의 수입니다.",
                "en": "Those that are missing: this is how many it can't compute.",
            },
            "why-xor#proof",
            (
                """
answer = 2
""",
            ),
        ),
        Slip(
            {
                "ko": "함수의 수가 아님: 행의 수이거나 입력의 수입니다. 네 행이 저마다 0이나 1이므로 함수는 2⁴개입니다.",
                "en": "Rows, not functions: each of the four rows is 0 or 1, which makes 2^4 functions.",
            },
            "why-xor#truth-table",
            (
                """
answer = 4
""",
                """
answer = 8
""",
            ),
        ),
    ),
    cases=("answer",),
    reveals=False,
)
