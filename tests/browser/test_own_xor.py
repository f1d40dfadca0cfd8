"""XOR on the own autograd by keyboard: each node and each step has the package's numbers."""

import itertools
import random

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from xor_tutorial import Scalar

ACTIVE = "selector => document.activeElement.matches(selector)"


def tab_to(page: Page, inside: str) -> None:
    """Press Tab until the focus is on what matches, within the figure."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE, f"xor-own-xor {inside}"):
            return
    pytest.fail(f"Tab never came to {inside}")


def focus_on(page: Page, name: str) -> None:
    """The button of a name, as a reader's Tab comes to it."""
    tab_to(page, "button")
    while page.evaluate("document.activeElement.textContent") != name:
        page.keyboard.press("Tab")
        assert page.evaluate(ACTIVE, "xor-own-xor *"), f"Tab never came to {name}"


def shown(number: float, digits: int = 4) -> str:
    return f"{number:.{digits}f}".replace("-", "−")


def own_autograd(steps: int) -> tuple[float, list[float], Scalar]:
    """The snippet's loss before its last step, and then its answers, its w₃ and what w₃ gets."""
    uniform = random.Random(0).uniform
    hidden = [[Scalar(uniform(-1, 1)) for _ in range(3)] for _ in range(4)]
    output = [Scalar(uniform(-1, 1)) for _ in range(5)]
    for step in range(steps + 1):
        answers: list[Scalar] = []
        errors: list[Scalar] = []
        for x1, x2, y in ((0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 0)):
            h = [(w1 * x1 + w2 * x2 + b).tanh() for w1, w2, b in hidden]
            answers.append(sum((w * v for w, v in zip(output, h, strict=False)), output[4]))
            errors.append((answers[-1] - y) ** 2)
        loss = sum(errors) / 4
        loss.backward()
        if step < steps:
            for parameter in [*itertools.chain(*hidden), *output]:
                parameter.value -= 0.2 * parameter.grad
    return loss.value, [answer.value for answer in answers], output[0]


def test_one_training_step_goes_node_by_node_to_the_packages_update(opened: Opened) -> None:
    with opened("en/autograd/#own-xor") as page:
        sentence = page.locator("xor-own-xor .sentence")
        drawing = page.locator("xor-own-xor .play .fig").first
        focus_on(page, "Next")
        assert drawing.locator(".gradient-text").count() == 0
        said, gradients = [sentence.inner_text()], [0]
        for _ in range(18):
            page.keyboard.press("Enter")
            said.append(sentence.inner_text())
            gradients.append(drawing.locator(".gradient-text").count())
        # A gradient at a time, but where an operation hands it to several; w₁ and w₂ are the last.
        # After the update each of the four weights has its new value in place of the gradient.
        assert gradients == [0] * 9 + [1, 2, 3, 4, 6, 7, 10, 12, 12, 8]
        loss, answers, w3 = own_autograd(0)
        assert said[0] == "Given are the row and the weights: x = (0, 1), y = 1"
        assert said[6].endswith(f" = {shown(answers[2])}")
        assert said[8].endswith(f" = {shown(loss)}")
        slope = 0.5 * (answers[2] - 1)
        assert said[11].endswith(f"0.25 × 2 × ({shown(answers[2])} − 1) = {shown(slope)}")
        assert said[17].endswith(f" = {shown(w3.grad)}")
        assert said[18].endswith(f" = {shown(w3.value - 0.2 * w3.grad)}")
        texts = drawing.locator("text").all_text_contents()
        at = texts.index("w₃") + 1
        updated = shown(w3.value - 0.2 * w3.grad, 3)
        assert texts[at : at + 2] == [shown(w3.value, 3), f"→ {updated}"]
        page.wait_for_function("() => document.querySelector('xor-own-xor .voice').textContent")
        assert page.locator("xor-own-xor .voice").inner_text() == said[18]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_playing_ends_where_the_snippet_does_and_reset_goes_back(
    opened: Opened, motion: str
) -> None:
    with opened("autograd/#own-xor", width=390, reduced_motion=motion) as page:
        plane = page.locator("xor-own-xor .panels .fig").first
        state = page.locator("xor-own-xor .state")
        focus_on(page, "재생")
        page.clock.install()
        page.keyboard.press("Enter")
        page.clock.run_for(10_000)
        assert state.inner_text().startswith("200스텝")
        loss, answers, _ = own_autograd(200)
        assert shown(loss) in state.inner_text()
        texts = plane.locator("text").all_text_contents()
        assert [text for text in texts if "." in text] == [shown(a, 2) for a in answers]
        assert page.evaluate("document.activeElement.textContent") == "재생"  # it has stopped
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # Reset
        assert shown(own_autograd(0)[0]) in state.inner_text()


def test_steps_by_the_slider_are_the_packages_and_another_unit_has_its_own_weights(
    opened: Opened,
) -> None:
    with opened("en/autograd/#own-xor") as page:
        tab_to(page, "input[type=range]")
        for _ in range(7):
            page.keyboard.press("ArrowRight")
        assert shown(own_autograd(7)[0]) in page.locator("xor-own-xor .state").inner_text()
        numbers = page.locator("xor-own-xor .play .fig").first.locator("text")
        before = numbers.all_text_contents()
        page.locator("xor-own-xor select").last.focus()
        page.keyboard.press("ArrowDown")  # unit 2
        after = numbers.all_text_contents()
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 4


@pytest.mark.usefixtures("chromium")  # Firefox does not show the page as printed
def test_the_static_drawing_with_all_outputs_is_printed(opened: Opened) -> None:
    with opened("en/autograd/#own-xor", media="print") as page:
        assert page.locator("xor-own-xor > .fig").is_visible()
        assert not page.locator("xor-own-xor > .play").is_visible()
