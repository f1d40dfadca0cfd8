"""The messages of the checks in each language."""

from __future__ import annotations

import locale
import os

SITE = "https://xor-tutorial.github.io/xor_tutorial/"
FOLDERS = {"ko": "", "en": "en/"}  # below the site's address

SAID = {
    "right": {"ko": "{name}: 맞았습니다", "en": "{name}: right"},
    "not-yet": {"ko": "{name}: 아직입니다", "en": "{name}: not yet"},
    "expected": {"ko": "기대한 값: ", "en": "expected  "},
    "got": {"ko": "나온 값:   ", "en": "got       "},
    "read": {"ko": "읽을 곳: ", "en": "Read: "},
    "line": {"ko": "{number}번째 줄:", "en": "line {number}:"},
    "hint": {
        "ko": "힌트: python -m xor_tutorial practice hint {name}",
        "en": "A hint: python -m xor_tutorial practice hint {name}",
    },
    "stub": {
        "ko": "아직 처음 그대로입니다. 파일을 고쳐 저장한 뒤 다시 확인하세요.",
        "en": "This is still as it was at the start. Edit the file, save it and check again.",
    },
    "syntax": {
        "ko": "문법 오류가 있어 파이썬이 파일을 읽지 못했습니다.",
        "en": "Python can't read the file: a syntax error.",
    },
    "import": {
        "ko": "확인하기 전에, 파일을 실행하다가 오류가 났습니다.",
        "en": "An error arose while the file ran, before anything was checked.",
    },
    "missing": {
        "ko": "파일에 `{asks}`라는 이름이 없습니다. 이 이름을 찾아 확인합니다.",
        "en": "The file doesn't define `{asks}`, the name that is checked.",
    },
    "near": {"ko": "`{near}`라는 이름은 있습니다.", "en": "It does define `{near}`."},
    "not-callable": {
        "ko": "`{asks}`는 부를 수 있는 함수여야 하는데 {kind}입니다. 괄호 없이 함수 자체를 주세요.",
        "en": "`{asks}` should be a function, and this is a {kind}. Give the function itself, "
        "without calling it.",
    },
    "none": {
        "ko": "값이 없습니다(None). `return`을 잊지 않았나요?",
        "en": "Nothing came back (None). Is a `return` missing?",
    },
    "function": {
        "ko": "값이 아니라 함수가 나왔습니다. 괄호를 붙여 불러야 합니다.",
        "en": "This is a function, not its value: call it with parentheses.",
    },
    "length": {
        "ko": "{expected}개가 나와야 하는데 {got}개가 나왔습니다.",
        "en": "There should be {expected} values, and there are {got}.",
    },
    "place": {"ko": "{place}번째가 다릅니다.", "en": "Item {place} differs."},
    "kind": {
        "ko": "값의 종류가 다릅니다. 기대한 것: {expected}, 나온 것: {got}.",
        "en": "The type differs: {got} instead of {expected}.",
    },
    "transposed": {
        "ko": "전치되었습니다. 행과 열이 서로 바뀌었습니다.",
        "en": "Transposed: rows and columns have changed places.",
    },
    "shape": {
        "ko": "형태가 다릅니다. {expected} 대신 {got}입니다.",
        "en": "The shape differs: {got} instead of {expected}.",
    },
    "nan": {
        "ko": "nan이 나왔습니다. ∞ − ∞, 0 × ∞, 0 / 0 중 하나가 계산되었습니다.",
        "en": "There is a nan: somewhere ∞ − ∞, 0 × ∞ or 0 / 0 was computed.",
    },
    "infinite": {
        "ko": "무한대가 나왔습니다. 지수가 너무 크거나 0의 로그 또는 0으로 나눈 값이 있습니다.",
        "en": "Something is infinite: too large an exponential, the logarithm of 0, or a division "
        "by 0.",
    },
    "sign": {
        "ko": "부호가 반대입니다. 크기는 맞습니다.",
        "en": "The sign is reversed: the size is right.",
    },
    "rounded": {
        "ko": "소수 부분이 사라졌습니다. 정수형 텐서나 `//`, `int()`를 쓰지 않았나요?",
        "en": "The fractions are gone: is there an integer tensor, `//` or `int()`?",
    },
    "zero": {"ko": "모두 0입니다.", "en": "Everything is 0."},
    "factor": {
        "ko": "모든 값이 기대한 값의 {factor}배입니다. 평균과 합, 빠진 계수를 확인하세요.",
        "en": "Everything is {factor} times what was expected: look at means, sums and factors.",
    },
    "shift": {
        "ko": "모든 값이 기대한 값과 {shift}만큼 다릅니다.",
        "en": "Everything differs from what was expected by {shift}.",
    },
    "base-2": {
        "ko": "기대한 값을 ln 2로 나눈 값입니다. 밑이 2인 로그 대신 자연로그를 쓰세요.",
        "en": "What was expected, divided by ln 2. Use the natural logarithm, not that to base 2.",
    },
    "base-10": {
        "ko": "기대한 값을 ln 10으로 나눈 값입니다. 밑이 10인 로그 대신 자연로그를 쓰세요.",
        "en": "What was expected, divided by ln 10. Use the natural logarithm, not that to base "
        "10.",
    },
    "complement": {
        "ko": "1에서 기대한 값을 뺀 것입니다. 반대쪽을 계산하지 않았나요?",
        "en": "1 minus what was expected: is it the opposite that was computed?",
    },
    "reciprocal": {
        "ko": "기대한 값의 역수입니다. 나누는 수와 나뉘는 수가 바뀌지 않았나요?",
        "en": "The reciprocal of what was expected: are the two sides of a division exchanged?",
    },
    "square": {
        "ko": "기대한 값의 제곱입니다. 제곱근이 빠지지 않았나요?",
        "en": "The square of what was expected: is a square root missing?",
    },
    "root": {
        "ko": "기대한 값의 제곱근입니다. 제곱이 빠지거나 제곱근이 더 있지 않나요?",
        "en": "The square root of what was expected: is a square missing, or a root too many?",
    },
    "logarithm": {
        "ko": "기대한 값의 로그입니다.",
        "en": "The logarithm of what was expected.",
    },
    "exponential": {
        "ko": "기대한 값을 지수로 한 e의 거듭제곱입니다. 로그가 빠지지 않았나요?",
        "en": "e to the power of what was expected: is a logarithm missing?",
    },
    "wrapped": {
        "ko": "값은 맞지만 튜플이나 리스트 안에 들어 있습니다. [0]으로 꺼내세요.",
        "en": "The value is right, but inside a tuple or list. Take it out with [0].",
    },
    "absent": {"ko": "{name}: 이 키가 없습니다.", "en": "The key {name} is missing."},
    "extra": {"ko": "{name}: 있으면 안 되는 키입니다.", "en": "There should be no key {name}."},
    "order": {
        "ko": "수는 모두 맞지만 차례가 다릅니다.",
        "en": "All the numbers are right, in another order.",
    },
    "exit": {
        "ko": "확인이 끝나기 전에 프로그램이 끝났습니다(`exit()`나 `quit()` 등).",
        "en": "The program ended before the check did: `exit()`, `quit()` or the like.",
    },
    "killed": {
        "ko": "확인하던 프로그램이 갑자기 끝났습니다(종료 상태 {status}).",
        "en": "The program that was being checked ended at once (exit status {status}).",
    },
    "endless": {
        "ko": "{seconds:g}초가 지나도 끝나지 않아 멈추었습니다. 끝나지 않는 반복문이 있나요?",
        "en": "Stopped: it hadn't ended after {seconds:g} seconds. Is there an endless loop?",
    },
    "memory": {
        "ko": "메모리를 너무 많이 씁니다. 아주 긴 리스트를 만들지 않았나요?",
        "en": "It wants too much memory: is a very long list being made?",
    },
    "count": {"ko": "{all}개 가운데 {done}개를 풀었습니다.", "en": "{done} of {all} solved."},
    "begin": {
        "ko": "시작하려면: python -m xor_tutorial practice start",
        "en": "To begin: python -m xor_tutorial practice start",
    },
    "kept": {"ko": "이미 있으므로 그대로 둡니다: {path}", "en": "kept as it is: {path}"},
    "started": {
        "ko": "{folder}에 파일 {made}개를 만들었습니다. 있던 파일은 그대로입니다.",
        "en": "Files made in {folder}: {made}. Files already there are unchanged.",
    },
    "next": {
        "ko": "{path} 파일을 고친 뒤: python -m xor_tutorial practice check {name}",
        "en": "Edit {path}, then: python -m xor_tutorial practice check {name}",
    },
    "nothing": {
        "ko": "새로 고친 파일이 없습니다. 이미 푼 문제는 이름을 적으면 다시 확인합니다.",
        "en": "No file has been edited since it was solved or laid; name one to check it again.",
    },
    "watching": {
        "ko": "{folder}의 파일을 저장할 때마다 확인합니다. 끝내려면 Ctrl-C를 누르세요.",
        "en": "Watching {folder}: save a file and it is checked. Ctrl-C ends this.",
    },
    "printed": {"ko": "파일이 출력한 것:", "en": "What the file printed:"},
    "more": {"ko": "… (글자 {count:,}개 더)", "en": "… ({count:,} more characters)"},
}

