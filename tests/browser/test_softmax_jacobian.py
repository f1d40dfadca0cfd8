"""The Jacobian whose scores are moved by keyboard is torch's."""

import torch

from tests.browser.conftest import Opened


def test_a_moved_score_gives_torchs_jacobian_with_its_signs(opened: Opened) -> None:
    with opened("en/jacobians/#jacobian") as page:
        page.locator("xor-softmax-jacobian input").first.focus()
        for _ in range(15):
            page.keyboard.press("ArrowRight")  # z₀ from 3 to 4.5
        z = torch.tensor([4.5, 1.0, 5.0])
        jacobian = torch.func.jacrev(lambda z: torch.softmax(z, dim=0))(z).flatten().tolist()
        figure = page.locator("xor-softmax-jacobian .play .fig")
        shown = figure.locator(".gradient-text").all_text_contents()
        assert shown == [f"{slope:.4f}".replace("-", "−") for slope in jacobian]
        filled = [box.get_attribute("class") == "bar" for box in figure.locator("rect").all()]
        assert filled == [slope > 0 for slope in jacobian]
