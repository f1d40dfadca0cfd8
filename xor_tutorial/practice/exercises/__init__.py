"""The exercises in the order of the course, a module each."""

from importlib import import_module

from xor_tutorial.practice.exercise import Exercise

NAMES = (
    "first-network/learn-and",
    "tensors/picking",
    "tensors/right-class",
    "tensors/centre-rows",
    "tensors/matmul",
    "why-xor/nor",
    "why-xor/sixteen",
    "why-xor/by-hand",
    "why-xor/square",
    "softmax/rows",
    "softmax/overflow",
    "softmax/masked",
    "softmax/temperature",
    "losses/knowing-nothing",
    "losses/softmax-floor",
    "losses/binary",
    "losses/cross-entropy",
    "autograd/three-times",
    "autograd/sigmoid",
    "autograd/numeric",
    "autograd/scalar-backward",
    "one-step/two-layers",
    "one-step/sgd",
    "optimizers/valley",
    "optimizers/adagrad",
    "optimizers/adam",
    "optimizers/momentum",
    "train/third-plateau",
    "train/loop",
    "save-and-predict/best-weights",
    "beyond/counting",
    "your-data/standardize",
    "jacobians/hessian-vector",
    "losses-in-practice/precision-recall",
    "autograd-tools/softplus",
    "autograd-tools/reverse",
    "optimizers-in-practice/warmup",
    "saving-in-practice/prefix",
    "saving-in-practice/resume",
    "thousand-seeds/restarts",
    "debugging/accuracy",
    "debugging/half-a-model",
    "debugging/always-half",
    "debugging/nan",
    "debugging/two-at-once",
)


def load(name: str) -> Exercise:
    """The exercise of that name.

    Raises:
        ValueError: there is none.

    Examples:
        >>> from xor_tutorial.practice import load
        >>> load("softmax/rows").asks
        'softmax_rows'
    """
    if name not in NAMES:
        page = name.partition("/")[0]
        near = [other for other in NAMES if other.startswith(f"{page}/")]
        known = (
            f"this page has {', '.join(near)}" if near else "see: python -m xor_tutorial practice"
        )
        raise ValueError(f"there is no exercise {name!r}; {known}")
    module = name.replace("-", "_").replace("/", ".")
    exercise: Exercise = import_module(f"{__name__}.{module}").EXERCISE
    return exercise
