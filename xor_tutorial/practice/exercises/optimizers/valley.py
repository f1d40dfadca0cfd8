"""The rate for a narrow valley."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def best(kappa, steps):
    rate = 2 / (1 + kappa)
    return rate, (1 - rate) ** steps
"""

EXERCISE = Exercise(
    name="optimizers/valley",
    section="optimizers#exercise-1",
    title={
        "ko": "좁은 골짜기의 학습률",
        "en": "The rate for a narrow valley",
    },
    task={
        "ko": "f = ½(x² + κ·y²)에서 가장 좋은 학습률과, 그 학습률로 steps번 스텝을 한 뒤 1에서 남는 것의 크기를 (학습률, 남은 것)으로 반환하는 함수 best(kappa, steps)를 쓰세요. κ는 1보다 큽니다.",
        "en": "For f = (x^2 + kappa*y^2)/2 with kappa above 1, write best(kappa, steps) that returns (rate, rest): the best learning rate, and the size of what is left of 1 after so many steps with it.",
    },
    hint={
        "ko": "가장 좋을 때 두 인수 1 − α와 1 − κα는 크기가 같고 부호가 반대입니다.",
        "en": "At its best the factors 1 - a and 1 - kappa*a have the same size and opposite signs.",
    },
    asks="best",
    stub="""
def best(kappa, steps):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def best(kappa, steps):
    return torch.tensor([2 / (kappa + 1), abs((kappa - 1) / (kappa + 1)) ** steps])
""",
        """
def best(kappa, steps):
    rate, left = 2 / (1 + kappa), 1.0
    for _ in range(steps):
        left *= abs(1 - kappa * rate)
    return rate, left
""",
    ),
    slips=(
        Slip(
            {
                "ko": "한계와 최적: 2/κ는 발산하지 않는 한계입니다. 가장 좋은 것은 2/(1 + κ)입니다.",
                "en": "The limit, not the best: 2/kappa is where it starts to diverge. The best is 2/(1 + kappa).",
            },
            "optimizers#stability",
            (edited(SOLUTION, ("2 / (1 + kappa)", "2 / kappa")),),
        ),
        Slip(
            {
                "ko": "가파른 쪽만: 1/κ는 가파른 방향을 한 번에 끝내지만 완만한 방향이 느립니다.",
                "en": "For the steep side alone: 1/kappa finishes it at once, and the flat direction is slow.",
            },
            "optimizers#valley",
            (edited(SOLUTION, ("2 / (1 + kappa)", "1 / kappa")),),
        ),
        Slip(
            {
                "ko": "2가 빠짐: 두 인수가 같은 크기이려면 2/(1 + κ)입니다.",
                "en": "A 2 left out: for factors of equal size it is 2/(1 + kappa).",
            },
            "optimizers#stability",
            (edited(SOLUTION, ("2 / (1 + kappa)", "1 / (1 + kappa)")),),
        ),
        Slip(
            {
                "ko": "한 번만: 남은 것은 인수의 steps제곱입니다.",
                "en": "One step: what is left is the factor to the power of steps.",
            },
            "optimizers#stability",
            (
                edited(SOLUTION, ("(1 - rate) ** steps", "1 - rate")),
                edited(SOLUTION, ("(1 - rate) ** steps", "(1 - rate) * steps")),
            ),
        ),
        Slip(
            {
                "ko": "남은 것이 아님: 줄어든 것을 반환했습니다.",
                "en": "What is gone: return what is left.",
            },
            "optimizers#stability",
            (edited(SOLUTION, ("(1 - rate) ** steps", "1 - (1 - rate) ** steps")),),
        ),
        Slip(
            {
                "ko": "홀수 스텝의 부호: 1 − κα는 음수이므로 크기(절댓값)를 반환하세요.",
                "en": "The sign after odd steps: 1 - kappa*a is negative; return the size.",
            },
            "optimizers#valley",
            (edited(SOLUTION, ("(1 - rate) ** steps", "(1 - kappa * rate) ** steps")),),
        ),
    ),
    cases=(
        "best(3, 1)",
        "best(25, 2)",
        "best(100, 100)",
    ),
)
