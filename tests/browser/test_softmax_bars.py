"""The softmax explorer works by keyboard and shows torch's numbers."""

from collections.abc import Iterator

import pytest
import torch
from playwright.sync_api import Page

from tests.browser.conftest import Opened

CELLS = """() => [...document.querySelectorAll("xor-softmax-bars tbody tr")].map(
  row => [...row.cells].map(cell => cell.textContent.replaceAll("−", "-")))"""


@pytest.fixture
def figure(opened: Opened, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page with the first slider of the figure focused; keys do the rest."""
    with opened(request.param) as page:
        page.locator("xor-softmax-bars input").first.focus()
        yield page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def column(page: Page, index: int) -> list[str]:
    return [row[index] for row in page.evaluate(CELLS)[:-1]]


def fixed(tensor: torch.Tensor) -> list[str]:
    return [f"{x:.4f}" for x in tensor.tolist()]


@pytest.mark.parametrize("figure", ["en/softmax/"], indirect=True)
def test_overflow_is_shown_where_torch_overflows(figure: Page) -> None:
    """[1000, 1001]: inf and nan by the definition; not with the largest subtracted."""
    z = torch.tensor([1000.0, 1001.0])
    press(figure, *["Tab"] * 4, "Enter", *["Tab"] * 3, "Enter")  # opens the fold, presses a button
    press(figure, *["Tab"] * 3, "Space")
    assert column(figure, 2) == fixed(z.exp()) == ["inf", "inf"]
    assert column(figure, 3) == fixed(z.exp() / z.exp().sum()) == ["nan", "nan"]
    assert column(figure, 5) == fixed(torch.log_softmax(z, dim=0))
    figure.get_by_role("status").filter(has_text="inf / inf is nan").wait_for(state="attached")
    press(figure, "Space")
    assert column(figure, 3) == fixed(torch.softmax(z, dim=0))
    figure.get_by_role("button", name="[0, 200]").press("Enter")
    z = torch.tensor([0.0, 200.0])
    assert column(figure, 4)[0] == "-inf"
    assert column(figure, 5)[0] == fixed(torch.log_softmax(z, dim=0))[0]


@pytest.mark.parametrize("figure", ["softmax/"], indirect=True)
def test_the_sliders_show_torchs_probabilities(figure: Page) -> None:
    """z₀ from 3 to 4 and T from 1 to 4, by arrow keys."""
    press(figure, *["ArrowRight"] * 10)
    press(figure, *["Tab"] * 4, "Enter", *["Tab"] * 5, *["ArrowRight"] * 2)  # opens the fold
    z = torch.tensor([4.0, 1.0, 5.0, 9.0]) / 4
    p = torch.softmax(z, dim=0)
    assert column(figure, 1) == [f"{x:.2f}" for x in z.tolist()]
    assert column(figure, 3) == fixed(p)
