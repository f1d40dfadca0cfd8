"""Going backward through a graph of numbers."""

from xor_tutorial.practice.exercise import Exercise, Slip, edited

CLASS = """
class Number:
    def __init__(self, value, *inputs):
        self.value = value
        self.inputs = inputs  # pairs: an input, and the derivative with respect to it
        self.grad = 0.0

    def __add__(self, other):
        return Number(self.value + other.value, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return Number(self.value * other.value, (self, other.value), (other, self.value))
"""

SOLUTION = """
def backward(result):
    order = []

    def visit(node):
        if node not in order:
            for x, _ in node.inputs:
                visit(x)
            order.append(node)

    visit(result)
    for node in order:
        node.grad = 0.0
    result.grad = 1.0
    for node in reversed(order):
        for x, derivative in node.inputs:
            x.grad += node.grad * derivative
"""

EXERCISE = Exercise(
    name="autograd/scalar-backward",
    section="autograd#scalar",
    title={"ko": "Scalar의 backward", "en": "backward for Scalar"},
    task={
        "ko": "주어진 클래스 `Number`는 이 페이지의 `Scalar`에서 `backward`를 뺀 것입니다. 수마다 `value`, `grad`, 그리고 `inputs`, 즉 "
        "(입력, 그 입력으로 미분한 값)의 짝을 모은 튜플이 있으며, 튜플은 `+`와 `*`가 채웁니다. 함수 `backward(result)`를 쓰세요. "
        "`result`와 `result`를 만드는 데 쓰인 모든 수에 대해, `result`를 그 수로 미분한 값을 그 수의 `grad`에 넣습니다. `backward`를 "
        "다시 호출해도 변화도가 쌓이지 않고 같은 값이어야 합니다.",
        "en": "The given class `Number` is the page's `Scalar` without `backward`. Each number has a "
        "`value`, a `grad`, and `inputs`, a tuple of pairs (input, derivative with respect to it). "
        "Write a function `backward(result)`. It stores in the `grad` of `result`, and of each "
        "number that it was computed from, the derivative of `result` with respect to that number. "
        "A second call must give the same values and not add to them.",
    },
    hint={
        "ko": "한 수의 grad가 완성된 다음에야 그 수의 입력으로 넘어갈 수 있습니다. 먼저 입력이 언제나 앞에 오는 차례를 만들고 "
        "거꾸로 지나가세요.",
        "en": "A number may pass its grad on only when it is complete. First make an order in "
        "which inputs always come before what they are used in, then walk it backward.",
    },
    asks="backward",
    stub=CLASS.replace("class Number:", "class Number:  # leave it as it is; the check has its own")
    + """

def backward(result):
    result.grad = 1.0
    ...
""",
    solution=SOLUTION,
    others=(
        """
def backward(result):
    uses, found, waiting = {}, {result}, [result]
    while waiting:
        for x, _ in waiting.pop().inputs:
            uses[x] = uses.get(x, 0) + 1
            if x not in found:
                found.add(x)
                waiting.append(x)
    for node in found:
        node.grad = 0.0
    result.grad = 1.0
    ready = [result]
    while ready:
        node = ready.pop()
        for x, derivative in node.inputs:
            x.grad += node.grad * derivative
            uses[x] -= 1
            if not uses[x]:
                ready.append(x)
""",
        """
def backward(result):
    def clear(node):
        node.grad = 0.0
        for x, _ in node.inputs:
            clear(x)

    def send(node, amount):
        node.grad += amount
        for x, derivative in node.inputs:
            send(x, amount * derivative)

    clear(result)
    send(result, 1.0)
""",
        """
class backward:
    def __init__(self, result):
        self.seen, self.order = set(), []
        self.walk(result)
        for n in self.order:
            n.grad = 0
        result.grad = 1
        while self.order:
            node = self.order.pop()
            for x, d in node.inputs:
                x.grad = x.grad + d * node.grad
    def walk(self, node):
        if id(node) in self.seen:
            return
        self.seen.add(id(node))
        [self.walk(x) for x, _ in node.inputs]
        self.order.append(node)
""",
    ),
    slips=(
        Slip(
            {
                "ko": "더하지 않고 덮어씀: 두 번 쓰인 수에는 변화도가 두 길로 옵니다. = 대신 +=로 더하세요.",
                "en": "Overwritten, not added: a number that is used twice gets a gradient along "
                "two paths. Add with += and don't set with =.",
            },
            "autograd#accumulate",
            (
                edited(SOLUTION, ("x.grad += node", "x.grad = node")),
                "def backward(result, grad=1.0):\n    result.grad = grad\n    for x, d in result.inputs:\n        backward(x, grad * d)\n",
            ),
        ),
        Slip(
            {
                "ko": "너무 이른 전달: 깊이 우선으로 내려가며 아직 덜 모인 grad를 넘기거나 같은 몫을 여러 번 넘겼습니다. 한 수의 grad가 "
                "완성된 뒤에 한 번만 넘기세요(위상 정렬).",
                "en": "Passed on too early: going down depth-first, a grad that isn't complete is "
                "passed on, or the same share twice. Pass it on once, when all of it has come "
                "(topological order).",
            },
            "autograd#graph",
            (
                "def backward(result, first=True):\n    if first:\n        result.grad = 1.0\n    for x, d in result.inputs:\n        x.grad += result.grad * d\n        backward(x, False)\n",
                "def backward(result, first=True):\n    if first:\n        result.grad = 1.0\n    for x, d in result.inputs:\n        x.grad += result.grad * d\n    for x, d in result.inputs:\n        backward(x, False)\n",
                edited(
                    SOLUTION,
                    (
                        "            for x, _ in node.inputs:\n                visit(x)\n            order.append(node)",
                        "            order.append(node)\n            for x, _ in node.inputs:\n                visit(x)",
                    ),
                    ("reversed(order)", "order"),
                ),
                "def backward(result):\n    result.grad = 1.0\n    seen = set()\n    def walk(node):\n        if node in seen:\n            return\n        seen.add(node)\n        for x, d in node.inputs:\n            x.grad += node.grad * d\n            walk(x)\n    walk(result)\n",
                "def backward(result):\n    result.grad = 1.0\n    waiting = [result]\n    while waiting:\n        node = waiting.pop(0)\n        for x, d in node.inputs:\n            x.grad += node.grad * d\n            waiting.append(x)\n",
            ),
        ),
        Slip(
            {
                "ko": "시작하는 1이 없음: result를 자신으로 미분하면 1입니다. 이것이 없으면 모두 0이 됩니다.",
                "en": "No 1 to begin with: the derivative of result with respect to itself is 1. "
                "Without it everything is 0.",
            },
            "autograd#backward",
            (edited(SOLUTION, ("    result.grad = 1.0\n", "")),),
        ),
        Slip(
            {
                "ko": "앞에서부터: 차례를 뒤집지 않아 입력을 결과보다 먼저 지나갔습니다. reversed(order)로 지나가세요.",
                "en": "From the front: inputs are visited before what they are used in. Walk the "
                "order in reverse.",
            },
            "autograd#chain-rule",
            (edited(SOLUTION, ("reversed(order)", "order")),),
        ),
        Slip(
            {
                "ko": "연쇄 법칙이 끊김: 미분에 node.grad를 곱하지 않았습니다. 바로 앞의 수까지만 맞습니다.",
                "en": "No chain rule: the derivative isn't multiplied by node.grad, so only the "
                "last operation is right.",
            },
            "autograd#chain-rule",
            (
                edited(SOLUTION, ("node.grad * derivative", "derivative")),
                edited(SOLUTION, ("node.grad * derivative", "node.grad + derivative")),
            ),
        ),
        Slip(
            {
                "ko": "한 층만: result의 입력에서 멈추었습니다. 입력의 입력까지 내려가야 합니다.",
                "en": "One level only: it stops at the inputs of result and never gets to theirs.",
            },
            "autograd#graph",
            (
                "def backward(result):\n    result.grad = 1.0\n    for x, d in result.inputs:\n        x.grad += result.grad * d\n",
            ),
        ),
        Slip(
            {
                "ko": "지난 값이 남음: 다시 호출하면 지난번 grad에 더해집니다. 시작할 때 모두 0으로 만드세요.",
                "en": "Old values left: a second call adds to the grads of the first. Set them all "
                "to 0 at the start.",
            },
            "autograd#accumulate",
            (
                edited(SOLUTION, ("        node.grad = 0.0\n", "        pass\n")),
                edited(
                    SOLUTION,
                    ("    result.grad = 1.0\n", "    result.grad += 1.0\n"),
                    ("        node.grad = 0.0\n", "        pass\n"),
                ),
            ),
        ),
    ),
    setup=CLASS
    + """
def gradients(result, *numbers):
    backward(result)
    return [number.grad for number in numbers]

a, b = Number(2.0), Number(3.0)
""",
    cases=(
        "gradients(a + b, a, b)  # a = 2, b = 3",
        "gradients(a * b, a, b)",
        "gradients(a * a, a)  # a used twice | 두 번 쓰인 a",
        "gradients((a + b) * b, a, b)",
        "c = a * b\ngradients(c * c + c, a, b, c)  # something computed, used three times | 계산한 값을 세 번 씀",
        "c = a * b\nd = c * c\ne = d + c\ngradients(e * d, a, b, c)",
        "c = a * b\nd = c * c\ne = d + c\ngradients(d * e, a, b, c)",
        "c = a * b\nbackward(c)\ngradients(c, a, b)  # the second call | 두 번째 호출",
    ),
)
