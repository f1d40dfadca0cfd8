"""Precision and recall."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

SOLUTION = """
def scores(called, ill):
    hits = (called & ill).sum()
    return hits / called.sum(), hits / ill.sum()
"""

EXERCISE = Exercise(
    name="losses-in-practice/precision-recall",
    section="losses-in-practice#exercise-1",
    title={
        "ko": "정밀도와 재현율",
        "en": "Precision and recall",
    },
    task={
        "ko": "called와 ill은 형태가 (N,)인 참·거짓 텐서입니다. called는 모델이 아프다고 한 사람, ill은 정말 아픈 사람입니다. (정밀도, 재현율)을 반환하는 함수를 쓰세요.",
        "en": "called and ill are booleans of shape (N,): who the model calls ill, and who is ill. Write a function that returns (precision, recall).",
    },
    hint={
        "ko": "정밀도는 아프다고 한 사람을, 재현율은 아픈 사람을 봅니다.",
        "en": "Precision looks at those who were called ill, recall at those who are ill.",
    },
    asks="scores",
    stub="""
def scores(called, ill):
    ...
""",
    solution=SOLUTION,
    others=(
        """
def scores(called, ill):
    return ill[called].float().mean(), called[ill].float().mean()
""",
        """
def scores(called, ill):
    pairs = list(zip(called.tolist(), ill.tolist()))
    tp = pairs.count((True, True))
    return [tp / (tp + pairs.count((True, False))), tp / (tp + pairs.count((False, True)))]
""",
    ),
    slips=(
        Slip(
            {
                "ko": "뒤바뀐 둘: 재현율이 먼저 왔습니다.",
                "en": "Exchanged: recall comes first here, and precision should.",
            },
            "losses-in-practice#imbalance",
            (
                edited(
                    SOLUTION,
                    (
                        "hits / called.sum(), hits / ill.sum()",
                        "hits / ill.sum(), hits / called.sum()",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "정확도: 아프지 않은 사람을 맞힌 것까지 세었습니다. 둘 다 참인 사람만 세세요.",
                "en": "Accuracy: those rightly called healthy are counted, too. Count only where both are true.",
            },
            "losses-in-practice#imbalance",
            (
                edited(SOLUTION, ("(called & ill)", "(called == ill)")),
                """
def scores(called, ill):
    right = (called == ill).float().mean()
    return right, right
""",
            ),
        ),
        Slip(
            {
                "ko": "모두로 나눔: N이 아니라 아프다고 한 사람의 수, 아픈 사람의 수로 나눕니다.",
                "en": "Divided by all: divide by those called ill, and by those who are.",
            },
            "losses-in-practice#imbalance",
            (
                """
def scores(called, ill):
    hits = (called & ill).float().mean()
    return hits, hits
""",
            ),
        ),
        Slip(
            {
                "ko": "특이도: 재현율 대신 건강한 사람 가운데 맞힌 비율을 계산했습니다.",
                "en": "Specificity: the second is the share of the healthy who are right, not of the ill.",
            },
            "losses-in-practice#imbalance",
            (edited(SOLUTION, ("hits / ill.sum()", "(~called & ~ill).sum() / (~ill).sum()")),),
        ),
        Slip(
            {
                "ko": "정수 나눗셈: //는 소수 부분을 버립니다.",
                "en": "Whole division: // drops the fraction.",
            },
            "tensors#dtype",
            (
                edited(
                    SOLUTION,
                    (
                        "hits / called.sum(), hits / ill.sum()",
                        "hits // called.sum(), hits // ill.sum()",
                    ),
                ),
            ),
        ),
        Slip(
            {
                "ko": "또는: |는 둘 중 하나라도 참인 사람을 셉니다.",
                "en": "Or: | counts those where either is true. Use &.",
            },
            "losses-in-practice#imbalance",
            (edited(SOLUTION, ("called & ill", "called | ill")),),
        ),
        Slip(
            {
                "ko": "F1: 정밀도와 재현율의 조화 평균입니다. 둘을 따로 반환하세요.",
                "en": "F1: that is the harmonic mean of precision and recall. Return the two themselves.",
            },
            "losses-in-practice#imbalance",
            (
                "def scores(called, ill):\n    f = 2 * (called & ill).sum() / (called.sum() + ill.sum())\n    return f, f\n",
            ),
        ),
        Slip(
            {
                "ko": "개수: 비율이 아니라 사람의 수입니다. 아프다고 한 사람의 수와 아픈 사람의 수로 나누세요.",
                "en": "Counts, not shares: divide by the number of those called ill, and of those who are ill.",
            },
            "losses-in-practice#imbalance",
            (
                "def scores(called, ill):\n    return (called & ill).sum(), (called & ill).sum()\n",
                "def scores(called, ill):\n    return (called & ill).sum(), (ill & ~called).sum()\n",
                "def scores(called, ill):\n    return called.sum(), ill.sum()\n",
            ),
        ),
        Slip(
            {
                "ko": "재현율 대신 정확도: 둘째 값은 아픈 사람 가운데 찾아낸 비율이어야 합니다.",
                "en": "Accuracy for recall: the second should be the share of the ill who are found.",
            },
            "losses-in-practice#imbalance",
            (
                "def scores(called, ill):\n    return (called & ill).sum() / called.sum(), (called == ill).float().mean()\n",
            ),
        ),
        Slip(
            {
                "ko": "틀린 것을 셈: 잘못 부른 사람과 놓친 사람의 비율입니다. 1에서 뺀 값이 정밀도와 재현율입니다.",
                "en": "The mistakes counted: these are the shares of false alarms and of those missed. Precision and recall are 1 minus them.",
            },
            "losses-in-practice#imbalance",
            (
                "def scores(called, ill):\n    return (called & ~ill).sum() / called.sum(), (ill & ~called).sum() / ill.sum()\n",
            ),
        ),
    ),
    cases=(
        "scores(torch.tensor([True, True]), torch.tensor([True, False]))",
        "scores(torch.tensor([True, False, False, False]), torch.tensor([True, True, True, False]))",
        "scores(torch.arange(1000) < 60, (torch.arange(1000) >= 42) & (torch.arange(1000) < 62))  # the 1,000 patients | 1,000명",
    ),
)
