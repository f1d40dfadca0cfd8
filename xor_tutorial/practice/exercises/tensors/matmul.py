"""Three loops."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def matmul(a, b):
    n, m = a.shape
    k = b.shape[1]
    c = torch.zeros(n, k)
    for i in range(n):
        for j in range(k):
            for s in range(m):
                c[i, j] += a[i, s] * b[s, j]
    return c
"""

EXERCISE = Exercise(
    name="tensors/matmul",
    section="tensors#exercise-4",
    title={
        "ko": "반복문 셋",
        "en": "Three loops",
    },
    task={
        "ko": "@ 없이, 반복문으로 행렬 곱을 계산하는 함수 matmul(a, b)를 쓰세요. a의 형태는 (n, m), b의 형태는 (m, k)입니다.",
        "en": "Without @, write a function matmul(a, b) that computes the matrix product with loops; a has shape (n, m) and b has shape (m, k).",
    },
    hint={
        "ko": "C_ij의 식에는 자유로운 번호가 둘, 더하는 번호가 하나입니다. 반복문 하나씩입니다.",
        "en": "The formula of C_ij has two free indices and one that is added up: a loop for each.",
    },
    asks="matmul",
    stub="""
import torch


def matmul(a, b):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def matmul(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in b.T.tolist()] for row in a.tolist()]
""",
        """
import torch

def matmul(a, b):
    return torch.einsum('is,sj->ij', a, b)
""",
        """
def matmul(a, b):
    return (a[:, :, None] * b[None]).sum(1)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "원소별 곱: *는 같은 자리끼리 곱합니다. 행렬 곱은 행과 열을 곱해 더합니다.",
                "en": "Element by element: * multiplies what is in the same place. A matrix product adds up a row times a column.",
            },
            "tensors#matmul",
            (
                """
def matmul(a, b):
    return a * b
""",
            ),
        ),
        Slip(
            {
                "ko": "더하지 않음: = 로 덮어써서 마지막 곱만 남았습니다. +=로 더하세요.",
                "en": "Not added up: = keeps only the last product. Add with +=.",
            },
            "tensors#matmul",
            (edited(SOLUTION, ("+= a", "= a")),),
        ),
        Slip(
            {
                "ko": "전치된 b: b의 열이 아니라 행을 골랐습니다. b[j, s]가 아니라 b[s, j]를 읽으세요.",
                "en": "b transposed: the rows of b are taken, and it should be its columns. Read "
                "b[s, j] and not b[j, s].",
            },
            "tensors#matmul",
            (
                edited(SOLUTION, ("b[s, j]", "b[j, s]")),
                "import torch\n\ndef matmul(a, b):\n    return torch.stack([torch.stack([(r * c).sum() for c in b]) for r in a])\n",
            ),
        ),
        Slip(
            {
                "ko": "전치된 결과: c[j, i]에 썼습니다.",
                "en": "The result transposed: it was written to c[j, i].",
            },
            "tensors#matmul",
            (edited(SOLUTION, ("zeros(n, k)", "zeros(k, n)"), ("c[i, j]", "c[j, i]")),),
        ),
        Slip(
            {
                "ko": "뒤바뀐 곱: b @ a를 계산했습니다. 행렬 곱에서는 차례가 중요합니다.",
                "en": "The other order: this is b @ a. In a matrix product the order counts.",
            },
            "tensors#matmul",
            (
                """
def matmul(a, b):
    return b @ a
""",
            ),
        ),
        Slip(
            {
                "ko": "사라진 소수 부분: 결과를 정수 텐서에 모았습니다.",
                "en": "Fractions lost: the result is collected in an integer tensor.",
            },
            "tensors#dtype",
            (edited(SOLUTION, ("zeros(n, k)", "zeros(n, k, dtype=torch.long)")),),
        ),
        Slip(
            {
                "ko": "짧은 반복: 범위가 하나 모자랍니다. range(m)은 m - 1에서 끝나므로 range(m - 1)이 아닙니다.",
                "en": "A loop too short: range(m) already ends at m - 1.",
            },
            "tensors#matmul",
            (edited(SOLUTION, ("range(m)", "range(m - 1)")),),
        ),
        Slip(
            {
                "ko": "정사각형으로 봄: 크기 셋 n, m, k는 서로 다를 수 있습니다. 합은 m개, 결과는 (n, k)입니다.",
                "en": "Taken for square: n, m and k may all differ. The sum has m terms and the result is (n, k).",
            },
            "tensors#matmul",
            (edited(SOLUTION, ("k = b.shape[1]", "k = m = n")),),
        ),
    ),
    cases=(
        "matmul(torch.tensor([[2.0]]), torch.tensor([[0.5]]))",
        "matmul(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[5.0, 6.0], [7.0, 8.0]]))",
        "matmul(torch.tensor([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]]), torch.tensor([[1.0, 0.0], [2.0, 1.0], [0.5, 4.0]]))",
        "matmul(torch.ones(1, 3), torch.ones(3, 2))",
    ),
)
