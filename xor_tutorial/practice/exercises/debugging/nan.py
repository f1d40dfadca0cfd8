"""Find the bug: a loss that is nan though the model is right."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def loss_of(logits, truth):
    log_p = torch.log_softmax(logits, dim=1)
    return -(truth * log_p).sum(dim=1).mean()
"""

BROKEN = """
import torch


def loss_of(logits, truth):
    p = torch.softmax(logits, dim=1)
    return -(truth * p.log()).sum(dim=1).mean()
"""

EXERCISE = Exercise(
    name="debugging/nan",
    section="debugging#exercise-4",
    title={
        "ko": "버그 찾기 4: 정답에 높은 확률을 주었는데 nan",
        "en": "Find the bug 4: confident, right, and nan",
    },
    task={
        "ko": "로짓과 원-핫 정답(둘 다 (N, C))의 교차 엔트로피의 평균이어야 합니다. 로짓이 [200, 0]이고 첫 클래스가 정답이면 "
        "nan이 나옵니다. 값과 변화도가 모두 맞도록 고치세요.",
        "en": "This should be the mean cross-entropy of logits and one-hot targets, both of shape "
        "(N, C). For the logits [200, 0] with the first class right it gives nan. Fix it so that "
        "both the value and its gradient are right.",
    },
    hint={
        "ko": "p.log()를 출력해 보세요. 0에 그것을 곱하면 무엇이 되나요?",
        "en": "Print p.log(). What is 0 times that?",
    },
    asks="loss_of",
    stub=BROKEN,
    solution=SOLUTION,
    others=(
        """
from torch.nn import functional as F

def loss_of(logits, truth):
    return F.cross_entropy(logits, truth.argmax(1))
""",
        """
def loss_of(logits, truth):
    return (logits.logsumexp(1) - (truth * logits).sum(1)).mean()
""",
        """
from torch import nn

loss_of = nn.CrossEntropyLoss()
""",
    ),
    slips=(
        Slip(
            {
                "ko": "0 × −∞: 확률 0의 로그는 −∞이고 0을 곱하면 nan입니다. log_softmax로 로짓에서 바로 로그를 계산하세요.",
                "en": "0 times minus infinity: the logarithm of a probability 0 is infinite, and 0 "
                "times it is nan. Go straight from logits to logarithms with log_softmax.",
            },
            "softmax#log-softmax",
            (BROKEN,),
        ),
        Slip(
            {
                "ko": "작은 수를 더함: log(p + ε)이나 clamp는 nan을 감추지만, 틀린 행의 손실을 −ln ε에서 멈추게 하고 변화도를 없앱니다.",
                "en": "A small number added: log(p + eps) or a clamp hides the nan, but holds the "
                "loss of a wrong row at -ln eps and takes its gradient away.",
            },
            "debugging#where-nan",
            tuple(
                edited(BROKEN, ("p.log()", change))
                for change in (
                    "(p + 1e-8).log()",
                    "(p + 1e-7).log()",
                    "(p + 1e-10).log()",
                    "(p + 1e-6).log()",
                    "(p + 1e-12).log()",
                    "p.clamp(min=1e-8).log()",
                    "p.clamp(min=1e-7).log()",
                    "p.clamp(min=1e-12).log()",
                    "p.clamp(1e-7, 1 - 1e-7).log()",
                )
            ),
        ),
        Slip(
            {
                "ko": "nan을 0으로: nan_to_num은 값만 바꿉니다. 변화도는 여전히 nan이거나 틀린 행에서 사라집니다.",
                "en": "nan made 0: nan_to_num changes the value alone; a wrong row's loss or its "
                "gradient is lost.",
            },
            "debugging#where-nan",
            (
                edited(BROKEN, ("(truth * p.log())", "(truth * p.log()).nan_to_num()")),
                edited(BROKEN, ("p.log()", "p.log().nan_to_num()")),
                edited(
                    BROKEN, ("(truth * p.log())", "torch.where(truth > 0, truth * p.log(), 0.0)")
                ),
            ),
        ),
        Slip(
            {
                "ko": "클래스까지 평균: mean()을 (N, C) 전체에 쓰면 클래스의 수로도 나눕니다.",
                "en": "A mean over classes, too: mean() over all of (N, C) divides by the number of "
                "classes as well.",
            },
            "losses-in-practice#reduction",
            (edited(SOLUTION, (".sum(dim=1).mean()", ".mean()")),),
        ),
        Slip(
            {
                "ko": "평균 대신 합: 행의 수로 나누지 않았습니다.",
                "en": "A sum in place of the mean: it isn't divided by the number of rows.",
            },
            "losses-in-practice#reduction",
            (edited(SOLUTION, (".sum(dim=1).mean()", ".sum()")),),
        ),
        Slip(
            {
                "ko": "빠진 빼기: 로그 확률은 음수이므로 부호를 바꾸어야 손실입니다.",
                "en": "No minus: logarithms of probabilities are negative; the loss is minus them.",
            },
            "losses#nll",
            (edited(SOLUTION, ("-(truth", "(truth")),),
        ),
        Slip(
            {
                "ko": "소프트맥스 두 번: cross_entropy나 log_softmax에는 확률이 아니라 로짓을 넣습니다.",
                "en": "Softmax twice: cross_entropy and log_softmax take logits, not "
                "probabilities.",
            },
            "losses#softmax-twice",
            (edited(SOLUTION, ("log_softmax(logits", "log_softmax(logits.softmax(1)")),),
        ),
        Slip(
            {
                "ko": "잘못된 dim: 클래스는 dim=1에 있습니다.",
                "en": "The wrong dim: the classes lie along dim=1.",
            },
            "softmax#dim",
            (edited(SOLUTION, ("logits, dim=1", "logits, dim=0")),),
        ),
    ),
    setup="""
def loss_and_gradient(logits, truth):
    logits = torch.tensor(logits, requires_grad=True)
    loss = loss_of(logits, torch.tensor(truth))
    loss.backward()
    return loss, logits.grad
""",
    cases=(
        "loss_and_gradient([[0.0, 0.0]], [[1.0, 0.0]])",
        "loss_and_gradient([[1.0, 0.0], [0.0, 2.0]], [[1.0, 0.0], [1.0, 0.0]])",
        "loss_and_gradient([[200.0, 0.0]], [[1.0, 0.0]])",
        "loss_and_gradient([[200.0, 0.0]], [[0.0, 1.0]])  # confident and wrong | 오답에 높은 확률",
    ),
)
