"""Centring rows."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def centre_rows(x):
    return x - x.mean(dim=1, keepdim=True)
"""

EXERCISE = Exercise(
    name="tensors/centre-rows",
    section="tensors#exercise-3",
    title={
        "ko": "행의 평균 빼기",
        "en": "Centring rows",
    },
    task={
        "ko": "표의 각 행에서 그 행의 평균을 빼는 함수를 쓰세요. 결과의 각 행은 평균이 0입니다.",
        "en": "Write a function that subtracts from each row of a table the row's mean, so that every row has the mean 0.",
    },
    hint={
        "ko": "표의 형태와 평균의 형태를 아래위로 적어 보세요. keepdim=True가 무엇을 바꾸나요?",
        "en": "Write the shapes of the table and of the means under each other. What does keepdim=True change?",
    },
    asks="centre_rows",
    stub="""
def centre_rows(x):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def centre_rows(x):
    return (x.T - x.mean(1)).T
""",
        """
import torch

def centre_rows(x):
    return torch.stack([row - row.mean() for row in x])
""",
        """
def centre_rows(x):
    x -= x.mean(-1)[:, None]
    return x
""",
    ),
    slips=(
        Slip(
            {
                "ko": "열의 평균: dim=0은 열마다 평균을 냅니다. 행의 평균은 dim=1입니다.",
                "en": "Means of columns: dim=0 averages each column. For rows take dim=1.",
            },
            "tensors#dim",
            (
                edited(SOLUTION, ("dim=1", "dim=0")),
                edited(SOLUTION, ("dim=1, keepdim=True", "dim=0")),
            ),
        ),
        Slip(
            {
                "ko": "keepdim이 없음: 평균의 형태 (N,)은 마지막 차원에 맞추어지므로 다른 행의 평균이 빠집니다.",
                "en": "No keepdim: means of shape (N,) line up with the last dimension, so other rows' means are subtracted.",
            },
            "tensors#keepdim",
            (edited(SOLUTION, (", keepdim=True", "")),),
        ),
        Slip(
            {
                "ko": "전체의 평균: dim이 없으면 표 전체의 평균 하나를 뺍니다.",
                "en": "One mean for all: without dim the mean of the whole table is subtracted.",
            },
            "tensors#dim",
            (edited(SOLUTION, ("dim=1, keepdim=True", "")),),
        ),
        Slip(
            {
                "ko": "빼지 않은 평균: 평균만 반환했습니다.",
                "en": "The means alone: subtract them from the table.",
            },
            "tensors#keepdim",
            (edited(SOLUTION, ("x - x.mean", "x.mean")),),
        ),
        Slip(
            {
                "ko": "평균 대신 합: 합을 뺐습니다.",
                "en": "A sum in place of the mean: the sum is subtracted.",
            },
            "tensors#dim",
            (edited(SOLUTION, ("mean", "sum")),),
        ),
        Slip(
            {
                "ko": "표준화: 표준편차로 나누지는 마세요.",
                "en": "Standardized: don't divide by the standard deviation.",
            },
            "your-data#standardize",
            (
                edited(
                    SOLUTION,
                    (
                        "x - x.mean(dim=1, keepdim=True)",
                        "(x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "중앙값이나 최댓값: 빼야 하는 것은 행의 평균입니다.",
                "en": "The median or an extreme: what is subtracted should be the row's mean.",
            },
            "tensors#dim",
            (
                edited(
                    SOLUTION,
                    ("x.mean(dim=1, keepdim=True)", "x.median(dim=1, keepdim=True).values"),
                ),
                edited(SOLUTION, ("x.mean(dim=1, keepdim=True)", "x.amax(dim=1, keepdim=True)")),
                edited(SOLUTION, ("x.mean(dim=1, keepdim=True)", "x.amin(dim=1, keepdim=True)")),
                edited(SOLUTION, ("x.mean(dim=1, keepdim=True)", "x[:, :1]")),
            ),
        ),
    ),
    cases=(
        "centre_rows(torch.tensor([[1.0, 3.0]]))",
        "centre_rows(torch.tensor([[1.0, 3.0], [10.0, 30.0]]))",
        "centre_rows(torch.tensor([[150.0, 7.0], [170.0, 8.0], [130.0, 9.0]]))",
    ),
)
