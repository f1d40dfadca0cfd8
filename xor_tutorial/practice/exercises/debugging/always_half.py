"""Find the bug: every output near one half."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def loss_of(model, inputs, targets):
    outputs = model(inputs).squeeze(1)
    return ((outputs - targets) ** 2).mean()
"""

EXERCISE = Exercise(
    name="debugging/always-half",
    section="debugging#exercise-3",
    title={"ko": "버그 찾기 3: 언제나 2분의 1", "en": "Find the bug 3: always one half"},
    task={
        "ko": "model은 형태가 (N, 1)인 출력을 내고 targets의 형태는 (N,)입니다. 평균 제곱 오차여야 하는데, 이 손실로 학습하면 "
        "XOR의 모든 출력이 0.5가 됩니다. 버그를 고치세요.",
        "en": "The model gives outputs of shape (N, 1), and targets have shape (N,). This should "
        "be the mean squared error, but trained with it all outputs for XOR become 0.5. Fix the "
        "bug.",
    },
    hint={
        "ko": "model(inputs) - targets의 형태를 출력해 보세요.",
        "en": "Print the shape of model(inputs) - targets.",
    },
    asks="loss_of",
    stub=edited(SOLUTION, (".squeeze(1)", "")),
    solution=SOLUTION,
    others=(
        """
from torch.nn import functional as F

def loss_of(model, inputs, targets):
    return F.mse_loss(model(inputs), targets.unsqueeze(1).float())
""",
        """
def loss_of(model, inputs, targets):
    outputs = model(inputs)
    total = 0
    for output, target in zip(outputs[:, 0], targets):
        total = total + (target - output) * (target - output)
    return total / len(targets)
""",
        """
def loss_of(model, inputs, targets):
    error = model(inputs).flatten() - targets.view(-1)
    return error.dot(error) / error.numel()
""",
    ),
    slips=(
        Slip(
            {
                "ko": "뜻하지 않은 브로드캐스팅: (N, 1) − (N,)은 (N, N)이 되어 출력마다 모든 타깃과 비교합니다. 두 형태를 같게 하세요.",
                "en": "Unwanted broadcasting: (N, 1) - (N,) is (N, N), so each output is compared "
                "with every target. Make the shapes equal.",
            },
            "debugging#broadcasting",
            (
                edited(SOLUTION, (".squeeze(1)", "")),
                edited(SOLUTION, ("- targets", "- targets.unsqueeze(1)")),
            ),
        ),
        Slip(
            {
                "ko": "평균 대신 합: 행의 수로 나누지 않았습니다.",
                "en": "A sum in place of the mean: it isn't divided by the number of rows.",
            },
            "losses-in-practice#reduction",
            (edited(SOLUTION, (".mean()", ".sum()")),),
        ),
        Slip(
            {
                "ko": "제곱 없음: 양과 음의 오차가 서로 지웁니다.",
                "en": "No square: positive and negative errors cancel.",
            },
            "losses#mse",
            (
                edited(SOLUTION, (" ** 2", "")),
                edited(
                    SOLUTION,
                    ("((outputs - targets) ** 2).mean()", "(outputs - targets).mean() ** 2"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "절댓값: 이것은 평균 절대 오차입니다. 제곱하세요.",
                "en": "An absolute value: this is the mean absolute error. Square it.",
            },
            "losses#mse",
            (edited(SOLUTION, ("((outputs - targets) ** 2)", "(outputs - targets).abs()")),),
        ),
        Slip(
            {
                "ko": "제곱근: 손실은 평균 제곱 오차이고, 그 제곱근(RMSE)이 아닙니다.",
                "en": "A square root: the loss is the mean squared error, not its root.",
            },
            "losses#mse",
            (edited(SOLUTION, (".mean()", ".mean() ** 0.5")),),
        ),
        Slip(
            {
                "ko": "첫 행만: [0]은 첫 행을 고릅니다. 마지막 차원을 없애려면 squeeze(1)이나 [:, 0]을 쓰세요.",
                "en": "The first row alone: [0] picks a row. To drop the last dimension use "
                "squeeze(1) or [:, 0].",
            },
            "tensors#indexing",
            (edited(SOLUTION, (".squeeze(1)", "[0]")),),
        ),
        Slip(
            {
                "ko": "끊긴 그래프: item(), detach(), 새 tensor()를 거치면 변화도가 흐르지 않습니다.",
                "en": "A graph that is cut: after item(), detach() or a new tensor() no gradient "
                "flows.",
            },
            "debugging#no-grad-fn",
            (
                edited(SOLUTION, (".mean()", ".mean().item()")),
                edited(SOLUTION, (".squeeze(1)", ".squeeze(1).detach()")),
            ),
        ),
        Slip(
            {
                "ko": "끊어진 그래프: detach()나 no_grad()를 지난 출력에서는 변화도가 돌아오지 않습니다.",
                "en": "A graph that is cut: no gradient comes back from outputs that went through detach() or no_grad().",
            },
            "autograd-in-practice#detach",
            (
                "def loss_of(model, inputs, targets):\n    outputs = model(inputs).detach().squeeze(1)\n    return ((outputs - targets) ** 2).mean().requires_grad_()\n",
            ),
        ),
    ),
    setup="""
def model(inputs):
    return inputs[:, :1] * 0.5 + inputs[:, 1:] * weight

weight = torch.tensor(0.25, requires_grad=True)
xor = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

def gradient(inputs, targets):
    return torch.autograd.grad(loss_of(model, inputs, targets), weight)[0]
""",
    cases=(
        "loss_of(model, xor[2:3], torch.tensor([1.0]))  # one row: the output is 0.5 | 한 행: 출력은 0.5",
        "loss_of(model, xor[1:3], torch.tensor([0.0, 1.0]))  # two rows: 0.25 and 0.5 | 두 행: 0.25와 0.5",
        "loss_of(model, xor, torch.tensor([0.0, 1.0, 1.0, 0.0]))",
        "gradient(xor, torch.tensor([0.0, 1.0, 1.0, 0.0]))",
    ),
)
