"""Find the bug: the accuracy of a model that is right."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def accuracy(logits, targets):
    predictions = logits.argmax(dim=1)
    return (predictions == targets).float().mean()
"""

EXERCISE = Exercise(
    name="debugging/accuracy",
    section="debugging#exercise-1",
    title={"ko": "버그 찾기 1: 정확도", "en": "Find the bug 1: the accuracy"},
    task={
        "ko": "이 함수는 형태가 (N, C)인 로짓과 형태가 (N,)인 정답 클래스를 받아, 맞힌 행의 비율을 계산해야 합니다. 버그를 찾아 "
        "고치세요.",
        "en": "This function should take logits of shape (N, C) and the right classes of shape "
        "(N,), and compute the share of rows that are right. Find the bug and fix it.",
    },
    hint={
        "ko": "logits의 형태가 (4, 2)이면 predictions의 형태는 무엇이어야 하나요? 출력해 보세요.",
        "en": "If logits have shape (4, 2), what shape should predictions have? Print it.",
    },
    asks="accuracy",
    stub=edited(SOLUTION, ("dim=1", "dim=0")),
    solution=SOLUTION,
    others=(
        """
def accuracy(logits, targets):
    right = 0
    for row, target in zip(logits, targets):
        right += int(row.argmax() == target)
    return right / len(targets)
""",
        """
import torch

def accuracy(logits, targets):
    return torch.eq(logits.softmax(-1).max(-1).indices, targets).double().mean().item()
""",
    ),
    slips=(
        Slip(
            {
                "ko": "잘못된 dim: argmax(dim=0)은 클래스마다 가장 높은 행을 찾습니다. 행마다 클래스를 찾으려면 dim=1입니다.",
                "en": "The wrong dim: argmax(dim=0) finds the best row for each class. For the "
                "best class of each row take dim=1.",
            },
            "tensors#dim",
            (edited(SOLUTION, ("dim=1", "dim=0")),),
        ),
        Slip(
            {
                "ko": "정수 나눗셈: //는 소수 부분을 버립니다.",
                "en": "Whole division: // drops the fraction.",
            },
            "tensors#dtype",
            (edited(SOLUTION, (".float().mean()", ".sum() // len(targets)")),),
        ),
        Slip(
            {
                "ko": "값과 자리를 함께: max(dim)은 둘을 반환합니다. 자리인 .indices나 argmax를 쓰세요.",
                "en": "Values and places: max(dim) returns both. Take its .indices, or argmax.",
            },
            "softmax#argmax",
            (edited(SOLUTION, ("argmax(dim=1)", "max(dim=1)")),),
        ),
        Slip(
            {
                "ko": "dim이 없음: argmax()는 텐서 전체에서 한 자리만 찾습니다.",
                "en": "No dim: argmax() finds a single place in the whole tensor.",
            },
            "tensors#dim",
            (edited(SOLUTION, ("dim=1", "")),),
        ),
        Slip(
            {
                "ko": "남은 차원: keepdim=True이면 (N, 1)과 (N,)이 (N, N)으로 브로드캐스팅되어 모든 짝을 비교합니다.",
                "en": "A dimension too many: with keepdim=True, (N, 1) and (N,) broadcast to "
                "(N, N), and every pair is compared.",
            },
            "debugging#broadcasting",
            (edited(SOLUTION, ("dim=1", "dim=1, keepdim=True")),),
        ),
        Slip(
            {
                "ko": "비율이 아니라 개수: 맞힌 행의 수를 행의 수로 나누지 않았습니다.",
                "en": "A count, not a share: divide the number of right rows by the number of "
                "rows.",
            },
            "train#accuracy",
            (
                edited(SOLUTION, ("mean()", "sum()")),
                edited(SOLUTION, (".float().mean()", ".float()")),
            ),
        ),
        Slip(
            {
                "ko": "최댓값과 자리: max는 값을, argmax는 그 값의 자리(클래스)를 줍니다. 클래스끼리 비교하세요.",
                "en": "Value and place: max gives the largest value, argmax where it is, which is "
                "the class. Compare classes.",
            },
            "softmax#argmax",
            (edited(SOLUTION, ("argmax(dim=1)", "amax(dim=1)")),),
        ),
        Slip(
            {
                "ko": "백분율: 0과 1 사이의 비율이 필요합니다.",
                "en": "Per cent: a share between 0 and 1 is wanted.",
            },
            "train#accuracy",
            (edited(SOLUTION, ("mean()", "mean() * 100")),),
        ),
        Slip(
            {
                "ko": "정수의 평균: 정수나 참·거짓에는 mean이 없습니다. 먼저 .float()로 바꾸세요.",
                "en": "A mean of whole numbers: integers and booleans have no mean. Make them "
                "floats first.",
            },
            "tensors#dtype",
            (
                edited(SOLUTION, (".float()", "")),
                edited(SOLUTION, (".float()", ".long()")),
            ),
        ),
        Slip(
            {
                "ko": "틀린 행을 셈: 맞은 행이 아니라 틀린 행의 비율입니다. ==로 비교하고, 가장 큰 점수의 클래스를 고르세요.",
                "en": "The wrong rows counted: this is the share that is wrong. Compare with ==, and take the class with the largest score.",
            },
            "softmax#argmax",
            (
                edited(SOLUTION, ("predictions == targets", "predictions != targets")),
                edited(SOLUTION, ("argmax(dim=1)", "argmin(dim=1)")),
            ),
        ),
        Slip(
            {
                "ko": "한 열만 봄: 로짓 하나를 0과 비교했습니다. 클래스의 점수끼리 비교하세요.",
                "en": "One column alone: a single logit is compared with 0. Compare the classes' scores with each other.",
            },
            "softmax#argmax",
            (
                edited(SOLUTION, ("logits.argmax(dim=1)", "(logits[:, 0] > 0).long()")),
                edited(SOLUTION, ("logits.argmax(dim=1)", "(logits[:, 1] > 0).long()")),
            ),
        ),
    ),
    cases=(
        "accuracy(torch.tensor([[0.0, 1.0]]), torch.tensor([1]))",
        "accuracy(torch.tensor([[2.0, 0.0], [3.0, 1.0]]), torch.tensor([0, 1]))",
        "accuracy(torch.tensor([[0.0, 5.0], [3.0, 0.0], [2.0, 4.0]]), torch.tensor([1, 1, 1]))",
        "accuracy(torch.tensor([[2.0, 0.0], [0.0, 1.0], [0.0, 3.0], [1.0, 0.0]]), torch.tensor([0, 1, 1, 1]))",
    ),
)
