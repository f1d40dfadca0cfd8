"""A Hessian times a vector."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


def hessian_vector(f, z, v):
    (g,) = torch.autograd.grad(f(z), z, create_graph=True)
    (Hv,) = torch.autograd.grad(g @ v, z)
    return Hv
"""

EXERCISE = Exercise(
    name="jacobians/hessian-vector",
    section="jacobians#exercise-2",
    title={"ko": "헤시안 곱하기 벡터", "en": "A Hessian times a vector"},
    task={
        "ko": "함수 f는 벡터 z를 받아 수 하나를 냅니다. z에서 f의 헤시안 H에 벡터 v를 곱한 Hv를, H를 만들지 않고 계산하는 hessian_vector(f, z, v)를 쓰세요. z는 requires_grad=True이고 v는 아닙니다.",
        "en": "f takes a vector z and gives one number. Write hessian_vector(f, z, v) that computes Hv without forming the Hessian H of f at z. z has requires_grad=True, v hasn't.",
    },
    hint={
        "ko": "Hv는 변화도와 v의 내적의 변화도입니다. 변화도도 그래프에 있어야 합니다.",
        "en": "Hv is the gradient of the dot product of the gradient and v. The gradient has to be in the graph as well.",
    },
    asks="hessian_vector",
    stub="""
import torch


def hessian_vector(f, z, v):
    ...
""",
    solution=SOLUTION,
    others=(
        """
import torch

def hessian_vector(f, z, v):
    return torch.func.jvp(torch.func.grad(f), (z,), (v,))[1]
""",
        """
import torch

def hessian_vector(f, z, v):
    return torch.autograd.functional.hvp(f, z, v)[1]
""",
        """
import torch

def hessian_vector(f, z, v):
    (g,) = torch.autograd.grad(f(z), z, create_graph=True)
    g.backward(v, inputs=[z])
    return z.grad
""",
    ),
    slips=(
        Slip(
            {
                "ko": "create_graph 없음: 변화도를 다시 미분하려면 첫 번째 grad에 create_graph=True를 주어야 합니다.",
                "en": "No create_graph: to differentiate the gradient, it has to be in the graph itself. Give the first grad create_graph=True.",
            },
            "jacobians#double-backward",
            (edited(SOLUTION, (", create_graph=True", "")),),
        ),
        Slip(
            {
                "ko": "더해진 변화도: 두 번의 backward가 z.grad에 더해져 변화도 + Hv가 되었습니다. 두 번째 전에 z.grad를 비우거나 autograd.grad를 쓰세요.",
                "en": "Gradients added up: both backwards add to z.grad, which is the gradient plus Hv. Clear z.grad in between, or use autograd.grad.",
            },
            "autograd#accumulate",
            (
                """
import torch

def hessian_vector(f, z, v):
    f(z).backward(create_graph=True)
    (z.grad @ v).backward()
    return z.grad
""",
            ),
        ),
        Slip(
            {
                "ko": "변화도뿐: 한 번만 미분했습니다. v와의 내적을 다시 미분하세요.",
                "en": "The gradient alone: this is differentiated once. Differentiate its dot product with v again.",
            },
            "jacobians#double-backward",
            (
                edited(SOLUTION, ("return Hv", "return g")),
                edited(SOLUTION, ("return Hv", "return g * v")),
            ),
        ),
        Slip(
            {
                "ko": "수 하나: 변화도와 v의 내적은 v 방향의 기울기입니다. 그것을 z로 미분해야 Hv입니다.",
                "en": "One number: the dot product of the gradient and v is the slope along v. Its gradient is Hv.",
            },
            "jacobians#double-backward",
            (edited(SOLUTION, ("return Hv", "return g @ v")),),
        ),
        Slip(
            {
                "ko": "v를 나중에 곱함: 변화도의 합을 미분하면 H의 행의 합입니다. 미분하기 전에 v와의 내적을 구하세요.",
                "en": "v multiplied too late: the gradient of the gradient's sum has the sums of H's rows. Take the dot product with v first.",
            },
            "jacobians#double-backward",
            (
                edited(SOLUTION, ("g @ v", "g.sum()"), ("return Hv", "return Hv * v")),
                edited(SOLUTION, ("g @ v", "g.sum()")),
            ),
        ),
        Slip(
            {
                "ko": "대각 성분만: 성분마다 자기 자신으로만 두 번 미분했습니다. 서로 다른 성분의 미분도 더해야 합니다.",
                "en": "The diagonal alone: each element is differentiated twice by itself. The mixed derivatives belong to it as well.",
            },
            "jacobians#double-backward",
            (
                """
import torch

def hessian_vector(f, z, v):
    return torch.func.hessian(f)(z).diag() * v
""",
            ),
        ),
        Slip(
            {
                "ko": "헤시안 전체: H를 반환했습니다. v를 곱한 Hv를 반환하세요.",
                "en": "The whole Hessian: this is H. Return Hv, its product with v.",
            },
            "jacobians#hessian",
            (
                "import torch\n\ndef hessian_vector(f, z, v):\n    return torch.func.hessian(f)(z)\n",
                "import torch\n\ndef hessian_vector(f, z, v):\n    return torch.func.hessian(f)(z) * v\n",
            ),
        ),
    ),
    cases=(
        "hessian_vector(lambda z: z[0] * z[1], torch.tensor([2.0, 5.0], requires_grad=True), torch.tensor([1.0, 0.0]))",
        "hessian_vector(lambda z: (z**3).sum(), torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([1.0, -1.0]))",
        "hessian_vector(lambda z: z.logsumexp(0), torch.tensor([3.0, 1.0, 5.0], requires_grad=True), torch.tensor([1.0, 2.0, 3.0]))",
    ),
)
