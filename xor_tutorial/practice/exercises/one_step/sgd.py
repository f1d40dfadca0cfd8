"""One step of SGD."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def step(parameters, lr):
    with torch.no_grad():
        for w in parameters:
            if w.grad is not None:
                w -= lr * w.grad
"""

EXERCISE = Exercise(
    name="one-step/sgd",
    section="one-step#step",
    title={
        "ko": "한 스텝",
        "en": "One step of SGD",
    },
    task={
        "ko": "`torch.optim` 없이, 매개변수들과 학습률을 받아 각 매개변수에서 그 변화도의 `lr`배를 제자리에서 빼는 함수 "
        "`step(parameters, lr)`를 쓰세요. 변화도가 `None`인 매개변수는 그대로 둡니다.",
        "en": "Without `torch.optim`, write a function `step(parameters, lr)` that moves each "
        "parameter, in place, against its gradient by `lr` times as much. A parameter whose "
        "gradient is `None` stays as it is.",
    },
    hint={
        "ko": "torch.no_grad() 안에서 w -= lr * w.grad입니다.",
        "en": "Inside torch.no_grad(): w -= lr * w.grad.",
    },
    asks="step",
    stub="""
import torch


def step(parameters, lr):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def step(parameters, lr):
    torch.optim.SGD(list(parameters), lr=lr).step()
""",
        """
def step(parameters, lr):
    for w in parameters:
        if w.grad is None:
            continue
        w.data = w.data - lr * w.grad
""",
        """
import torch

@torch.no_grad()
def step(parameters, lr):
    return [w.add_(w.grad, alpha=-lr) for w in parameters if w.grad is not None]
""",
    ),
    slips=(
        Slip(
            {
                "ko": "부호: 변화도 쪽은 손실이 커지는 쪽입니다. 빼세요.",
                "en": "The sign: along the gradient the loss grows. Subtract.",
            },
            "one-step#gradient-descent",
            (edited(SOLUTION, ("w -= lr", "w += lr")),),
        ),
        Slip(
            {
                "ko": "바뀌지 않는 w: w = w − …은 새 텐서에 이름을 붙일 뿐입니다. w -= …로 제자리에서 바꾸세요.",
                "en": "w stays as it was: w = w - ... gives a new tensor the name. Change it in place with w -= ...",
            },
            "tensors#in-place",
            (edited(SOLUTION, ("w -= lr *", "w = w - lr *")),),
        ),
        Slip(
            {
                "ko": "None인 변화도: 손실에 쓰이지 않은 매개변수의 grad는 None입니다. 건너뛰세요.",
                "en": "A gradient of None: a parameter that the loss doesn't use has none. Skip it.",
            },
            "debugging#grad-none",
            (edited(SOLUTION, ("            if w.grad is not None:\n    ", "")),),
        ),
        Slip(
            {
                "ko": "torch.no_grad()가 없음: 그래프가 기록되는 동안에는 리프를 제자리에서 바꿀 수 없습니다.",
                "en": "No torch.no_grad(): a leaf can't be changed in place while a graph is recorded.",
            },
            "autograd#in-place",
            (edited(SOLUTION, ("with torch.no_grad():", "if True:")),),
        ),
        Slip(
            {
                "ko": "학습률이 없음: 변화도에 lr을 곱하지 않았습니다.",
                "en": "No learning rate: the gradient isn't multiplied by lr.",
            },
            "one-step#gradient-descent",
            (edited(SOLUTION, ("lr * w.grad", "w.grad")),),
        ),
        Slip(
            {
                "ko": "w에도 곱한 학습률: w가 줄어듭니다. 변화도에만 곱하세요.",
                "en": "lr times w: the weights shrink. Multiply the gradient alone.",
            },
            "one-step#gradient-descent",
            (edited(SOLUTION, ("w -= lr * w.grad", "w.mul_(1 - lr).sub_(lr * w.grad)")),),
        ),
        Slip(
            {
                "ko": "비운 변화도: 스텝이 변화도를 지우지는 않습니다.",
                "en": "Gradients cleared: the step itself should leave them.",
            },
            "train#order",
            (
                edited(
                    SOLUTION,
                    ("w -= lr * w.grad", "w -= lr * w.grad\n                w.grad = None"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "None에서 끝남: 변화도가 None인 매개변수에서 함수가 끝나 나머지가 그대로입니다. return이나 break 대신 continue를 쓰세요.",
                "en": "Ended at None: the function ends at the first parameter without a gradient, and the others stay. Use continue, not return or break.",
            },
            "debugging#grad-none",
            (
                edited(
                    SOLUTION,
                    (
                        "if w.grad is not None:\n                w -= lr * w.grad",
                        "if w.grad is None:\n                return\n            w -= lr * w.grad",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "학습률로 나눔: 변화도에 lr을 곱해야 합니다.",
                "en": "Divided by the learning rate: multiply the gradient by lr.",
            },
            "one-step#step",
            (edited(SOLUTION, ("lr * w.grad", "w.grad / lr")),),
        ),
        Slip(
            {
                "ko": "변화도로 바꿈: w를 옮기지 않고 −lr·g로 바꾸었습니다. w에서 빼세요.",
                "en": "Replaced by the step: w becomes -lr times its gradient. Subtract that from w.",
            },
            "one-step#step",
            (
                edited(SOLUTION, ("w -= lr * w.grad", "w.copy_(-lr * w.grad)")),
                edited(SOLUTION, ("w -= lr * w.grad", "w.copy_(lr * w.grad)")),
            ),
        ),
        Slip(
            {
                "ko": "변화도의 부호만: 변화도의 크기가 쓰이지 않았습니다.",
                "en": "The gradient's sign alone: its size isn't used.",
            },
            "one-step#step",
            (edited(SOLUTION, ("lr * w.grad", "lr * w.grad.sign()")),),
        ),
    ),
    setup="""
def after(values, gradients, lr):
    parameters = [torch.tensor(value, requires_grad=True) for value in values]
    for w, gradient in zip(parameters, gradients):
        w.grad = None if gradient is None else torch.tensor(gradient)
    step(iter(parameters), lr)
    return [(w.item(), None if w.grad is None else w.grad.item()) for w in parameters]
""",
    cases=(
        "after([1.0], [0.5], lr=0.1)  # w = 1, gradient 0.5: w and gradient after the step | w = 1, 변화도 0.5: 스텝 뒤의 w와 변화도",
        "after([1.0, 2.0], [0.5, -2.0], lr=0.5)",
        "after([1.0, 2.0], [None, 1.0], lr=0.1)",
    ),
)
