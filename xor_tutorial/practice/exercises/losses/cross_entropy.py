"""Cross-entropy from logits, with its gradient."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def cross_entropy(z, t):
    rows = torch.arange(len(t))
    log_p = z - torch.logsumexp(z, dim=1, keepdim=True)
    loss = -log_p[rows, t].mean()
    gradient = log_p.exp()
    gradient[rows, t] -= 1
    return loss, gradient / len(t)
"""

EXERCISE = Exercise(
    name="losses/cross-entropy",
    section="losses#gradient",
    title={
        "ko": "교차 엔트로피와 그 변화도",
        "en": "Cross-entropy with its gradient",
    },
    task={
        "ko": "`F.cross_entropy`도 `backward`도 없이, 형태가 `(N, C)`인 로짓 `z`와 형태가 `(N,)`인 정답 클래스 `t`를 받아 두 값 "
        "(손실, 변화도)를 반환하는 함수를 쓰세요. 손실은 N행의 교차 엔트로피의 평균이고, 변화도는 그 손실을 `z`로 미분한 것으로 형태가 `(N, C)`입니다. "
        "로짓이 1000이어도 값이 나와야 합니다.",
        "en": "Without `F.cross_entropy` and without `backward`, write a function that takes logits `z` "
        "of shape `(N, C)` and the right classes `t` of shape `(N,)`, and returns two values: the "
        "loss, which is the mean cross-entropy of the N rows, and its gradient with respect to "
        "`z`, of shape `(N, C)`. A logit of 1000 must give a value, too.",
    },
    hint={
        "ko": "한 행의 변화도는 p − y이고, 평균의 변화도는 그것을 N으로 나눈 것입니다. "
        "log_p[torch.arange(len(t)), t]는 각 행에서 정답의 로그 확률을 고릅니다.",
        "en": "The gradient of one row's loss is p - y, that of the mean is this divided by N. "
        "log_p[torch.arange(len(t)), t] picks the right class's log-probability in each row.",
    },
    asks="cross_entropy",
    stub="""
import torch


def cross_entropy(z, t):
    loss = ...
    gradient = ...
    return loss, gradient
""",
    solution=SOLUTION,
    others=(
        """
import torch
import torch.nn.functional as F

def cross_entropy(z, t):
    y = F.one_hot(t, z.shape[1])
    return -(y * z.log_softmax(1)).sum(1).mean(), (z.softmax(1) - y) / z.shape[0]
""",
        """
import torch

def cross_entropy(z, t):
    z = z.double().clone().requires_grad_()
    loss = torch.nn.functional.cross_entropy(z, t)
    (gradient,) = torch.autograd.grad(loss, z)
    return [loss.item(), gradient]
""",
        """
import math, torch

def cross_entropy(z, t):
    n, loss, gradient = len(z), 0.0, []
    for row, right in zip(z.tolist(), t.tolist()):
        top = max(row)
        total = sum(math.exp(s - top) for s in row)
        loss += top + math.log(total) - row[right]
        gradient.append([(math.exp(s - top) / total - (k == right)) / n for k, s in enumerate(row)])
    return loss / n, gradient
""",
    ),
    slips=(
        Slip(
            {
                "ko": "N으로 나누지 않은 변화도: 손실이 평균이므로 한 행의 변화도 p − y도 N으로 나누어야 합니다.",
                "en": "A gradient not divided by N: the loss is a mean, so each row's p - y is "
                "divided by N, too.",
            },
            "losses#gradient",
            (edited(SOLUTION, ("gradient / len(t)", "gradient")),),
        ),
        Slip(
            {
                "ko": "클래스 수로 나눔: mean()을 (N, C) 전체에 쓰거나 C로 나누었습니다. 나누는 수는 행의 수 N입니다.",
                "en": "Divided by the classes: a mean over all of (N, C) divides by N times C. "
                "Divide by the number of rows alone.",
            },
            "losses-in-practice#reduction",
            (
                edited(
                    SOLUTION,
                    ("-log_p[rows, t].mean()", "-log_p[rows, t].mean() / z.shape[1]"),
                    ("gradient / len(t)", "gradient / z.numel()"),
                ),
                edited(SOLUTION, ("-log_p[rows, t].mean()", "-log_p[rows, t].mean() / z.shape[1]")),
                edited(SOLUTION, ("gradient / len(t)", "gradient / z.numel()")),
                edited(SOLUTION, ("gradient / len(t)", "gradient / z.shape[1]")),
            ),
        ),
        Slip(
            {
                "ko": "평균 대신 합: 손실을 행의 수로 나누지 않았습니다.",
                "en": "A sum in place of a mean: the loss isn't divided by the number of rows.",
            },
            "losses-in-practice#reduction",
            (
                edited(SOLUTION, (".mean()", ".sum()")),
                edited(SOLUTION, (".mean()", ".sum()"), ("gradient / len(t)", "gradient")),
            ),
        ),
        Slip(
            {
                "ko": "부호: −ln p에서 빼기를 빠뜨려 손실이 음수입니다.",
                "en": "The sign: without the minus of -ln p the loss is negative.",
            },
            "losses#nll",
            (
                edited(SOLUTION, ("-log_p[", "log_p[")),
                edited(
                    SOLUTION, ("-log_p[", "log_p["), ("gradient / len(t)", "-gradient / len(t)")
                ),
            ),
        ),
        Slip(
            {
                "ko": "뒤집힌 변화도: y − p가 아니라 p − y입니다. 손실을 줄이는 쪽이 아니라 늘리는 쪽을 가리킵니다.",
                "en": "A gradient reversed: it is p - y and not y - p. A gradient points to where "
                "the loss grows.",
            },
            "losses#gradient",
            (edited(SOLUTION, ("gradient / len(t)", "-gradient / len(t)")),),
        ),
        Slip(
            {
                "ko": "y를 빼지 않음: 변화도가 p 그대로입니다. 정답 클래스에서 1을 빼야 합니다.",
                "en": "y not subtracted: this is p alone. Subtract 1 at the right class.",
            },
            "losses#gradient",
            (
                edited(SOLUTION, ("    gradient[rows, t] -= 1\n", "")),
                edited(SOLUTION, ("    gradient[rows, t] -= 1\n", ""), (" / len(t)", "")),
            ),
        ),
        Slip(
            {
                "ko": "넘침: 소프트맥스를 먼저 만들고 로그를 취했습니다. 로짓이 1000이면 exp가 무한대가 되거나 확률이 0이 되어 "
                "nan이나 무한대가 나옵니다. 로그 소프트맥스로 바로 계산하세요.",
                "en": "Overflow: a softmax is formed first, then its logarithm. With a logit of "
                "1000 an exponential is infinite or a probability is 0. Go straight to log-softmax.",
            },
            "softmax#log-softmax",
            (
                edited(
                    SOLUTION,
                    (
                        "z - torch.logsumexp(z, dim=1, keepdim=True)",
                        "torch.log(z.exp() / z.exp().sum(1, keepdim=True))",
                    ),
                ),
                edited(
                    SOLUTION,
                    ("z - torch.logsumexp(z, dim=1, keepdim=True)", "z.softmax(1).log()"),
                ),
                edited(
                    SOLUTION,
                    (
                        "z - torch.logsumexp(z, dim=1, keepdim=True)",
                        "z - z.exp().sum(1, keepdim=True).log()",
                    ),
                ),
                edited(
                    SOLUTION,
                    (
                        "z - torch.logsumexp(z, dim=1, keepdim=True)",
                        "(z.softmax(1) + 1e-8).log()",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "잘못된 dim: dim=0은 열을 따라 더합니다. 클래스는 dim=1에 있습니다.",
                "en": "The wrong dim: dim=0 adds up columns. The classes lie along dim=1.",
            },
            "softmax#dim",
            (edited(SOLUTION, ("dim=1", "dim=0")),),
        ),
        Slip(
            {
                "ko": "소프트맥스 두 번: 확률을 다시 로짓처럼 넣었습니다.",
                "en": "Softmax twice: probabilities are treated as logits once more.",
            },
            "losses#softmax-twice",
            (edited(SOLUTION, ("log_p = z -", "z = z.softmax(1)\n    log_p = z -")),),
        ),
        Slip(
            {
                "ko": "모든 열: log_p[:, t]는 행마다 하나가 아니라 행마다 N개를 고릅니다. 행 번호도 함께 주세요.",
                "en": "All pairs: log_p[:, t] picks N numbers in each row instead of one. Give the "
                "rows as well.",
            },
            "tensors#indexing",
            (
                edited(SOLUTION, ("log_p[rows, t]", "log_p[:, t]")),
                edited(SOLUTION, ("[rows, t]", "[:, t]")),
            ),
        ),
        Slip(
            {
                "ko": "밑이 2인 로그: 손실에는 자연로그를 씁니다.",
                "en": "A logarithm to base 2 or 10: losses use the natural one.",
            },
            "losses#cross-entropy",
            (
                edited(
                    SOLUTION,
                    ("-log_p[rows, t].mean()", "-log_p[rows, t].mean() / 0.6931471805599453"),
                ),
                edited(
                    SOLUTION,
                    ("-log_p[rows, t].mean()", "-log_p[rows, t].mean() / 2.302585092994046"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "p에 대한 변화도: −1/p는 확률로 미분한 것입니다. 로짓 z로 미분하면 p − y입니다.",
                "en": "The gradient with respect to p: -1/p is for the probability. With respect to the logits z it is p - y.",
            },
            "losses#gradient",
            (
                edited(
                    SOLUTION,
                    ("gradient = log_p.exp()", "gradient = torch.zeros_like(z)"),
                    ("gradient[rows, t] -= 1", "gradient[rows, t] = -1 / log_p.exp()[rows, t]"),
                ),
                edited(
                    SOLUTION,
                    ("gradient = log_p.exp()", "gradient = torch.zeros_like(z)"),
                    ("gradient[rows, t] -= 1", "gradient[rows, t] = log_p.exp()[rows, t] - 1"),
                ),
            ),
        ),
    ),
    cases=(
        "cross_entropy(torch.tensor([[0.0, 0.0]]), torch.tensor([0]))",
        "cross_entropy(torch.tensor([[2.0, 0.0], [1.0, 3.0]]), torch.tensor([0, 0]))",
        "cross_entropy(torch.tensor([[1.0, 0.0, -1.0], [0.0, 2.0, 0.5]]), torch.tensor([2, 1]))",
        "cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([1]))",
    ),
)
