"""How often to start again."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import math


def seeds(p, confidence):
    return math.ceil(math.log(1 - confidence) / math.log(1 - p))
"""

EXERCISE = Exercise(
    name="thousand-seeds/restarts",
    section="thousand-seeds#exercise-3",
    title={
        "ko": "몇 번 다시 시작할까",
        "en": "How often to start again",
    },
    task={
        "ko": "시드 하나가 확률 p로 성공합니다. 적어도 하나가 성공할 확률이 confidence 이상이 되려면 시드가 몇 개 필요한지 계산하는 함수 seeds(p, confidence)를 쓰세요. 0 < p < 1입니다.",
        "en": "A seed succeeds with probability p, between 0 and 1. Write seeds(p, confidence): how many seeds does it take for at least one to succeed with at least that probability?",
    },
    hint={
        "ko": "k개가 모두 실패할 확률은 (1 − p)^k입니다.",
        "en": "All of k seeds fail with probability (1 - p)^k.",
    },
    asks="seeds",
    stub="""
import math


def seeds(p, confidence):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def seeds(p, confidence):
    k, fail = 0, 1.0
    while fail > 1 - confidence:
        k, fail = k + 1, fail * (1 - p)
    return k
""",
        """
import math

def seeds(p, confidence):
    return -int(math.log2(1 - confidence) // -math.log2(1 - p))
""",
    ),
    slips=(
        Slip(
            {
                "ko": "올리지 않음: 시드는 자연수이므로 위로 올리세요.",
                "en": "Not rounded up: seeds are whole numbers.",
            },
            "thousand-seeds#exercise-3",
            (
                edited(
                    SOLUTION,
                    (
                        "math.ceil(math.log(1 - confidence) / math.log(1 - p))",
                        "math.log(1 - confidence) / math.log(1 - p)",
                    ),
                ),
                edited(SOLUTION, ("math.ceil(", "int(")),
                edited(SOLUTION, ("math.ceil(", "round(")),
            ),
        ),
        Slip(
            {
                "ko": "성공의 거듭제곱: p^k는 모두 성공할 확률입니다. 모두 실패할 확률 (1 − p)^k를 쓰세요.",
                "en": "A power of success: p^k is that all succeed. Use (1 - p)^k, that all fail.",
            },
            "thousand-seeds#exercise-3",
            (edited(SOLUTION, ("math.log(1 - p)", "math.log(p)")),),
        ),
        Slip(
            {
                "ko": "실패할 확률: confidence가 아니라 1 − confidence 아래로 내려가야 합니다.",
                "en": "The wrong end: failing must get below 1 - confidence, not below confidence.",
            },
            "thousand-seeds#exercise-3",
            (edited(SOLUTION, ("math.log(1 - confidence)", "math.log(confidence)")),),
        ),
        Slip(
            {
                "ko": "더한 확률: k·p는 확률이 아닙니다. 시드들은 함께 성공하기도 합니다.",
                "en": "Probabilities added: k*p isn't one, since seeds may succeed together.",
            },
            "thousand-seeds#exercise-3",
            (
                edited(SOLUTION, ("math.log(1 - confidence) / math.log(1 - p)", "confidence / p")),
                edited(SOLUTION, ("math.log(1 - confidence) / math.log(1 - p)", "1 / p")),
            ),
        ),
        Slip(
            {
                "ko": "정해 둔 99%: 인자 confidence를 쓰지 않았습니다.",
                "en": "A fixed 99%: the argument confidence isn't used.",
            },
            "thousand-seeds#exercise-3",
            (edited(SOLUTION, ("math.log(1 - confidence)", "math.log(0.01)")),),
        ),
        Slip(
            {
                "ko": "뒤바뀐 나눗셈: ln(1 − confidence)를 ln(1 − p)로 나누어야 합니다.",
                "en": "The division exchanged: ln(1 - confidence) is divided by ln(1 - p).",
            },
            "thousand-seeds#exercise-3",
            (
                edited(
                    SOLUTION,
                    (
                        "math.log(1 - confidence) / math.log(1 - p)",
                        "math.log(1 - p) / math.log(1 - confidence)",
                    ),
                ),
            ),
        ),
    ),
    cases=(
        "seeds(0.6, 0.5)",
        "seeds(0.3, 0.5)",
        "seeds(0.7, 0.99)",
        "seeds(0.15, 0.9)",
    ),
)
