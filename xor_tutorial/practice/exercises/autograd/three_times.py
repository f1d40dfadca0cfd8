"""An input used three times."""

from xor_tutorial.practice.exercise import Exercise, Slip

SOLUTION = """
answer = 8
"""

EXERCISE = Exercise(
    name="autograd/three-times",
    section="autograd#exercise-1",
    title={
        "ko": "세 번 쓰인 입력",
        "en": "An input used three times",
    },
    task={
        "ko": "y = x·x + 2x의 그래프에서, x = 3일 때 y를 x로 미분한 값을 answer에 적으세요.",
        "en": "For y = x*x + 2x, write the derivative of y with respect to x at x = 3 as answer.",
    },
    hint={
        "ko": "곱셈으로 가는 화살표 둘, 2x로 가는 화살표 하나의 변화도를 더합니다.",
        "en": "Add the gradients along two arrows into the product and one into 2x.",
    },
    asks="answer",
    stub="""
answer = None
""",
    solution=SOLUTION,
    others=(
        """
import torch

x = torch.tensor(3.0, requires_grad=True)
(x * x + 2 * x).backward()
answer = x.grad
""",
        """
answer = 3 + 3 + 2.0
""",
    ),
    slips=(
        Slip(
            {
                "ko": "곱의 한쪽만: x·x에서는 x가 두 자리에 있으므로 3이 두 번 옵니다.",
                "en": "One side of the product: x is in both places of x*x, so 3 comes twice.",
            },
            "autograd#chain-rule",
            (
                """
answer = 5
""",
            ),
        ),
        Slip(
            {
                "ko": "둘째 항이 없음: 2x도 변화도 2를 보냅니다.",
                "en": "The second term left out: 2x sends 2 as well.",
            },
            "autograd#chain-rule",
            (
                """
answer = 6
""",
            ),
        ),
        Slip(
            {
                "ko": "값과 미분: 15는 y의 값입니다.",
                "en": "Value, not derivative: 15 is y itself.",
            },
            "autograd#graph",
            (
                """
answer = 15
""",
            ),
        ),
        Slip(
            {
                "ko": "둘째 항의 미분: 2x를 미분하면 2x가 아니라 2입니다.",
                "en": "The second term: the derivative of 2x is 2, not 2x.",
            },
            "autograd#chain-rule",
            (
                """
answer = 12
""",
            ),
        ),
        Slip(
            {
                "ko": "화살표의 수: x에서 나가는 화살표의 수입니다.",
                "en": "The number of arrows: three lead out of x; add up what comes back along them.",
            },
            "autograd#graph",
            (
                """
answer = 3
""",
            ),
        ),
    ),
    cases=("answer",),
    reveals=False,
)
