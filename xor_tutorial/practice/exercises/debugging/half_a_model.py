"""Find the bug: a hidden layer that isn't trained."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(2, 4), nn.Tanh())
        self.last = nn.Linear(4, 2)

    def forward(self, x):
        return self.last(self.hidden(x))
"""

BROKEN = edited(
    SOLUTION,
    ("nn.Sequential(nn.Linear(2, 4), nn.Tanh())", "[nn.Linear(2, 4), nn.Tanh()]"),
    (
        "        return self.last(self.hidden(x))",
        "        for layer in self.hidden:\n            x = layer(x)\n        return self.last(x)",
    ),
)

EXERCISE = Exercise(
    name="debugging/half-a-model",
    section="debugging#exercise-2",
    title={"ko": "버그 찾기 2: 반쪽 모델", "en": "Find the bug 2: half a model"},
    task={
        "ko": "입력 2개, 은닉 유닛 4개(tanh), 출력 2개인 네트워크입니다. 오류는 없지만 학습해도 은닉층은 그대로입니다. 클래스를 고치세요.",
        "en": "A network with 2 inputs, 4 hidden units with tanh and 2 outputs. There is no error, "
        "but training leaves the hidden layer as it was. Fix the class.",
    },
    hint={
        "ko": "model.named_parameters()에 어떤 이름들이 나오나요?",
        "en": "Which names does model.named_parameters() give?",
    },
    asks="Net",
    stub=BROKEN,
    solution=SOLUTION,
    others=(
        edited(
            BROKEN, ("[nn.Linear(2, 4), nn.Tanh()]", "nn.ModuleList([nn.Linear(2, 4), nn.Tanh()])")
        ),
        """
from torch import nn

def Net():
    return nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))
""",
        """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(2, 4), nn.Linear(4, 2)
    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))
""",
    ),
    slips=(
        Slip(
            {
                "ko": "파이썬 리스트나 딕셔너리에 담은 층: 등록되지 않아 parameters()에 나오지 않습니다. nn.ModuleList나 nn.Sequential에 담으세요.",
                "en": "Layers in a Python list, tuple or dict: they aren't registered, so "
                "parameters() lacks them. Use nn.ModuleList or nn.Sequential.",
            },
            "debugging#python-list",
            (
                BROKEN,
                edited(BROKEN, ("[nn.Linear(2, 4), nn.Tanh()]", "(nn.Linear(2, 4), nn.Tanh())")),
            ),
        ),
        Slip(
            {
                "ko": "forward에서 만든 층: 부를 때마다 새 가중치가 생기고 학습되지 않습니다. __init__에서 만드세요.",
                "en": "A layer made in forward: each call has new weights, and none is trained. "
                "Make it in __init__.",
            },
            "debugging#python-list",
            (
                """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(4, 2)
    def forward(self, x):
        return self.last(torch.tanh(nn.Linear(2, 4)(x)))
""",
            ),
        ),
        Slip(
            {
                "ko": "빠진 활성화 함수: tanh가 없으면 두 층이 하나의 선형 층과 같습니다.",
                "en": "No activation: without tanh two layers are no more than one linear layer.",
            },
            "why-xor#no-help",
            (edited(SOLUTION, (", nn.Tanh())", ")")),),
        ),
        Slip(
            {
                "ko": "끝의 소프트맥스: 네트워크는 로짓을 내야 합니다. 소프트맥스는 손실 안에 있습니다.",
                "en": "A softmax at the end: the network should give logits. The loss has the "
                "softmax inside.",
            },
            "losses#softmax-twice",
            (
                edited(
                    SOLUTION, ("self.last(self.hidden(x))", "self.last(self.hidden(x)).softmax(1)")
                ),
            ),
        ),
        Slip(
            {
                "ko": "다른 활성화 함수: tanh 대신 다른 함수를 썼습니다.",
                "en": "Another activation: this isn't tanh.",
            },
            "train#momentum",
            (
                edited(SOLUTION, ("nn.Tanh", "nn.Sigmoid")),
                edited(SOLUTION, ("nn.Tanh", "nn.ReLU")),
            ),
        ),
        Slip(
            {
                "ko": "super().__init__()이 없음: 층을 등록하기 전에 불러야 합니다.",
                "en": "No super().__init__(): call it before any layer is registered.",
            },
            "debugging#super-init",
            (edited(SOLUTION, ("        super().__init__()\n", "")),),
        ),
        Slip(
            {
                "ko": "return 없는 forward: 출력이 None입니다.",
                "en": "forward without return: the output is None.",
            },
            "debugging#call-module",
            (edited(SOLUTION, ("return self.last", "self.last")),),
        ),
        Slip(
            {
                "ko": "끊긴 그래프: detach()나 no_grad() 때문에 은닉층까지 변화도가 가지 않습니다.",
                "en": "A graph that is cut: because of detach() or no_grad() no gradient reaches "
                "the hidden layer.",
            },
            "autograd-in-practice#detach",
            (
                edited(SOLUTION, ("self.hidden(x)", "self.hidden(x).detach()")),
                edited(
                    SOLUTION,
                    (
                        "        return self.last(self.hidden(x))",
                        "        with torch.no_grad():\n            x = self.hidden(x)\n        return self.last(x)",
                    ),
                ),
            ),
        ),
    ),
    setup="""
def filled(model):
    # Every weight the same, so that the order in which layers are made doesn't count.
    for k, w in enumerate(sorted(model.parameters(), key=lambda w: (-w.dim(), w.shape))):
        nn.init.constant_(w, 0.1 * (k + 1))
    return model

def moved():
    model = Net()
    before = [w.detach().clone() for w in model.parameters()]
    model(torch.ones(1, 2)).square().sum().backward()
    torch.optim.SGD(model.parameters(), lr=0.1).step()
    return [not torch.equal(w, old) for w, old in zip(model.parameters(), before)]
""",
    cases=(
        "sum(w.numel() for w in Net().parameters())  # the numbers that can be trained | 학습할 수 있는 수의 개수",
        "moved()  # which parameters a step of SGD changes | SGD 한 스텝에 바뀌는 매개변수",
        "filled(Net())(torch.tensor([[1.0, 2.0], [-3.0, 0.0]]))  # with every weight set | 가중치를 모두 정해 둠",
    ),
)
