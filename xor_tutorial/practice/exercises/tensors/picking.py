"""Picking numbers."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def pick(x):
    return x[1, 2], x[:, 1], x[:, -1:]
"""

EXERCISE = Exercise(
    name="tensors/picking",
    section="tensors#exercise-1",
    title={
        "ko": "숫자 골라내기",
        "en": "Picking numbers",
    },
    task={
        "ko": "2차원 텐서 x를 받아 세 가지를 반환하는 함수를 쓰세요. 둘째 행 셋째 열의 수, 둘째 열(벡터), 마지막 열(형태가 (N, 1)인 표)입니다.",
        "en": "Write a function that takes a table x and returns three things: the number in the second row and third column, the second column as a vector, and the last column as a table of shape (N, 1).",
    },
    hint={
        "ko": "자르기는 차원을 남깁니다: x[:, -1:]. 번호는 0부터 셉니다.",
        "en": "A slice keeps its dimension: x[:, -1:]. Numbering begins at 0.",
    },
    asks="pick",
    stub="""
def pick(x):
    return ..., ..., ...
""",
    solution=SOLUTION,
    others=(
        """
def pick(x):
    return [x[1][2], x.T[1], x.select(1, x.shape[1] - 1).unsqueeze(1)]
""",
        """
def pick(x):
    return int(x[1, 2]), x[:, 1].clone(), x[:, -1, None]
""",
    ),
    slips=(
        Slip(
            {
                "ko": "1부터 셈: 번호는 0부터 셉니다. 둘째 행은 x[1]입니다.",
                "en": "Counted from 1: numbering begins at 0, so the second row is x[1].",
            },
            "tensors#indexing",
            (
                edited(SOLUTION, ("x[1, 2], x[:, 1]", "x[2, 3], x[:, 2]")),
                edited(SOLUTION, ("x[1, 2]", "x[2, 3]")),
            ),
        ),
        Slip(
            {
                "ko": "행과 열: 첫 번호가 행, 둘째 번호가 열입니다.",
                "en": "Rows and columns: the first index is the row, the second the column.",
            },
            "tensors#indexing",
            (
                edited(SOLUTION, ("x[1, 2], x[:, 1]", "x[2, 1], x[1]")),
                edited(SOLUTION, ("x[1, 2]", "x[2, 1]")),
                edited(SOLUTION, ("x[:, 1]", "x[1]")),
            ),
        ),
        Slip(
            {
                "ko": "사라진 차원: x[:, -1]은 벡터입니다. 표로 남기려면 x[:, -1:]로 자르세요.",
                "en": "A dimension lost: x[:, -1] is a vector. For a table take the slice x[:, -1:].",
            },
            "tensors#indexing",
            (edited(SOLUTION, ("x[:, -1:]", "x[:, -1]")),),
        ),
        Slip(
            {
                "ko": "마지막 행: x[-1:]은 행입니다. 열은 둘째 번호입니다.",
                "en": "The last row: x[-1:] is a row. Columns are the second index.",
            },
            "tensors#indexing",
            (edited(SOLUTION, ("x[:, -1:]", "x[-1:]")),),
        ),
        Slip(
            {
                "ko": "정해 둔 열: 마지막 열은 표의 너비에 따라 다릅니다. 번호 -1을 쓰세요.",
                "en": "A fixed column: where the last one is depends on the width. Use -1.",
            },
            "tensors#indexing",
            (
                edited(SOLUTION, ("x[:, -1:]", "x[:, 3:]")),
                edited(SOLUTION, ("x[:, -1:]", "x[:, 3:4]")),
            ),
        ),
    ),
    cases=(
        "pick(torch.arange(12).reshape(3, 4))",
        "pick(torch.arange(15).reshape(3, 5))",
    ),
)