# Where the clinic explains an error: part of its text, and the section.
ERRORS = (
    ("can't allocate memory", "debugging#out-of-memory"),
    ("must have the same dtype", "debugging#int-input"),
    ("mat1 and mat2 shapes cannot be multiplied", "debugging#mat1-mat2"),
    ("The size of tensor a", "debugging#sizes-differ"),
    ("to match target batch_size", "debugging#no-batch"),
    ("Dimension out of range", "debugging#dim-out-of-range"),
    ("is invalid for input of size", "debugging#reshape"),
    ("does not require grad and does not have a grad_fn", "debugging#no-grad-fn"),
    ("backward through the graph a second time", "debugging#second-time"),
    ("modified by an inplace operation", "debugging#modified"),
    ("a leaf Variable that requires grad is being used", "autograd#in-place"),
    ("before Module.__init__() call", "debugging#super-init"),
    ("optimizer got an empty parameter list", "debugging#python-list"),
    ('missing the required "forward" function', "debugging#call-module"),
    ("torch.return_types", "tensors#dim"),
    ("dtype to be Long", "debugging#float-target"),
    ("NoneType", "debugging#grad-none"),
    ("expected scalar type Long", "debugging#float-target"),
    ("not implemented for 'Float'", "debugging#float-target"),
    ("is out of bounds", "debugging#out-of-range"),
    ("Boolean value of Tensor", "debugging#truth-value"),
    ("must be Tensor, not", "debugging#not-a-tensor"),
    ("Can't call numpy() on Tensor", "debugging#numpy"),
)


def say(key: str, language: str, **values: object) -> str:
    """One of the sentences above, with its values put in."""
    return SAID[key][language].format(**values)


def link(section: str, language: str) -> str:
    """The address of a section such as `softmax#dim`.

    Examples:
        >>> from xor_tutorial.practice.words import link
        >>> link("softmax#dim", "en")
        'https://xor-tutorial.github.io/xor_tutorial/en/softmax/#dim'
    """
    page, _, heading = section.partition("#")
    return f"{SITE}{FOLDERS[language]}{page}/#{heading}"


def local_language(asked: str | None = None) -> str:
    """The language that is asked for, or else the system's: Korean, or English for all others.

    Raises:
        ValueError: it isn't one of them.
    """
    if asked is None:
        names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
        name = next((name for name in names if name), locale.getlocale()[0] or "")
        return "ko" if name.lower().startswith("ko") else "en"  # Windows says Korean_Korea
    if asked not in FOLDERS:
        raise ValueError(f"language {asked!r}: choose from {', '.join(FOLDERS)}")
    return asked
