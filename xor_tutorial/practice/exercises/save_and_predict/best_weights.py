"""A state_dict is no copy."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
import copy


def keep(model):
    return copy.deepcopy(model.state_dict())
"""

EXERCISE = Exercise(
    name="save-and-predict/best-weights",
    section="save-and-predict#exercise-3",
    title={
        "ko": "사본이 아닌 state_dict",
        "en": "A state_dict is no copy",
    },
    task={
        "ko": "지금의 가중치를 담은 딕셔너리를 반환하는 함수 keep(model)을 쓰세요. model을 더 학습해도 그 안의 값은 그대로여야 하고, load_state_dict로 다시 넣을 수 있어야 합니다.",
        "en": "Write keep(model) that returns a dictionary of the weights as they are now. It must stay as it is while the model is trained further, and load_state_dict must take it.",
    },
    hint={
        "ko": "state_dict의 텐서는 모델의 것과 기억 장소가 같습니다. 하나하나 clone()하거나 전체를 deepcopy하세요.",
        "en": "The tensors of a state_dict share their memory with the model's. Clone each, or deepcopy all.",
    },
    asks="keep",
    stub="""
def keep(model):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def keep(model):
    return {name: w.clone() for name, w in model.state_dict().items()}
""",
        """
import io
import torch

def keep(model):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    return torch.load(file)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "사본이 아님: state_dict의 텐서는 모델과 함께 바뀝니다.",
                "en": "No copy: the tensors of a state_dict change with the model.",
            },
            "save-and-predict#best-weights",
            (
                edited(SOLUTION, ("copy.deepcopy(model.state_dict())", "model.state_dict()")),
                edited(SOLUTION, ("copy.deepcopy(model.state_dict())", "dict(model.state_dict())")),
                edited(
                    SOLUTION, ("copy.deepcopy(model.state_dict())", "model.state_dict().copy()")
                ),
                edited(
                    SOLUTION, ("copy.deepcopy(model.state_dict())", "copy.copy(model.state_dict())")
                ),
                edited(
                    SOLUTION,
                    (
                        "copy.deepcopy(model.state_dict())",
                        "{n: w.detach() for n, w in model.state_dict().items()}",
                    ),
                ),
                """
def keep(model):
    return {n: w.data for n, w in model.named_parameters()}
""",
            ),
        ),
        Slip(
            {
                "ko": "모델을 반환함: 딕셔너리가 필요합니다.",
                "en": "A model: a dictionary is wanted.",
            },
            "save-and-predict#state-dict",
            (
                edited(SOLUTION, ("copy.deepcopy(model.state_dict())", "copy.deepcopy(model)")),
                edited(SOLUTION, ("copy.deepcopy(model.state_dict())", "model")),
            ),
        ),
        Slip(
            {
                "ko": "이름이 없음: load_state_dict에는 이름이 필요합니다.",
                "en": "No names: load_state_dict needs them.",
            },
            "save-and-predict#state-dict",
            (
                """
def keep(model):
    return [w.detach().clone() for w in model.parameters()]
""",
            ),
        ),
        Slip(
            {
                "ko": "버퍼가 빠짐: 매개변수만 담았습니다. BatchNorm의 평균 같은 버퍼도 state_dict에 있습니다.",
                "en": "Buffers left out: these are parameters alone. A state_dict has buffers too, such as BatchNorm's means.",
            },
            "saving-in-practice#buffers",
            (
                """
def keep(model):
    return {n: w.detach().clone() for n, w in model.named_parameters()}
""",
            ),
        ),
    ),
    setup="""
def after_training(model):
    before = {n: w.clone() for n, w in model.state_dict().items()}
    kept = keep(model)
    with torch.no_grad():
        for w in model.parameters():
            w += 1
    model.train()
    model(torch.randn(4, next(model.parameters()).shape[1]))
    model.load_state_dict(kept)
    return all(torch.equal(w, before[n]) for n, w in model.state_dict().items())
""",
    cases=(
        "after_training(nn.Linear(1, 1))  # kept, trained on, and what was kept loaded again: as before? | 남겨 두고, 더 학습한 뒤, 다시 넣으면 처음과 같은가?",
        "after_training(nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)))",
    ),
)
