"""Counting steps."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def count(n, batch, epochs, drop_last):
    full, rest = divmod(n, batch)
    if drop_last or rest == 0:
        return epochs * full, batch
    return epochs * (full + 1), rest
"""

EXERCISE = Exercise(
    name="beyond/counting",
    section="beyond#exercise-1",
    title={
        "ko": "스텝 세기",
        "en": "Counting steps",
    },
    task={
        "ko": "샘플 n개를 크기가 batch인 배치로 나누어 epochs번 돕니다. (스텝의 수, 한 에폭의 마지막 배치의 크기)를 반환하는 함수 count(n, batch, epochs, drop_last)를 쓰세요. drop_last이면 모자란 배치를 버립니다. n은 batch 이상입니다.",
        "en": "n samples are split into batches of that size, for so many epochs. Write count(n, batch, epochs, drop_last) that returns (steps, size of an epoch's last batch). With drop_last a batch that isn't full is dropped; n is at least one batch.",
    },
    hint={
        "ko": "나머지가 0이면 마지막 배치도 가득 찹니다.",
        "en": "If nothing is left over the last batch is full, too.",
    },
    asks="count",
    stub="""
def count(n, batch, epochs, drop_last):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch
from torch.utils.data import DataLoader

def count(n, batch, epochs, drop_last):
    batches = list(DataLoader(torch.zeros(n), batch_size=batch, drop_last=drop_last))
    return len(batches) * epochs, len(batches[-1])
""",
        """
import math

def count(n, batch, epochs, drop_last):
    steps = n // batch if drop_last else math.ceil(n / batch)
    return [steps * epochs, min(n - (steps - 1) * batch, batch)]
""",
    ),
    slips=(
        Slip(
            {
                "ko": "내린 나눗셈: 모자란 배치도 하나의 스텝입니다.",
                "en": "Rounded down: a batch that isn't full is a step, too.",
            },
            "beyond#loader",
            (
                edited(
                    SOLUTION,
                    (
                        "    if drop_last or rest == 0:\n        return epochs * full, batch\n    return epochs * (full + 1), rest",
                        "    return epochs * full, rest if rest and not drop_last else batch",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "나누어떨어질 때: 나머지가 0이면 마지막 배치는 0이 아니라 가득 찬 배치입니다.",
                "en": "Nothing left over: the last batch is full then, not empty.",
            },
            "beyond#loader",
            (
                edited(SOLUTION, ("drop_last or rest == 0", "drop_last")),
                """
import math

def count(n, batch, epochs, drop_last):
    if drop_last:
        return epochs * (n // batch), batch
    return epochs * math.ceil(n / batch), n % batch
""",
            ),
        ),
        Slip(
            {
                "ko": "에폭을 곱하지 않음: 한 에폭의 스텝만 세었습니다.",
                "en": "Epochs left out: these are the steps of one.",
            },
            "beyond#loader",
            (edited(SOLUTION, ("epochs * full, ", "full, "), ("epochs * (full + 1)", "full + 1")),),
        ),
        Slip(
            {
                "ko": "drop_last를 쓰지 않음: 모자란 배치를 버려야 합니다.",
                "en": "drop_last unused: it drops the batch that isn't full.",
            },
            "beyond#loader",
            (edited(SOLUTION, ("drop_last or rest == 0", "rest == 0")),),
        ),
        Slip(
            {
                "ko": "에폭을 합쳐 나눔: 에폭마다 배치가 새로 시작합니다.",
                "en": "All epochs at once: each epoch begins its batches again.",
            },
            "beyond#loader",
            (
                edited(
                    SOLUTION,
                    ("divmod(n, batch)", "divmod(n * epochs, batch)"),
                    ("epochs * full, ", "full, "),
                    ("epochs * (full + 1)", "full + 1"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "언제나 버림: 다 차지 않은 배치도 한 스텝입니다. drop_last일 때만 버리세요.",
                "en": "Always dropped: a batch that isn't full is a step as well. Drop it with drop_last only.",
            },
            "beyond#mini-batches",
            (
                "def count(n, batch, epochs, drop_last):\n    return n // batch * epochs, n % batch\n",
                "def count(n, batch, epochs, drop_last):\n    return n // batch * epochs, batch\n",
            ),
        ),
        Slip(
            {
                "ko": "에폭을 이어 붙임: 배치는 에폭을 넘지 않으므로, 에폭마다 세어 곱하세요.",
                "en": "Epochs run together: no batch reaches into the next epoch. Count one epoch, then multiply.",
            },
            "beyond#mini-batches",
            (
                "def count(n, batch, epochs, drop_last):\n    steps = n * epochs // batch\n    if drop_last or n * epochs % batch == 0:\n        return steps, batch if drop_last else n % batch or batch\n    return steps + 1, n % batch or batch\n",
            ),
        ),
    ),
    cases=(
        "count(4, 2, 1, False)",
        "count(5, 2, 1, False)",
        "count(5, 2, 3, True)",
        "count(1000, 64, 5, False)",
    ),
)
