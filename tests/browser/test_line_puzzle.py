"""The line puzzle works by keyboard, mouse and touch."""

import pytest
import torch
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from xor_tutorial.data import truth_table

COLUMN = """() => [...document.querySelectorAll("xor-line-puzzle tbody tr")].map(
  row => [...row.cells].slice(1).map(cell => cell.textContent.replaceAll("−", "-")))"""
NOTE = "() => document.querySelector('xor-line-puzzle .note').textContent"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def scores(w1: float, w2: float, b: float) -> list[str]:
    inputs, _ = truth_table("cpu")
    layer = torch.nn.functional.linear(inputs, torch.tensor([[w1, w2]]), torch.tensor([b]))
    return [f"{a:.2f}" for a in layer.flatten().tolist()]


@pytest.mark.parametrize(
    ("address", "solved", "most"),
    [("why-xor/", "4행", "많아야 세 행"), ("en/why-xor/", "4 of 4", "three rows is the most")],
)
def test_and_can_be_solved_by_keyboard_and_xor_cannot(
    opened: Opened, address: str, solved: str, most: str
) -> None:
    """The line of OR moved to AND's by arrow keys; XOR's two sums are the same and contradict."""
    with opened(address) as page:
        page.locator("xor-line-puzzle button").first.focus()
        press(page, "Enter", *["Tab"] * 5, *["ArrowLeft"] * 20)
        rows = page.evaluate(COLUMN)
        assert [row[0] for row in rows] == scores(1.0, 1.0, -1.5)
        assert [row[2] for row in rows] == ["✓"] * 4
        assert solved in page.evaluate(NOTE)
        press(page, *["Shift+Tab"] * 2, "Enter")
        rows = page.evaluate(COLUMN)
        assert [row[2] for row in rows] == ["✓", "✗", "✗", "✗", "✓", "✗"]  # four rows, two sums
        assert [row[0] for row in rows[4:]] == ["-1.00", "-1.00"]
        assert most in page.evaluate(NOTE)


def test_a_handle_can_be_dragged(opened: Opened) -> None:
    with opened("en/why-xor/") as page:
        grip = page.locator("xor-line-puzzle .grip").first
        grip.scroll_into_view_if_needed()
        before, box = page.evaluate(COLUMN), grip.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 30, y - 30, steps=4)
        page.mouse.up()
        after = page.evaluate(COLUMN)
        assert after != before
        box = page.locator("xor-line-puzzle .grip").first.bounding_box()
        assert abs(box["x"] + box["width"] / 2 - x - 30) < 2  # it stays under the pointer


def swipe(page: Page, x: float, y: float, across: float, up: float) -> None:
    """Touch, move and release a finger."""
    client = page.context.new_cdp_session(page)
    for part in range(9):
        point = {"x": x + across * part / 8, "y": y - up * part / 8}
        client.send(
            "Input.dispatchTouchEvent",
            {"type": "touchMove" if part else "touchStart", "touchPoints": [point]},
        )
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)


@pytest.mark.usefixtures("chromium")
def test_a_finger_on_a_handle_moves_the_line_and_not_the_page(opened: Opened) -> None:
    """Beside the handle the same finger scrolls."""
    with opened("en/why-xor/", width=390, has_touch=True, is_mobile=True) as page:
        plane = page.locator("xor-line-puzzle .play .fig")
        plane.evaluate("plane => plane.scrollIntoView({block: 'center', behavior: 'instant'})")
        page.wait_for_timeout(300)
        grip = page.locator("xor-line-puzzle .grip").first
        before, scrolled, box = page.evaluate(COLUMN), page.evaluate("scrollY"), grip.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        swipe(page, x, y, 40, 60)
        assert page.evaluate("scrollY") == scrolled
        assert page.evaluate(COLUMN) != before
        box = page.locator("xor-line-puzzle .grip").first.bounding_box()
        assert abs(box["x"] + box["width"] / 2 - x - 40) < 2
        assert abs(box["y"] + box["height"] / 2 - y + 60) < 2
        moved, box = page.evaluate(COLUMN), plane.bounding_box()
        swipe(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, 40, 60)
        assert page.evaluate("scrollY") > scrolled + 30
        assert page.evaluate(COLUMN) == moved
