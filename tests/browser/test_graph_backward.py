"""The graph stepper works by keyboard and shows torch's values and gradients."""

from typing import Any

import pytest
import torch
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from xor_tutorial import one_step_network, truth_table

ACTIVE = "selector => document.activeElement.matches(selector)"


def tab_to(page: Page, inside: str) -> None:
    """Press Tab until the focus is on what matches, within the figure."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE, f"xor-graph-backward {inside}"):
            return
    pytest.fail(f"Tab never came to {inside}")


def gradients(a: float, b: float) -> list[float]:
    """torch's gradients of the two leaves."""
    leaves = [torch.tensor(x, requires_grad=True) for x in (a, b)]
    ((leaves[0] + leaves[1]) * (2 * leaves[1] + 1)).backward()
    return [leaf.grad.item() for leaf in leaves]


def test_every_step_is_reached_by_keyboard_and_the_last_shows_torchs_gradients(
    opened: Opened,
) -> None:
    with opened("en/autograd/#chain-rule") as page:
        page.locator("xor-graph-backward .play").wait_for()
        drawing = page.locator("xor-graph-backward .play .fig")
        sentence = page.locator("xor-graph-backward .sentence")
        assert gradients(2.0, 3.0) == [7, 17]
        assert "∂e/∂b = 17" in drawing.inner_html()
        tab_to(page, "button")
        page.keyboard.press("Enter")  # First; the focus goes on to Next
        assert "∂e/∂" not in drawing.inner_html()
        said = []
        for _ in range(9):
            page.keyboard.press("Enter")
            said.append(sentence.inner_text())
        assert said[0] == "Forward: c = a + b = 2 + 3 = 5"
        assert said[2] == "Forward: e = c × d = 5 × 7 = 35"
        assert said[4].endswith("1 × 7 = 7")
        assert said[-1].endswith("∂e/∂b = 7 + 10 = 17")


def test_changed_leaves_have_torchs_gradients(opened: Opened) -> None:
    with opened("autograd/#chain-rule") as page:
        page.locator("xor-graph-backward .play").wait_for()
        tab_to(page, "input[type=range]")
        page.keyboard.press("Home")  # a = -5
        tab_to(page, "input[type=range]")
        page.keyboard.press("ArrowRight")  # b = 3.5
        drawing = page.locator("xor-graph-backward .play .fig").inner_html()
        for name, value in zip("ab", gradients(-5.0, 3.5), strict=True):
            assert f"∂e/∂{name} = {value:g}".replace("-", "−") in drawing
        page.wait_for_function(
            "() => document.querySelector('xor-graph-backward .voice').textContent"
        )
        assert "더합니다" in page.locator("xor-graph-backward .voice").inner_text()


def network(row: int) -> tuple[list[float], float, list[float], list[list[float]]]:
    """The notebook's network on a row of XOR: h₁, the loss, and the gradients of z and of W₁."""
    model = one_step_network()
    inputs, targets = truth_table("cpu")
    h = model.layers[1](model.layers[0](inputs[row : row + 1]))
    z = model.layers[2:](h)
    loss = torch.nn.functional.cross_entropy(z, targets[row : row + 1])
    slope, weight = torch.autograd.grad(loss, [z, model.layers[0].weight])
    return h[0].tolist(), loss.item(), slope[0].tolist(), weight.tolist()


def test_the_nodes_of_the_xor_network_appear_one_by_one_with_torchs_numbers(opened: Opened) -> None:
    with opened("en/autograd/#chain-rule", width=390) as page:
        page.locator("xor-graph-backward .play").wait_for()
        tab_to(page, "select")
        page.keyboard.press("ArrowDown")
        drawing = page.locator("xor-graph-backward .play .fig")
        sentence = page.locator("xor-graph-backward .sentence")
        tab_to(page, "select")
        page.keyboard.press("ArrowDown")  # the third row, (1, 0)
        tab_to(page, "button")
        page.keyboard.press("Enter")  # First; the focus goes on to Next
        said, seen = [], []
        for _ in range(18):
            page.keyboard.press("Enter")
            said.append(sentence.inner_text())
            seen.append(drawing.locator("text").all_text_contents())
        h, loss, slope, weight = (shown(numbers) for numbers in network(row=1))
        assert said[0].startswith("Forward: a₁ = W₁x + b₁. The first number is ")
        assert said[1].endswith(f" = {h[0]}")
        assert said[5].endswith(f" = {loss}")
        assert said[7].endswith(f" = {slope[0]}")
        assert said[16].startswith("Back from a₁ to W₁.")
        assert said[16].endswith(f" = {weight[0][0]}")
        found = [len(texts) - len(seen[0]) for texts in seen]  # of a₁ first, and each stays
        assert found == [0, 4, 6, 8, 10, 11, 12, 14, 14, 14, 16, 18, 18, 18, 22, 26, 26, 26]
        page.keyboard.press("Enter")  # Back; Next can't be pressed any more
        cells = page.locator("xor-graph-backward .matrix .slope").all_inner_texts()[1:]
        assert cells == [slope for row in weight for slope in row]


def shown(numbers: Any) -> Any:
    """Numbers as the figure has them."""
    if isinstance(numbers, list):
        return [shown(number) for number in numbers]
    return f"{numbers + 0.0:.4f}".replace("-", "−")  # no −0
