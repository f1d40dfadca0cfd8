"""The graph stepper by keyboard alone: values forward, gradients back, a and b to change."""

import pytest
import torch

ACTIVE = "selector => document.activeElement.matches(selector)"


def tab_to(page, inside):
    """Press Tab until the focus is on what matches, within the figure."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE, f"xor-graph-backward {inside}"):
            return
    pytest.fail(f"Tab never came to {inside}")


def gradients(a, b):
    """torch's gradients of the two leaves."""
    leaves = [torch.tensor(x, requires_grad=True) for x in (a, b)]
    ((leaves[0] + leaves[1]) * (2 * leaves[1] + 1)).backward()
    return [leaf.grad.item() for leaf in leaves]


def test_every_step_is_reached_by_keyboard_and_ends_at_torchs_gradients(opened):
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


def test_other_leaves_have_torchs_gradients(opened):
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
