"""XOR's weights, found by hand."""

from xor_tutorial.practice.exercise import Exercise, Slip


def slip(ko: str, en: str, *weights: str, section: str = "why-xor#by-hand") -> Slip:
    """A mistake made by some weights."""
    return Slip({"ko": ko, "en": en}, section, tuple(f"weights = {text}\n" for text in weights))


EXERCISE = Exercise(
    name="why-xor/by-hand",
    section="why-xor#by-hand",
    title={"ko": "손으로 찾는 XOR의 가중치", "en": "XOR's weights by hand"},
    task={
        "ko": "뉴런은 `w1·x1 + w2·x2 + b > 0`이면 1, 아니면 0을 냅니다. 입력이 `x1`, `x2`인 뉴런 두 개가 `h1`, `h2`를 내고, 셋째 "
        "뉴런은 `h1`, `h2`를 입력으로 받습니다. 셋째 뉴런의 출력이 XOR이 되도록 아홉 수를 정하세요. `weights = [[w1, w2, b], [w1, "
        "w2, b], [w1, w2, b]]`의 순서로 적습니다.",
        "en": "A neuron gives 1 if `w1*x1 + w2*x2 + b > 0`, and 0 otherwise. Two neurons take `x1` and "
        "`x2` and give `h1` and `h2`; a third takes `h1` and `h2`. Choose the nine numbers so "
        "that the third neuron computes XOR: `weights = [[w1, w2, b], [w1, w2, b], [w1, w2, b]]`.",
    },
    hint={
        "ko": "XOR은 '하나는 1이지만 둘 다 1은 아님'입니다. OR과 NAND를 AND로 묶으세요.",
        "en": "XOR is 'at least one, but not both': OR and NAND, joined by AND.",
    },
    asks="weights",
    stub="weights = [[0, 0, 0], [0, 0, 0], [0, 0, 0]]\n",
    solution="weights = [[1, 1, -0.5], [-1, -1, 1.5], [1, 1, -1.5]]\n",
    others=(
        "weights = [[1, -1, -0.5], [-1, 1, -0.5], [1, 1, -0.5]]\n",
        "import torch\nweights = torch.tensor([[20.0, 20, -10], [20, 20, -30], [20, -20, -10]])\n",
        "weights = ((1, 1, 0), (1, 1, -1), (1, -2, 0))\n",
    ),
    slips=(
        slip(
            "하나 이상이면 1: 이것은 OR입니다. (1, 1)에서는 0이어야 합니다.",
            "At least one: this is OR. It must be 0 for (1, 1).",
            "[[1, 1, -0.5], [1, 1, -0.5], [1, 1, -0.5]]",
        ),
        slip(
            "둘 다이면 1: 이것은 AND입니다. (0, 1)과 (1, 0)에서 1이어야 합니다.",
            "Both: this is AND. It must be 1 for (0, 1) and (1, 0), and 0 for (1, 1).",
            "[[1, 1, -1.5], [1, 1, -1.5], [1, 1, -0.5]]",
        ),
        slip(
            "반대의 함수: 네 행이 모두 뒤집혔습니다. 이것은 XNOR입니다.",
            "The opposite: all four rows are reversed. This is XNOR.",
            "[[1, 1, -0.5], [-1, -1, 1.5], [-1, -1, 1.5]]",
        ),
        slip(
            "둘 다가 아니면 1: 이것은 NAND입니다. (0, 0)에서도 0이어야 합니다.",
            "Not both: this is NAND. It must be 0 for (0, 0), too.",
            "[[1, 1, -0.5], [-1, -1, 1.5], [1, 1, -0.5]]".replace(
                "[1, 1, -0.5], [-1", "[-1, -1, 1.5], [-1"
            ),
        ),
        slip(
            "언제나 1: 셋째 뉴런을 OR로 묶었습니다. OR과 NAND 가운데 하나는 언제나 1이므로 AND로 묶으세요.",
            "Always 1: OR and NAND are joined by OR, and one of them is always 1. Join them by AND.",
            "[[1, 1, -0.5], [-1, -1, 1.5], [1, 1, -0.5]]",
        ),
        slip(
            "언제나 0: 합이 0을 넘는 행이 없습니다. 셋째 뉴런의 편향이 너무 작거나 은닉 뉴런이 켜지지 않습니다.",
            "Always 0: no sum is above 0. The last bias is too low, or the hidden neurons never "
            "give 1.",
            "[[0, 0, 0], [0, 0, 0], [0, 0, 0]]",
        ),
        slip(
            "입력 하나를 그대로: 출력이 입력 하나와 같습니다. 두 입력이 모두 쓰여야 합니다.",
            "One input passed on: the output equals a single input. Both have to count.",
            "[[1, 0, -0.5], [1, 0, -0.5], [1, 0, -0.5]]",
            "[[0, 1, -0.5], [0, 1, -0.5], [1, 0, -0.5]]",
            section="why-xor#neuron",
        ),
        slip(
            "한쪽만: x1과 x2 가운데 하나만 1인 두 경우 중 한 경우에만 1입니다. 은닉 뉴런 하나가 다른 경우를 맡아야 합니다.",
            "Half of it: only one of the two rows with a single 1 gives 1. Let the other hidden "
            "neuron take the other row.",
            "[[1, -1, -0.5], [1, -1, -0.5], [1, 1, -0.5]]",
            "[[-1, 1, -0.5], [-1, 1, -0.5], [1, 1, -0.5]]",
        ),
    ),
    setup="""
def neuron(w, x):
    return int(w[0] * x[0] + w[1] * x[1] + w[2] > 0)

def table():
    rows = []
    for x in ((0, 0), (0, 1), (1, 0), (1, 1)):
        h = neuron(weights[0], x), neuron(weights[1], x)
        rows.append(neuron(weights[2], h))
    return rows
""",
    cases=(
        "table()  # the outputs for (0, 0), (0, 1), (1, 0), (1, 1) | (0, 0), (0, 1), (1, 0), (1, 1)의 출력",
    ),
)
