"""A training that is saved and resumed, bit for bit."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import torch


class Checkpoint:
    def __init__(self, model, optimizer, generator):
        self.model = model
        self.optimizer = optimizer
        self.generator = generator

    def save(self, path):
        states = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "generator": self.generator.get_state(),
        }
        torch.save(states, path)

    def load(self, path):
        states = torch.load(path)
        self.model.load_state_dict(states["model"])
        self.optimizer.load_state_dict(states["optimizer"])
        self.generator.set_state(states["generator"])
"""

EXERCISE = Exercise(
    name="saving-in-practice/resume",
    section="saving-in-practice#exercise-3",
    title={"ko": "한 비트도 다르지 않게 이어 가기", "en": "Resume bit for bit"},
    task={
        "ko": "`Checkpoint(model, optimizer, generator)`로 만드는 클래스 `Checkpoint`를 작성하세요. `optimizer`는 모멘텀이 "
        "있는 SGD이고, `generator`는 배치를 섞는 난수 생성기입니다. `save(path)`는 학습을 이어 가는 데 필요한 것을 모두 파일에 씁니다. "
        "`load(path)`는 이 `Checkpoint`를 만들 때 준 모델, 옵티마이저, 생성기에 그 파일을 읽어 들입니다. 이어 간 학습의 손실은 멈추지 않은 "
        "학습과 마지막 비트까지 같아야 합니다.",
        "en": "Write a class `Checkpoint`, made by `Checkpoint(model, optimizer, generator)`. "
        "The optimizer is SGD with momentum, and the `generator` shuffles the batches. "
        "`save(path)` writes to a file all that is needed to go on with the training. "
        "`load(path)` reads that file into the model, optimizer and generator that this "
        "`Checkpoint` was made with. The losses after resuming must equal, to the last bit, "
        "those of a run that wasn't interrupted.",
    },
    hint={
        "ko": "모델과 옵티마이저에는 state_dict와 load_state_dict가, 난수 생성기에는 get_state와 set_state가 있습니다.",
        "en": "Models and optimizers have state_dict and load_state_dict, generators get_state and "
        "set_state.",
    },
    asks="Checkpoint",
    stub="""
import torch


class Checkpoint:
    def __init__(self, model, optimizer, generator):
        self.model = model
        self.optimizer = optimizer
        self.generator = generator

    def save(self, path):
        ...

    def load(self, path):
        ...
""",
    solution=SOLUTION,
    others=(
        """
import copy, io, torch

class Checkpoint:
    def __init__(self, *parts):
        self.parts = parts

    def save(self, path):
        model, optimizer, generator = self.parts
        kept = [copy.deepcopy(model.state_dict()), optimizer.state_dict(), generator.get_state()]
        with open(path, "wb") as file:
            torch.save(kept, file)

    def load(self, path):
        model, optimizer, generator = self.parts
        weights, state, seed = torch.load(path, weights_only=True, map_location="cpu")
        generator.set_state(seed)
        optimizer.load_state_dict(state)
        model.load_state_dict(weights)
""",
        """
import pickle

class Checkpoint:
    def __init__(self, model, optimizer, generator):
        self.model, self.optimizer, self.generator = model, optimizer, generator

    def save(self, path):
        with open(path, "wb") as file:
            pickle.dump((self.model.state_dict(), self.optimizer.state_dict(), self.generator.get_state()), file)

    def load(self, path):
        with open(path, "rb") as file:
            m, o, g = pickle.load(file)
        self.model.load_state_dict(m)
        self.optimizer.load_state_dict(o)
        self.generator.set_state(g)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "옵티마이저의 상태가 없음: 모멘텀의 속도가 0에서 다시 시작합니다. optimizer.state_dict()도 저장하세요.",
                "en": "No state of the optimizer: momentum's velocities begin at 0 again. Save "
                "optimizer.state_dict(), too.",
            },
            "save-and-predict#checkpoint",
            (
                edited(
                    SOLUTION, ('        self.optimizer.load_state_dict(states["optimizer"])\n', "")
                ),
            ),
        ),
        Slip(
            {
                "ko": "난수 생성기의 상태가 없음: 배치가 다른 순서로 섞입니다. generator.get_state()도 저장하세요.",
                "en": "No state of the generator: the batches are shuffled in another order. Save "
                "generator.get_state(), too.",
            },
            "saving-in-practice#resume-own",
            (edited(SOLUTION, ('        self.generator.set_state(states["generator"])\n', "")),),
        ),
        Slip(
            {
                "ko": "가중치만: 모델만 되돌렸습니다. 옵티마이저와 난수 생성기에도 상태가 있습니다.",
                "en": "Weights alone: only the model is brought back. The optimizer and the "
                "generator have a state as well.",
            },
            "save-and-predict#checkpoint",
            (
                edited(
                    SOLUTION,
                    ('        self.optimizer.load_state_dict(states["optimizer"])\n', ""),
                    ('        self.generator.set_state(states["generator"])\n', ""),
                ),
            ),
        ),
        Slip(
            {
                "ko": "가중치가 없음: 모델이 새로 만든 그대로입니다. load_state_dict로 가중치를 되돌리세요.",
                "en": "No weights: the model is as new. Bring its weights back with "
                "load_state_dict.",
            },
            "save-and-predict#state-dict",
            (
                edited(SOLUTION, ('        self.model.load_state_dict(states["model"])\n', "")),
                edited(
                    SOLUTION, ('self.model.load_state_dict(states["model"])', 'states["model"]')
                ),
                edited(
                    SOLUTION,
                    ('        self.model.load_state_dict(states["model"])\n', ""),
                    ('        self.optimizer.load_state_dict(states["optimizer"])\n', ""),
                    ('self.generator.set_state(states["generator"])', "pass"),
                ),
            ),
        ),
        Slip(
            {
                "ko": "이름만 바꾼 모델: self.model = …은 이 클래스의 속성만 바꾸고, 학습하는 모델은 그대로 둡니다. load_state_dict로 "
                "제자리에서 채우세요.",
                "en": "A model replaced: self.model = ... changes an attribute of this class and "
                "not the model that is trained. Fill that one with load_state_dict.",
            },
            "saving-in-practice#whole-model",
            (
                edited(
                    SOLUTION,
                    ('self.model.load_state_dict(states["model"])', 'self.model = states["model"]'),
                    (
                        'self.optimizer.load_state_dict(states["optimizer"])',
                        'self.optimizer = states["optimizer"]',
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "모델 전체를 저장: torch.load는 기본으로 텐서와 단순한 값만 읽으므로 모델 객체를 거부합니다. state_dict를 저장하세요.",
                "en": "A whole model saved: by default torch.load reads tensors and plain values "
                "alone, and refuses a model. Save its state_dict.",
            },
            "saving-in-practice#whole-model",
            (
                edited(
                    SOLUTION,
                    ('"model": self.model.state_dict()', '"model": self.model'),
                    (
                        'self.model.load_state_dict(states["model"])',
                        'self.model.load_state_dict(states["model"].state_dict())',
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "시드를 다시 정함: manual_seed는 난수를 처음으로 되돌립니다. 멈춘 자리에서 이어 가려면 get_state와 set_state를 쓰세요.",
                "en": "Seeded again: manual_seed goes back to the first random number. To go on "
                "from where it stopped, use get_state and set_state.",
            },
            "saving-in-practice#resume-own",
            tuple(
                edited(
                    SOLUTION,
                    (
                        'self.generator.set_state(states["generator"])',
                        f"self.generator.manual_seed({seed})",
                    ),
                )
                for seed in (0, 1, 42)
            ),
        ),
    ),
    setup="""
import pathlib, tempfile

def program(seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9)
    return model, optimizer, torch.Generator().manual_seed(seed)

def train(steps, model, optimizer, generator):
    inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    targets = torch.tensor([0, 1, 1, 0])
    losses = []
    for _ in range(steps):
        rows = torch.randperm(4, generator=generator)[:2].to(inputs.device)
        loss = F.cross_entropy(model(inputs[rows]), targets[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

def resumed(steps):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "kept.pt"
        parts = program(1)
        train(steps, *parts)
        Checkpoint(*parts).save(path)
        uninterrupted = train(3, *parts)
        parts = program(2)
        Checkpoint(*parts).load(path)
    losses = train(3, *parts)
    return {"losses": losses, "equal to the bit": losses == uninterrupted}
""",
    cases=(
        "resumed(0)  # saved before the first step; the three losses after it | 첫 스텝 전에 저장, 그 뒤 세 스텝의 손실",
        "resumed(5)  # saved after five steps; the three losses after them | 다섯 스텝 뒤에 저장, 그 뒤 세 스텝의 손실",
    ),
)
