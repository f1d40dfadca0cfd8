"""Backward by hand."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def gradients(W1, b1, W2, b2, x, t):
    h = torch.tanh(W1 @ x + b1)
    p = torch.softmax(W2 @ h + b2, dim=0)
    y = torch.zeros_like(p)
    y[t] = 1
    d2 = p - y
    d1 = (W2.T @ d2) * (1 - h**2)
    return torch.outer(d1, x), d1, torch.outer(d2, h), d2
"""

EXERCISE = Exercise(
    name="one-step/two-layers",
    section="one-step#exercise-4",
    title={
        "ko": "손으로 하는 역전파",
        "en": "Backward by hand",
    },
    task={
        "ko": "네트워크는 h = tanh(W1 x + b1), z = W2 h + b2이고 손실은 정답 클래스가 t인 교차 엔트로피입니다. backward 없이 변화도 (dW1, db1, dW2, db2)를 반환하는 함수 gradients(W1, b1, W2, b2, x, t)를 쓰세요. x는 형태가 (2,)인 벡터입니다.",
        "en": "The network is h = tanh(W1 x + b1), z = W2 h + b2, and the loss is the cross-entropy with the right class t. Without backward, write gradients(W1, b1, W2, b2, x, t) that returns (dW1, db1, dW2, db2). x is a vector of shape (2,).",
    },
    hint={
        "ko": "δ2 = p − y, δ1 = (W2ᵀ δ2)·(1 − h²)입니다. 가중치의 변화도는 δ와 그 층의 입력의 외적입니다.",
        "en": "d2 = p - y and d1 = (W2.T @ d2) * (1 - h**2). A weight's gradient is the outer product of d and the layer's input.",
    },
    asks="gradients",
    stub="""
import torch


def gradients(W1, b1, W2, b2, x, t):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch
from torch.nn import functional as F

def gradients(W1, b1, W2, b2, x, t):
    weights = [w.clone().requires_grad_() for w in (W1, b1, W2, b2)]
    a, b, c, d = weights
    z = c @ torch.tanh(a @ x + b) + d
    return torch.autograd.grad(F.cross_entropy(z[None], torch.tensor([t])), weights)
""",
        """
def gradients(W1, b1, W2, b2, x, t):
    h = (W1 @ x + b1).tanh()
    d2 = (W2 @ h + b2).softmax(0)
    d2[t] -= 1
    d1 = (1 - h) * (1 + h) * (d2 @ W2)
    return [d1[:, None] * x, d1, d2[:, None] * h, d2]
""",
    ),
    slips=(
        Slip(
            {
                "ko": "시그모이드의 미분: tanh의 미분은 h(1 − h)가 아니라 1 − h²입니다.",
                "en": "The sigmoid's derivative: for tanh it is 1 - h^2, not h(1 - h).",
            },
            "one-step#backward",
            (edited(SOLUTION, ("(1 - h**2)", "(h * (1 - h))")),),
        ),
        Slip(
            {
                "ko": "빠진 미분: 활성화 함수의 미분 1 − h²을 곱하지 않았습니다.",
                "en": "No derivative: the factor 1 - h^2 of the activation is missing.",
            },
            "one-step#backward",
            (edited(SOLUTION, (" * (1 - h**2)", "")),),
        ),
        Slip(
            {
                "ko": "y를 빼지 않음: δ2는 p − y입니다.",
                "en": "y not subtracted: d2 is p - y.",
            },
            "losses#gradient",
            (edited(SOLUTION, ("d2 = p - y", "d2 = p")),),
        ),
        Slip(
            {
                "ko": "부호: y − p가 아니라 p − y입니다.",
                "en": "The sign: p - y, not y - p.",
            },
            "losses#gradient",
            (edited(SOLUTION, ("d2 = p - y", "d2 = y - p")),),
        ),
        Slip(
            {
                "ko": "뒤바뀐 외적: 형태가 전치되었습니다. outer(δ, 입력)입니다.",
                "en": "The outer product exchanged: the result is transposed. It is outer(d, input).",
            },
            "one-step#gradient",
            (
                edited(
                    SOLUTION,
                    ("torch.outer(d1, x)", "torch.outer(x, d1)"),
                    ("torch.outer(d2, h)", "torch.outer(h, d2)"),
                ),
                edited(SOLUTION, ("torch.outer(d1, x)", "torch.outer(x, d1)")),
            ),
        ),
        Slip(
            {
                "ko": "전치하지 않은 W2: 되돌아갈 때에는 W2ᵀ를 곱합니다.",
                "en": "W2 not transposed: going backward multiplies by its transpose.",
            },
            "one-step#backward",
            (edited(SOLUTION, ("W2.T @ d2", "W2 @ d2")),),
        ),
        Slip(
            {
                "ko": "다른 층의 입력: W2의 입력은 h, W1의 입력은 x입니다.",
                "en": "Another layer's input: W2's input is h, W1's is x.",
            },
            "one-step#gradient",
            (
                edited(SOLUTION, ("torch.outer(d2, h)", "torch.outer(d2, x)")),
                edited(SOLUTION, ("torch.outer(d1, x)", "torch.outer(d1, h)")),
            ),
        ),
        Slip(
            {
                "ko": "tanh 전의 값: 1 − h²의 h는 tanh의 출력입니다.",
                "en": "Before tanh: the h of 1 - h^2 is what tanh gives.",
            },
            "one-step#backward",
            (edited(SOLUTION, ("(1 - h**2)", "(1 - (W1 @ x + b1) ** 2)")),),
        ),
    ),
    setup="""
W1, b1, W2, b2 = torch.randn(4, 2), torch.randn(4), torch.randn(2, 4), torch.randn(2)
""",
    cases=(
        "gradients(W1[:2], b1[:2], W2[:, :2], b2, torch.tensor([0.0, 1.0]), 1)  # two hidden units | 은닉 유닛 둘",
        "gradients(W1, b1, W2, b2, torch.tensor([1.0, -0.5]), 0)  # four hidden units | 은닉 유닛 넷",
    ),
)
