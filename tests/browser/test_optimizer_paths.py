"""The optimizer race works by keyboard and shows torch's paths."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from playwright.sync_api import Page

from tests.browser.conftest import Opened

ACTIVE = "selector => document.activeElement.matches(selector)"
VALLEY = torch.tensor([1.0, 25.0])


def torchs(make: Callable[[list[torch.Tensor]], torch.optim.Optimizer], steps: int) -> list[float]:
    """x, y and height after some steps from (10, 2) down the page's valley."""
    w = torch.tensor([10.0, 2.0], requires_grad=True)
    optimizer = make([w])
    for _ in range(steps):
        optimizer.zero_grad()
        ((VALLEY * w**2).sum() / 2).backward()
        optimizer.step()
    return [*w.tolist(), ((VALLEY * w**2).sum() / 2).item()]


def shown(page: Page, name: str) -> list[float]:
    """x, y and f of an optimizer's row."""
    row = page.locator("xor-optimizer-paths tbody tr").filter(
        has=page.get_by_text(name, exact=True)
    )
    return [float(text.replace("−", "-")) for text in row.locator("td").all_inner_texts()[1:]]


def tab_to(page: Page, inside: str) -> None:
    """Press Tab until the focus is on what matches, within the figure."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE, f"xor-optimizer-paths {inside}"):
            return
    pytest.fail(f"Tab never came to {inside}")


def test_the_paths_are_torchs_and_can_be_driven_by_keyboard(opened: Opened) -> None:
    with opened("en/optimizers/#paths") as page:
        page.locator("xor-optimizer-paths .play").wait_for()
        tab_to(page, "select")
        close: dict[str, Any] = {"rel": 1e-3, "abs": 1e-4}
        sgd = torchs(lambda w: torch.optim.SGD(w, lr=0.07), 40)
        assert shown(page, "SGD") == pytest.approx(sgd, **close)

        tab_to(page, "input[type=range]")
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        nesterov: dict[str, Any] = {"lr": 0.02, "momentum": 0.9, "nesterov": True}
        assert shown(page, "Nesterov") == pytest.approx(
            torchs(lambda w: torch.optim.SGD(w, **nesterov), 37), **close
        )
        assert shown(page, "RMSprop") == pytest.approx(
            torchs(lambda w: torch.optim.RMSprop(w, lr=0.15), 37), **close
        )

        tab_to(page, "input[aria-label='AdamW: Rate']")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("0.25")
        adamw = torchs(lambda w: torch.optim.AdamW(w, lr=0.25, weight_decay=0.01), 37)
        assert shown(page, "AdamW") == pytest.approx(adamw, **close)

        tab_to(page, "input[type=range]")  # momentum, from 0.9 to 0.85
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
        momentum = torchs(lambda w: torch.optim.SGD(w, lr=0.02, momentum=0.85), 37)
        assert shown(page, "Momentum") == pytest.approx(momentum, **close)

        tab_to(page, "input[type=range]")  # AdamW's decay, which leaves Adam alone
        page.keyboard.press("End")
        adamw = torchs(lambda w: torch.optim.AdamW(w, lr=0.25, weight_decay=0.5), 37)
        assert shown(page, "AdamW") == pytest.approx(adamw, **close)
        adam = torchs(lambda w: torch.optim.Adam(w, lr=0.5), 37)
        assert shown(page, "Adam") == pytest.approx(adam, **close)


def test_rotating_the_valley_changes_adams_height_and_not_sgds(opened: Opened) -> None:
    with opened("en/optimizers/#paths") as page:
        page.locator("xor-optimizer-paths .play").wait_for()
        before = {name: shown(page, name)[2] for name in ("SGD", "Momentum", "Nesterov", "Adam")}
        tab_to(page, "select")
        page.keyboard.press("ArrowDown")
        after = {name: shown(page, name)[2] for name in before}
        adam = before.pop("Adam"), after.pop("Adam")
        assert after == before
        assert abs(adam[0] - adam[1]) > 0.1


def test_the_figure_plays_pauses_and_hides_unticked_optimizers(opened: Opened) -> None:
    with opened("optimizers/#paths") as page:
        page.locator("xor-optimizer-paths .play").wait_for()
        tab_to(page, "button")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="멈춤").wait_for()
        step = page.locator("xor-optimizer-paths output").first
        page.wait_for_function(
            "() => +document.querySelector('xor-optimizer-paths output').value > 42"
        )
        page.keyboard.press("Enter")
        assert float(step.inner_text()) < 200
        assert page.locator("xor-optimizer-paths .fig g.SGD").last.is_visible()
        tab_to(page, "input[type=checkbox]")
        page.keyboard.press("Space")
        assert page.locator("xor-optimizer-paths .play .fig g.SGD").count() == 0
        said = page.locator("xor-optimizer-paths .voice")
        tab_to(page, "input[type=number]")
        page.keyboard.press("ArrowUp")
        page.wait_for_function(
            "() => document.querySelector('xor-optimizer-paths .voice').textContent"
        )
        assert "가장 낮은 것은" in said.inner_text()


def test_nothing_moves_by_itself_with_reduced_motion(opened: Opened) -> None:
    with opened("optimizers/", reduced_motion="reduce") as page:
        page.locator("xor-optimizer-paths .play").wait_for()
        assert page.get_by_role("button", name="재생").count() == 0
        assert page.locator("xor-optimizer-paths").get_by_role("button").all_inner_texts() == [
            "이전",
            "다음",
        ]
