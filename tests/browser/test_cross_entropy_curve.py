"""The loss explorer works by keyboard and shows torch's losses and gradients."""

import pytest
import torch
from playwright.sync_api import Page
from torch.nn import functional as F

from tests.browser.conftest import Opened

CELLS = """() => [...document.querySelectorAll("xor-cross-entropy-curve tbody tr")].map(
  row => [...row.cells].slice(1).map(cell => cell.textContent.replaceAll("−", "-")))"""

# The explorer shows the answer of the question above it, so it waits in that question's fold.
FOLD = "#predict-which-gradient-survives > details"
OPEN = f"() => {{ document.querySelector('{FOLD}').open = true; }}"


def shown(loss: torch.Tensor, z: torch.Tensor) -> list[str]:
    (gradient,) = torch.autograd.grad(loss, z, retain_graph=True)
    return [f"{loss.item():z.4f}", f"{gradient.item():z.4f}"]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("address", ["losses/", "en/losses/"])
def test_the_gradient_of_squared_error_vanishes_where_that_of_cross_entropy_is_largest(
    opened: Opened, address: str
) -> None:
    """z = −20 by its button, then weight 3 and smoothing 0.1 by arrow keys."""
    with opened(address) as page:
        page.evaluate(OPEN)
        page.locator("xor-cross-entropy-curve select").first.focus()
        press(page, *["Tab"] * 5, "Enter")  # over axis, slider and two buttons
        z = torch.tensor(-20.0, requires_grad=True)
        logits, one = torch.stack([torch.zeros(()), z]), torch.tensor(1)
        y, p = torch.tensor(1.0), torch.sigmoid(z)
        rows = page.evaluate(CELLS)
        assert rows == [shown(F.cross_entropy(logits, one), z), shown(F.mse_loss(p, y), z)]
        assert rows == [["20.0000", "-1.0000"], ["1.0000", "0.0000"]]
        press(page, *["Tab"] * 2, "Enter")  # over a button to the fold
        press(page, "Tab", *["ArrowRight"] * 2, "Tab", *["ArrowRight"] * 2)
        weight = torch.tensor([1.0, 3.0])
        loss = F.cross_entropy(logits, one, weight, reduction="sum", label_smoothing=0.1)
        assert page.evaluate(CELLS)[0] == shown(loss, z)
        assert page.evaluate("() => document.querySelector('.play .dead') !== null")
