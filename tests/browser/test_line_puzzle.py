"""The line puzzle: by keyboard alone, and by dragging a handle."""

import pytest
import torch

from xor_tutorial.data import truth_table

COLUMN = """() => [...document.querySelectorAll("xor-line-puzzle tbody tr")].map(
  row => [...row.cells].slice(1).map(cell => cell.textContent.replaceAll("−", "-")))"""
NOTE = "() => document.querySelector('xor-line-puzzle .note').textContent"


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def scores(w1, w2, b):
    inputs, _ = truth_table("cpu")
    layer = torch.nn.functional.linear(inputs, torch.tensor([[w1, w2]]), torch.tensor([b]))
    return [f"{a:.2f}" for a in layer.flatten().tolist()]


@pytest.mark.parametrize(
    ("address", "solved", "most"),
    [("why-xor/", "4행", "셋이 가장"), ("en/why-xor/", "4 of 4", "three is the most")],
)
def test_and_is_solved_and_xor_never_is(opened, address, solved, most):
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


def test_a_handle_can_be_dragged(opened):
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
