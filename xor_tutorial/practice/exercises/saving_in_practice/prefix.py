"""Names with a prefix."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def unwrap(state, prefix):
    return {name.removeprefix(prefix): w for name, w in state.items()}
"""

EXERCISE = Exercise(
    name="saving-in-practice/prefix",
    section="saving-in-practice#exercise-1",
    title={
        "ko": "앞에 붙은 이름",
        "en": "Names with a prefix",
    },
    task={
        "ko": "state_dict와 앞에 붙은 말(prefix)을 받아, 이름의 맨 앞에서 그것을 없앤 딕셔너리를 반환하는 함수를 쓰세요. 맨 앞에 없으면 이름을 그대로 둡니다.",
        "en": "Write a function that takes a state_dict and a prefix, and returns a dictionary with the prefix removed from the front of each name. A name without it stays as it is.",
    },
    hint={
        "ko": "이름.removeprefix(prefix)가 있습니다.",
        "en": "There is name.removeprefix(prefix).",
    },
    asks="unwrap",
    stub="""
def unwrap(state, prefix):
    ...
""",
    solution=SOLUTION,
    others=(
        """
from collections import OrderedDict

def unwrap(state, prefix):
    new = OrderedDict()
    for name in state:
        new[name[len(prefix):] if name.startswith(prefix) else name] = state[name]
    return new
""",
        """
def unwrap(state, prefix):
    for name in list(state):
        if name.startswith(prefix):
            state[name[len(prefix):]] = state.pop(name)
    return state
""",
    ),
    slips=(
        Slip(
            {
                "ko": "가운데까지 바꿈: replace는 이름의 가운데에 있는 것도 없앱니다.",
                "en": "Replaced everywhere: replace removes it from the middle of a name, too.",
            },
            "save-and-predict#state-dict",
            (edited(SOLUTION, ("name.removeprefix(prefix)", "name.replace(prefix, '')")),),
        ),
        Slip(
            {
                "ko": "글자를 벗김: lstrip은 앞말이 아니라 그 글자들을 모두 벗깁니다. 'module.model'에서 'el'만 남을 수도 있습니다.",
                "en": "Letters stripped: lstrip takes off any of these letters, not the prefix.",
            },
            "save-and-predict#state-dict",
            (
                edited(SOLUTION, ("name.removeprefix(prefix)", "name.lstrip(prefix)")),
                edited(SOLUTION, ("name.removeprefix(prefix)", "name.strip(prefix)")),
            ),
        ),
        Slip(
            {
                "ko": "무조건 자름: 앞에 없는 이름까지 잘랐습니다.",
                "en": "Cut in any case: names without the prefix are cut, too.",
            },
            "save-and-predict#state-dict",
            (edited(SOLUTION, ("name.removeprefix(prefix)", "name[len(prefix):]")),),
        ),
        Slip(
            {
                "ko": "점까지 자름: 앞말이 없는 이름에서도 첫 점까지 없앴습니다.",
                "en": "Cut to the first point: names without the prefix lose a part.",
            },
            "save-and-predict#state-dict",
            (
                edited(SOLUTION, ("name.removeprefix(prefix)", "name.split('.', 1)[1]")),
                edited(SOLUTION, ("name.removeprefix(prefix)", "name.split('.', 1)[-1]")),
            ),
        ),
        Slip(
            {
                "ko": "앞말을 붙임: 없애지 않고 더했습니다.",
                "en": "The prefix added: it should be removed.",
            },
            "save-and-predict#state-dict",
            (edited(SOLUTION, ("name.removeprefix(prefix)", "prefix + name")),),
        ),
        Slip(
            {
                "ko": "이름만: 딕셔너리가 아니라 이름의 리스트입니다.",
                "en": "Names alone: a dictionary with the tensors is wanted.",
            },
            "save-and-predict#state-dict",
            (
                """
def unwrap(state, prefix):
    return [name.removeprefix(prefix) for name in state]
""",
            ),
        ),
    ),
    cases=(
        "unwrap({'module.bias': torch.tensor(1.0)}, 'module.')",
        "unwrap({'module.bias': torch.tensor(1.0), 'scale': torch.tensor(2.0)}, 'module.')",
        "unwrap({'_orig_mod.models.weight': torch.tensor(1.0), 'a._orig_mod.b': torch.tensor(2.0)}, '_orig_mod.')",
    ),
)
