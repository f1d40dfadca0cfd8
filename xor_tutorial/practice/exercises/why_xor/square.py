"""XOR from one neuron whose activation also falls."""

from xor_tutorial.practice.exercise import Exercise, Slip


def slip(ko: str, en: str, *weights: str) -> Slip:
    """A mistake made by some weights."""
    return Slip({"ko": ko, "en": en}, "why-xor#neuron", tuple(f"weights = {w}\n" for w in weights))


EXERCISE = Exercise(
    name="why-xor/square",
    section="why-xor#exercise-5",
    title={"ko": "뉴런 하나로 XOR", "en": "XOR from one neuron"},
    task={
        "ko": "뉴런은 z = w1·x1 + w2·x2 + b의 제곱이 ½보다 크면 1, 아니면 0을 냅니다. 이 뉴런 하나로 XOR을 계산하는 weights = [w1, w2, b]를 찾으세요.",
        "en": "A neuron gives 1 if the square of z = w1*x1 + w2*x2 + b is above 1/2, and 0 otherwise. Find weights = [w1, w2, b] with which this one neuron computes XOR.",
    },
    hint={
        "ko": "z가 두 행에서는 0, 나머지 두 행에서는 1이나 −1이면 됩니다.",
        "en": "z should be 0 for two rows, and 1 or -1 for the other two.",
    },
    asks="weights",
    stub="weights = [0, 0, 0]\n",
    solution="weights = [1, -1, 0]\n",
    others=(
        "weights = (-1, 1, 0.0)\n",
        "import torch\n\nweights = torch.tensor([20.0, -20.0, 0.1])\n",
        "weights = [1, -1, 0.2]\n",
    ),
    slips=(
        slip(
            "반대의 함수: 네 행이 모두 뒤집혔습니다. z가 0이어야 하는 것은 (0, 0)과 (1, 1)입니다.",
            "The opposite: all four rows are reversed. It is for (0, 0) and (1, 1) that z should "
            "be 0.",
            "[1, 1, -1]",
            "[-1, -1, 1]",
        ),
        slip(
            "이것은 OR: (1, 1)에서도 z가 0이 아닙니다. 두 입력이 서로 지워지도록 하세요.",
            "This is OR: z isn't 0 for (1, 1). Let the two inputs cancel.",
            "[1, 1, 0]",
            "[1, 1, 0.5]",
        ),
        slip(
            "이것은 AND: 입력이 하나만 1인 행에서 z의 제곱이 ½보다 커야 합니다.",
            "This is AND: it is where one input is 1 that the square of z has to be above 1/2.",
            "[1, 1, -0.5]",
            "[0.5, 0.5, 0]",
        ),
        slip(
            "언제나 0: z의 제곱이 ½을 넘는 행이 없습니다. 가중치를 키우세요.",
            "Always 0: the square of z is above 1/2 in no row. Make the weights larger.",
            "[0.5, -0.5, 0]",
        ),
        slip(
            "언제나 1: 편향이 너무 커서 z가 0에 가까운 행이 없습니다.",
            "Always 1: with such a bias z is near 0 in no row.",
            "[0, 0, 1]",
            "[1, -1, 2]",
        ),
        slip(
            "한 입력만: 출력이 입력 하나를 따라갑니다. 다른 가중치도 0이 아니어야 합니다.",
            "One input alone: the output follows a single input. The other weight can't be 0.",
            "[1, 0, 0]",
            "[0, 1, 0]",
        ),
    ),
    cases=(
        "[int((weights[0] * x1 + weights[1] * x2 + weights[2]) ** 2 > 0.5) for x1 in (0, 1) "
        "for x2 in (0, 1)]",
    ),
)
