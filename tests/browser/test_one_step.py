"""The figure of one step works by keyboard and shows torch's numbers."""

import pytest
import torch
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from xor_tutorial import one_step_network

ACTIVE = "selector => document.activeElement.matches(selector)"


def tab_to(page: Page, inside: str) -> None:
    """Press Tab until the focus is on what matches, within the figure."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE, f"xor-one-step {inside}"):
            return
    pytest.fail(f"Tab never came to {inside}")


def torchs(target: int, lr: float = 0.1) -> list[str]:
    """w22 before and after, its gradient, the loss before and after: as the figure prints them."""
    model = one_step_network()
    x, y = torch.tensor([[0.0, 1.0]]), torch.tensor([target])
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = torch.nn.functional.cross_entropy(model(x), y)
    loss.backward()
    w = next(model.parameters())
    before, gradient = w[1, 1].item(), w.grad[1, 1].item()
    optimizer.step()
    smaller = torch.nn.functional.cross_entropy(model(x), y)
    numbers = (before, gradient, w[1, 1].item(), loss.item(), smaller.item())
    return [f"{number:.4f}".replace("-", "−") for number in numbers]


def test_both_targets_show_torchs_numbers(opened: Opened) -> None:
    with opened("en/one-step/#stages") as page:
        page.locator("xor-one-step .play").wait_for()
        tab_to(page, "button")  # Next, since the figure opens at the first stage
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # Last; the focus goes on to Back
        sentence = page.locator("xor-one-step .sentence")
        before, gradient, after, loss, smaller = torchs(1)
        assert (before, gradient, after) == ("−0.1563", "−0.0126", "−0.1551")
        assert f"w₂₂ = {before} − 0.1 × ({gradient}) = {after}. " in sentence.inner_text()
        assert f"Loss {loss} → {smaller}" in sentence.inner_text()
        assert "right label" in page.locator("xor-one-step .note").inner_text()
        for _ in range(3):
            page.keyboard.press("Shift+Tab")  # over First and the learning rate
        page.keyboard.press("ArrowUp")  # target 0
        before, gradient, after, loss, smaller = torchs(0)
        assert f"w₂₂ = {before} − 0.1 × {gradient} = {after}. " in sentence.inner_text()
        assert f"Loss {loss} → {smaller}" in sentence.inner_text()
        assert "wrong label" in page.locator("xor-one-step .note").inner_text()
        page.keyboard.press("ArrowDown")
        tab_to(page, "input[type=range]")
        page.keyboard.press("ArrowRight")  # 0.7
        before, gradient, after, loss, smaller = torchs(1, lr=0.7)
        assert f"− 0.7 × ({gradient}) = {after}. " in sentence.inner_text()
        cells = page.locator("xor-one-step tbody tr:nth-child(2) td:nth-child(3) span")
        assert cells.all_inner_texts() == [before, gradient, after]


def test_the_numbers_appear_stage_by_stage_in_order(opened: Opened) -> None:
    with opened("one-step/#stages") as page:
        page.locator("xor-one-step .play").wait_for()
        drawing = page.locator("xor-one-step .play .fig")
        tab_to(page, "button")  # Next, since the figure opens at the first stage
        seen = [drawing.inner_html()]
        for _ in range(8):
            page.keyboard.press("Enter")
            seen.append(drawing.inner_html())
        # a hidden unit, a logit, the loss, δ₃, δ₂, δ₁: first seen at these stages
        for number, stage in (("0.3375", 1), ("0.1561", 3), ("0.9404", 4), ("0.1007", 6)):
            assert next(i for i, html in enumerate(seen) if number in html) == stage
        assert [html.count("gradient-text") for html in seen] == [0, 0, 0, 0, 0, 2, 4, 8, 8]
        page.locator("xor-one-step .voice", has_text="−0.1551").wait_for(state="attached")
