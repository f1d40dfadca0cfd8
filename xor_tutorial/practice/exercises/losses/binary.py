"""Binary cross-entropy."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def bce(z, y):
    loss = z.clamp(min=0) - z * y + torch.log1p(torch.exp(-z.abs()))
    return loss.mean()
"""

EXERCISE = Exercise(
    name="losses/binary",
    section="losses#bce",
    title={
        "ko": "이진 교차 엔트로피",
        "en": "Binary cross-entropy",
    },
    task={
        "ko": "형태가 `(N,)`인 로짓 `z`와 0과 1인 타깃 `y`를 받아 이진 교차 엔트로피의 평균을 계산하는 함수를 쓰세요. 로짓이 200이나 −200이어도 "
        "정확해야 합니다.",
        "en": "Write a function that takes logits `z` and targets `y` of 0 and 1, both of shape `(N,)`, "
        "and returns the mean binary cross-entropy. It must be exact for logits of 200 and -200, "
        "too.",
    },
    hint={
        "ko": "−ln σ(z) = ln(1 + e^−z)입니다. max(z, 0)과 |z|로 쓰면 넘치지 않습니다.",
        "en": "-ln sigmoid(z) = ln(1 + e^-z). Written with max(z, 0) and |z| it doesn't overflow.",
    },
    asks="bce",
    stub="""
import torch


def bce(z, y):
    ...
""",
    solution=SOLUTION,
    others=(
        """
from torch.nn import functional as F

def bce(z, y):
    return F.softplus(z).sub(z * y).mean()
""",
        """
from torch.nn import functional as F

def bce(z, y):
    return -(y * F.logsigmoid(z) + (1 - y) * F.logsigmoid(-z)).mean()
""",
        """
import torch
from torch.nn import functional as F

def bce(z, y):
    return F.cross_entropy(torch.stack([torch.zeros_like(z), z], 1), y.long())
""",
    ),
    slips=(
        Slip(
            {
                "ko": "넘침: 시그모이드를 먼저 만들면 확률이 0이나 1이 되어 로그가 무한대나 nan이 됩니다. 로짓에서 바로 계산하세요.",
                "en": "Overflow: with the sigmoid formed first a probability is 0 or 1, and its logarithm infinite. Go straight from the logits.",
            },
            "losses#bce",
            (
                """
import torch

def bce(z, y):
    p = torch.sigmoid(z)
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()
""",
                """
import torch

def bce(z, y):
    return ((1 + z.exp()).log() - z * y).mean()
""",
            ),
        ),
        Slip(
            {
                "ko": "잘린 로그: F.binary_cross_entropy는 로그를 −100에서 자르고 ε이나 clamp도 값을 자르므로, 로짓 200의 손실이 모자랍니다.",
                "en": "A logarithm cut off: F.binary_cross_entropy holds it at -100, and an epsilon or clamp holds it sooner, so a logit of 200 costs too little.",
            },
            "losses#bce",
            (
                """
import torch
from torch.nn import functional as F

def bce(z, y):
    return F.binary_cross_entropy(torch.sigmoid(z), y)
""",
                """
import torch

def bce(z, y):
    p = torch.sigmoid(z).clamp(1e-7, 1 - 1e-7)
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()
""",
                *(
                    f"""
import torch

def bce(z, y):
    p = torch.sigmoid(z)
    return -(y * (p + {eps}).log() + (1 - y) * (1 - p + {eps}).log()).mean()
"""
                    for eps in ("1e-6", "1e-7", "1e-8", "1e-9", "1e-10", "1e-12")
                ),
            ),
        ),
        Slip(
            {
                "ko": "한쪽만: y가 0인 행의 항 (1 − y)·ln(1 − p)가 없습니다.",
                "en": "One side only: the term (1 - y) ln(1 - p) of the rows with y = 0 is missing.",
            },
            "losses#bce",
            (
                """
from torch.nn import functional as F

def bce(z, y):
    return -(y * F.logsigmoid(z)).mean()
""",
            ),
        ),
        Slip(
            {
                "ko": "평균 대신 합: 행의 수로 나누지 않았습니다.",
                "en": "A sum in place of the mean: it isn't divided by the rows.",
            },
            "losses-in-practice#reduction",
            (edited(SOLUTION, (".mean()", ".sum()")),),
        ),
        Slip(
            {
                "ko": "뒤집힌 타깃: 1과 0이 바뀌었습니다.",
                "en": "Targets reversed: 1 and 0 are exchanged.",
            },
            "losses#bce",
            (edited(SOLUTION, ("z * y", "z * (1 - y)")),),
        ),
        Slip(
            {
                "ko": "시그모이드 두 번: 로짓 대신 확률을 다시 로짓으로 썼습니다.",
                "en": "Sigmoid twice: a probability is used as a logit.",
            },
            "losses#bce",
            (edited(SOLUTION, ("    loss = z", "    z = torch.sigmoid(z)\n    loss = z")),),
        ),
        Slip(
            {
                "ko": "평균 제곱 오차: 이진 교차 엔트로피가 아닙니다.",
                "en": "The mean squared error: this isn't cross-entropy.",
            },
            "losses#mse",
            (
                """
import torch

def bce(z, y):
    return ((torch.sigmoid(z) - y) ** 2).mean()
""",
            ),
        ),
        Slip(
            {
                "ko": "확률로 받은 로짓: z는 로짓이므로 먼저 시그모이드를 지나야 합니다.",
                "en": "Logits taken for probabilities: z goes through the sigmoid first.",
            },
            "losses#bce",
            (
                "import torch\n\ndef bce(z, y):\n    return torch.nn.functional.binary_cross_entropy(z, y)\n",
                "import torch\n\ndef bce(z, y):\n    p = z.clamp(0, 1)\n    return torch.nn.functional.binary_cross_entropy(p, y)\n",
                "def bce(z, y):\n    return -(y * z.log() + (1 - y) * (1 - z).log()).mean()\n",
            ),
        ),
    ),
    cases=(
        "bce(torch.tensor([0.0]), torch.tensor([1.0]))",
        "bce(torch.tensor([1.0, -2.0]), torch.tensor([0.0, 0.0]))",
        "bce(torch.tensor([0.5, 2.0, -1.0]), torch.tensor([1.0, 1.0, 0.0]))",
        "bce(torch.tensor([200.0]), torch.tensor([0.0]))",
        "bce(torch.tensor([-200.0, 200.0]), torch.tensor([1.0, 1.0]))",
    ),
)
