"""Standardizing."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def standardize(train, new):
    mean = train.mean(dim=0)
    std = train.std(dim=0)
    return (train - mean) / std, (new - mean) / std
"""

EXERCISE = Exercise(
    name="your-data/standardize",
    section="your-data#exercise-1",
    title={
        "ko": "표준화",
        "en": "Standardizing",
    },
    task={
        "ko": "형태가 `(N, D)`인 `train`과 형태가 `(M, D)`인 `new`를 받아, 둘을 표준화해 `(train, new)`로 반환하는 함수를 쓰세요. "
        "특성(열)마다 평균을 빼고 표준편차로 나누며, 평균과 표준편차는 둘 다 `train`으로 구합니다. 표준편차는 `torch.std`의 기본값입니다.",
        "en": "Write a function that takes `train` of shape `(N, D)` and `new` of shape `(M, D)`, and "
        "returns both standardized, `(train, new)`: each feature, a column, less its mean and "
        "divided by its standard deviation, both of which come from `train`. The standard "
        "deviation is `torch.std`'s default.",
    },
    hint={
        "ko": "새 데이터에는 제 평균을 쓰지 마세요. 새 행이 하나뿐일 수도 있습니다.",
        "en": "New data doesn't use its own mean: there may be a single new row.",
    },
    asks="standardize",
    stub="""
def standardize(train, new):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def standardize(train, new):
    mean, std = train.mean(0, keepdim=True), train.var(0, keepdim=True).sqrt()
    return [(x - mean).div(std) for x in (train, new)]
""",
        """
import torch

def standardize(train, new):
    std, mean = torch.std_mean(train, dim=0)
    train -= mean
    train /= std
    return train, (new - mean) / std
""",
    ),
    slips=(
        Slip(
            {
                "ko": "새 데이터의 평균: new에도 train의 평균과 표준편차를 쓰세요.",
                "en": "The new data's own mean: use train's mean and standard deviation for both.",
            },
            "your-data#standardize",
            (edited(SOLUTION, ("(new - mean) / std", "(new - new.mean(dim=0)) / new.std(dim=0)")),),
        ),
        Slip(
            {
                "ko": "함께 계산한 평균: 새 데이터가 평균에 들어갔습니다. 검증 데이터의 정보가 새어 나갑니다.",
                "en": "A mean of both: the new data went into it, which leaks what you want to predict.",
            },
            "your-data#standardize",
            (
                """
import torch

def standardize(train, new):
    both = torch.cat([train, new])
    mean, std = both.mean(0), both.std(0)
    return (train - mean) / std, (new - mean) / std
""",
            ),
        ),
        Slip(
            {
                "ko": "하나의 평균: 특성마다 따로 계산해야 합니다. dim=0을 주세요.",
                "en": "One mean for all: each feature needs its own. Give dim=0.",
            },
            "tensors#dim",
            (
                edited(SOLUTION, ("mean(dim=0)", "mean()"), ("std(dim=0)", "std()")),
                edited(SOLUTION, ("std(dim=0)", "std()")),
            ),
        ),
        Slip(
            {
                "ko": "행의 평균: dim=1은 샘플마다 평균을 냅니다.",
                "en": "Means of rows: dim=1 averages each sample.",
            },
            "tensors#dim",
            (
                edited(
                    SOLUTION,
                    ("mean(dim=0)", "mean(dim=1, keepdim=True)"),
                    ("std(dim=0)", "std(dim=1, keepdim=True)"),
                    (
                        "(new - mean) / std",
                        "(new - new.mean(dim=1, keepdim=True)) / new.std(dim=1, keepdim=True)",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "분산으로 나눔: 표준편차는 분산의 제곱근입니다.",
                "en": "Divided by the variance: the standard deviation is its root.",
            },
            "your-data#standardize",
            (edited(SOLUTION, ("train.std", "train.var")),),
        ),
        Slip(
            {
                "ko": "평균을 빼지 않음: 먼저 빼고 나누세요.",
                "en": "No mean subtracted: subtract first, then divide.",
            },
            "your-data#standardize",
            (
                edited(
                    SOLUTION, ("(train - mean) / std, (new - mean) / std", "train / std, new / std")
                ),
            ),
        ),
        Slip(
            {
                "ko": "0에서 1로: 최솟값과 최댓값으로 맞추었습니다.",
                "en": "From 0 to 1: this scales by the smallest and the largest value.",
            },
            "your-data#standardize",
            (
                edited(
                    SOLUTION,
                    ("train.mean(dim=0)", "train.amin(dim=0)"),
                    ("train.std(dim=0)", "train.amax(dim=0) - mean"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "괄호: 뺄셈보다 나눗셈이 먼저 계산됩니다.",
                "en": "Parentheses: division comes before subtraction.",
            },
            "your-data#standardize",
            (
                edited(
                    SOLUTION,
                    (
                        "(train - mean) / std, (new - mean) / std",
                        "train - mean / std, new - mean / std",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "n으로 나눈 표준편차: torch.std의 기본값은 n − 1로 나눕니다.",
                "en": "A standard deviation over n: torch.std by default divides by n - 1.",
            },
            "your-data#standardize",
            (
                "def standardize(train, new):\n    mean, std = train.mean(0), train.std(0, correction=0)\n    return (train - mean) / std, (new - mean) / std\n",
            ),
        ),
        Slip(
            {
                "ko": "그대로인 새 데이터: new가 바뀌지 않았습니다. 이미 표준화한 train의 평균과 표준편차는 0과 1입니다. 먼저 둘을 구해 두세요.",
                "en": "New data as they were: new isn't changed. After train is standardized its mean and standard deviation are 0 and 1, so take them before.",
            },
            "your-data#standardize",
            (
                "def standardize(train, new):\n    return (train - train.mean(0)) / train.std(0), new\n",
            ),
        ),
        Slip(
            {
                "ko": "평균만 뺌: 표준편차로도 나누어야 합니다.",
                "en": "The mean alone: divide by the standard deviation as well.",
            },
            "your-data#standardize",
            (
                "def standardize(train, new):\n    mean = train.mean(0)\n    return train - mean, new - mean\n",
            ),
        ),
    ),
    cases=(
        "standardize(torch.tensor([[1.0], [3.0]]), torch.tensor([[2.0], [4.0]]))",
        "standardize(torch.tensor([[150.0, 7.0], [170.0, 8.0], [130.0, 9.0]]), torch.tensor([[160.0, 7.0], [150.0, 9.0]]))",
        "standardize(torch.tensor([[1.0], [3.0]]), torch.tensor([[2.0]]))  # one new row | 새 행 하나",
    ),
)
