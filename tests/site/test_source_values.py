"""The site shows every number that the source notebook printed."""

import functools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from xor_tutorial.verify.compare import difference

# What the notebook printed → the page that shows it, and how it's printed there.
# The notebook printed through NumPy and on a GPU; `0.0000` for `0.`, no device.
PRINTED = {
    "softmax of [3, 1, 5, 9]": ("softmax", "tensor([0.0020, 0.0000, 0.0180, 0.9790])"),
    "shape of the batch": ("softmax", "torch.Size([2, 4])"),
    "softmax of the batch": (
        "softmax",
        "tensor([[0.0020, 0.0000, 0.0180, 0.9790],\n        [0.0870, 0.6440, 0.2370, 0.0320]])",
    ),
    "log-softmax of the batch": (
        "softmax",
        "tensor([[-6.0209, -8.0209, -4.0209, -0.0209],\n"
        "        [-2.4402, -0.4402, -1.4402, -3.4402]])",
    ),
    "the first loss": ("one-step", "0.331044 1.266465"),
    "ten, asking": ("autograd", "tensor([10.], requires_grad=True)"),
    "the graph": (
        "autograd",
        "a 2.0 True None\nb 3.0 False None\nc 5.0 True AddBackward0\n"
        "d 7.0 False None\ne 35.0 True MulBackward0",
    ),
    "the gradient of a": ("autograd", "tensor([7.])"),
    "the first layer": (
        "one-step",
        "tensor([[-0.4407,  0.6366],\n        [-0.3092, -0.1563],\n"
        "        [-0.1584, -0.4085],\n        [ 0.4569, -0.1494]])",
    ),
    "its bias": ("one-step", "tensor([-0.4993, -0.5181, -0.3645, -0.1876])"),
    "the second layer": (
        "one-step",
        "tensor([[ 0.1086,  0.3610, -0.3573,  0.1406],\n"
        "        [-0.1545, -0.4260, -0.1394,  0.2492]])",
    ),
    "the second bias": ("one-step", "tensor([0.0942, 0.2225])"),
    "the third layer": (
        "one-step",
        "tensor([[-0.3497,  0.0584],\n        [ 0.3193, -0.2502]])",
    ),
    "the third bias": ("one-step", "tensor([ 0.3200, -0.3378])"),
    "the gradient": (
        "one-step",
        "tensor([[ 0.0000,  0.0029],\n        [ 0.0000,  0.0081],\n"
        "        [-0.0000, -0.0041],\n        [ 0.0000,  0.0004]])",
    ),
    "the updated layer": (
        "one-step",
        "tensor([[-0.4407,  0.6363],\n        [-0.3092, -0.1571],\n"
        "        [-0.1584, -0.4081],\n        [ 0.4569, -0.1494]])",
    ),
    "the log": (
        "train",
        "[1] Loss: 0.8012\n[1001] Loss: 0.6842\n[2001] Loss: 0.0035\n[3001] Loss: 0.0012\n"
        "[4001] Loss: 0.0007\n[5001] Loss: 0.0005\n[6001] Loss: 0.0004\n[7001] Loss: 0.0003\n"
        "[8001] Loss: 0.0003\n[9001] Loss: 0.0002",
    ),
    "the trained first layer": (
        "train",
        "tensor([[-0.7095, -0.1966],\n        [ 1.7193, -2.0518],\n"
        "        [ 5.7520, -5.7997],\n        [ 3.9542, -4.0161]])",
    ),
    "the trained biases": ("train", "tensor([-0.6352, -0.9947,  3.0022, -2.2557])"),
    "the trained second layer": (
        "train",
        "tensor([[-0.4618,  2.1358, -5.5186,  4.5091],\n"
        "        [-0.2662, -1.8281,  4.6862, -4.1580]])",
    ),
    "the trained third layer": (
        "train",
        "tensor([[-6.4570,  5.3559],\n        [ 5.7851, -5.4662]])",
    ),
    "the inputs": (
        "first-network",
        "tensor([[0., 0.],\n        [1., 0.],\n        [0., 1.],\n        [1., 1.]])",
    ),
    "the probabilities": (
        "save-and-predict",
        "[0.9998, 0.0002]\n[0.0002, 0.9998]\n[0.0002, 0.9998]\n[0.9998, 0.0002]",
    ),
    "the predictions": ("save-and-predict", "tensor([0, 1, 1, 0])"),
}
# The lab prints as the notebook did, on the machine that builds the site.
LAB = [
    "[0.0020, 0.0000, 0.0180, 0.9790]",
    "torch.Size([2, 4])",
    "-6.0209, -8.0209, -4.0209, -0.0209",
    "target 0: 0.3310436",
    "target 1: 1.266464",
    "False tensor([10.])",
    "True tensor([10.], requires_grad=True)",
    "a = 2.0: True, None",
    "c = 5.0: True, AddBackward0",
    "e = 35.0: True, MulBackward0",
    "(tensor([7.]), None)",
    "de/db = 17",
    "-0.3092, -0.1563",
    "0.0000,  0.0081",
    "-0.3092, -0.1571",
    "[1001] Loss: 0.6842",
    "[9001] Loss: 0.0002",
    "5.7520, -5.7997",
    "tensor([0, 1, 1, 0])",
    "accuracy 100%",
]


@functools.cache
def page(site: Path, name: str, language: str) -> BeautifulSoup:
    path = site / {"ko": "", "en": "en"}[language] / name / "index.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("name", "text"), PRINTED.values(), ids=PRINTED)
def test_what_the_notebook_printed_is_on_its_page(
    site: Path, name: str, text: str, language: str
) -> None:
    found = False
    for block in page(site, name, language).select(".language-pycon code"):
        lines = block.get_text().split("\n")
        size = text.count("\n") + 1
        windows = ("\n".join(lines[i : i + size]) for i in range(len(lines)))
        found |= any(_ends_with(window, text) for window in windows)
    assert found, f"{text} is not on {name}"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("text", LAB)
def test_what_the_notebook_printed_is_in_the_lab(site: Path, text: str, language: str) -> None:
    printed = "\n".join(o.get_text() for o in page(site, "lab", language).select(".lab-output"))
    assert re.sub(r"\s+", " ", text) in re.sub(r"\s+", " ", printed)


def _ends_with(window: str, text: str) -> bool:
    """The lines are the text, perhaps after a name on the first (`layers.0.weight tensor(…`)."""
    start = window.find(text.split("\n")[0][:8])
    return start >= 0 and difference(text, window[start:]) is None
