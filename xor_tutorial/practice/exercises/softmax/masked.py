"""Scores that must not be chosen."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def masked_softmax(z, keep):
    return torch.softmax(z.masked_fill(~keep, -torch.inf), dim=1)
"""

EXERCISE = Exercise(
    name="softmax/masked",
    section="softmax#exercise-5",
    title={
        "ko": "고르면 안 되는 점수",
        "en": "Scores that must not be chosen",
    },
    task={
        "ko": "형태가 (N, C)인 점수 z와 참·거짓 keep을 받아 행마다 소프트맥스를 계산하되, keep이 False인 클래스의 확률은 정확히 0이고 나머지의 합이 1이 되게 하는 함수를 쓰세요.",
        "en": "Write a function that takes scores z and booleans keep, both of shape (N, C), and returns each row's softmax such that classes where keep is False get exactly 0 and the others add up to 1.",
    },
    hint={
        "ko": "e를 몇 제곱하면 0인가요? masked_fill은 True인 자리에 수를 씁니다.",
        "en": "e to which power is 0? masked_fill writes a number where its mask is True.",
    },
    asks="masked_softmax",
    stub="""
import torch


def masked_softmax(z, keep):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def masked_softmax(z, keep):
    return torch.where(keep, z, float('-inf')).softmax(-1)
""",
        """
def masked_softmax(z, keep):
    z = z - z.masked_fill(~keep, -1e30).amax(1, keepdim=True)
    e = z.clamp(max=0).exp() * keep
    return e / e.sum(1, keepdim=True)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "0을 쓴 점수: 점수 0도 확률을 받습니다. 0이 되는 것은 e의 −∞제곱입니다.",
                "en": "Scores made 0: a score of 0 still gets a probability. What is 0 is e to minus infinity.",
            },
            "softmax#scores-to-probabilities",
            (
                edited(SOLUTION, ("-torch.inf", "0.0")),
                """
import torch

def masked_softmax(z, keep):
    return torch.softmax(z * keep, dim=1)
""",
            ),
        ),
        Slip(
            {
                "ko": "나누지 않은 나머지: 소프트맥스 뒤에 0을 쓰면 남은 확률의 합이 1보다 작습니다.",
                "en": "The rest not shared: with zeros written after the softmax the others add up to less than 1.",
            },
            "softmax#scores-to-probabilities",
            (
                """
import torch

def masked_softmax(z, keep):
    return torch.softmax(z, dim=1) * keep
""",
                """
import torch

def masked_softmax(z, keep):
    return torch.softmax(z, dim=1).masked_fill(~keep, 0.0)
""",
            ),
        ),
        Slip(
            {
                "ko": "뒤집힌 마스크: keep이 True인 자리를 지웠습니다. ~keep을 쓰세요.",
                "en": "The mask reversed: it removes what should be kept. Use ~keep.",
            },
            "softmax#exercise-5",
            (edited(SOLUTION, ("~keep", "keep")),),
        ),
        Slip(
            {
                "ko": "잘못된 dim: 클래스는 dim=1에 있습니다.",
                "en": "The wrong dim: the classes lie along dim=1.",
            },
            "softmax#dim",
            (edited(SOLUTION, ("dim=1", "dim=0")),),
        ),
        Slip(
            {
                "ko": "모자라게 작은 수: 큰 점수 옆에서는 그 수도 0이 아닙니다. 점수가 더 작을 수도 있으니 −∞를 쓰세요.",
                "en": "Not low enough: scores may be lower than that number. Use minus infinity.",
            },
            "softmax#exercise-5",
            (
                edited(SOLUTION, ("-torch.inf", "-100.0")),
                edited(SOLUTION, ("-torch.inf", "-10.0")),
                edited(SOLUTION, ("-torch.inf", "-1000.0")),
            ),
        ),
        Slip(
            {
                "ko": "마스크를 쓰지 않음: 모든 클래스가 확률을 받습니다.",
                "en": "The mask unused: all classes get a probability.",
            },
            "softmax#exercise-5",
            (edited(SOLUTION, ("z.masked_fill(~keep, -torch.inf)", "z")),),
        ),
        Slip(
            {
                "ko": "가려진 점수의 최댓값: 행의 최댓값을 가려진 클래스까지 포함해 구하면, 남은 점수가 훨씬 낮은 행에서 모두 0이 되어 0 / 0이 나옵니다.",
                "en": "The largest of all scores: with masked ones included, a row whose other scores are far lower becomes all 0, and 0 / 0 is nan.",
            },
            "softmax#max-trick",
            (
                "import torch\n\ndef masked_softmax(z, keep):\n    e = torch.exp(z - z.amax(1, keepdim=True)) * keep\n    return e / e.sum(1, keepdim=True)\n",
            ),
        ),
        Slip(
            {
                "ko": "전체의 합: 행마다가 아니라 텐서 전체의 합으로 나누었습니다.",
                "en": "A sum over everything: each row should be divided by its own sum.",
            },
            "softmax#dim",
            (
                "import torch\n\ndef masked_softmax(z, keep):\n    e = torch.exp(z - z.amax(1, keepdim=True)) * keep\n    return e / e.sum()\n",
                "import torch\n\ndef masked_softmax(z, keep):\n    e = torch.exp(z) * keep\n    return e / e.sum()\n",
            ),
        ),
    ),
    cases=(
        "masked_softmax(torch.tensor([[0.0, 0.0]]), torch.tensor([[True, False]]))",
        "masked_softmax(torch.tensor([[2.0, 1.0, 3.0]]), torch.tensor([[True, True, False]]))",
        "masked_softmax(torch.tensor([[-2000.0, 0.0], [1.0, 2.0]]), torch.tensor([[True, False], [True, True]]))",
    ),
)
