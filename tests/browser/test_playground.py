"""The playground and the home page's figure work by keyboard and show torch's numbers."""

import re
from typing import Any

import pytest
import torch
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from xor_tutorial import train

ACTIVE = "selector => document.activeElement.matches(selector)"
FIGURE = "xor-playground"


def losses(steps: int, **settings: Any) -> torch.Tensor:
    return train(steps=steps, device="cpu", progress=False, **settings).losses


def tab_to(page: Page, inside: str) -> None:
    """Press Tab until the focus is on what matches, within the figure."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE, f"{FIGURE} {inside}"):
            return
    pytest.fail(f"Tab never came to {inside}")


def shown(page: Page) -> float:
    """The loss that is shown."""
    page.wait_for_timeout(100)
    return float(page.locator(f"{FIGURE} .loss-value").inner_text())


def test_the_playground_shows_torchs_run_and_works_by_keyboard(opened: Opened) -> None:
    default = losses(1234)
    with opened("train/#playground") as page:
        page.get_by_text("torch의 수와 같습니다").wait_for()  # the recording has come
        assert shown(page) == pytest.approx(default[0].item(), abs=2e-6)

        tab_to(page, "button:nth-of-type(2)")  # one step
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        assert shown(page) == pytest.approx(default[2].item(), abs=2e-6)

        tab_to(page, ".field input")  # any step
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("1234")
        page.keyboard.press("Enter")
        assert shown(page) == pytest.approx(default[1234].item(), abs=2e-6)
        page.locator(f"{FIGURE} [role=status]").get_by_text("1,234스텝, 손실").wait_for()

        tab_to(page, ".scrubber")
        page.keyboard.press("ArrowLeft")
        assert shown(page) == pytest.approx(default[1233].item(), abs=2e-6)
        assert page.evaluate("() => location.hash") == "#step=1233"


def test_other_settings_are_computed_in_the_browser_and_are_in_the_address(opened: Opened) -> None:
    with opened("en/train/#seed=1&momentum=0.9&step=300") as page:
        page.get_by_text("Your browser computes this run").wait_for()
        expected = losses(300, seed=1, momentum=0.9)
        assert shown(page) == pytest.approx(expected[300].item(), abs=2e-5)

        tab_to(page, "select")  # speed, then settings: the activation's is the third
        tab_to(page, "select")
        tab_to(page, "select")
        page.keyboard.press("ArrowDown")
        page.wait_for_function("() => location.hash.includes('activation=tanh')")
        expected = losses(0, seed=1, momentum=0.9, activation="tanh")
        assert shown(page) == pytest.approx(expected[0].item(), abs=2e-6)

        tab_to(page, "summary")
        page.keyboard.press("Enter")
        assert page.locator(f"{FIGURE} .weights em").count() == 28
        tab_to(page, "details:nth-of-type(2) summary")
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        program = page.locator(f"{FIGURE} .program").inner_text()
        assert "torch.manual_seed(1)" in program
        assert "nn.Tanh()" in program


def test_the_copied_program_is_the_one_shown_and_has_the_same_loss(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "en/train/#seed=3&activation=gelu&lr=0.1&initialization=orthogonal&step=200"
    with opened(address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator(f"{FIGURE} .play").wait_for()
        page.locator(f"{FIGURE} details:nth-of-type(2) summary").click()
        code = page.locator(f"{FIGURE} .program")
        code.get_by_text("torch.manual_seed(3)").wait_for()
        page.locator(f"{FIGURE} details:nth-of-type(2) button").click()
        page.locator(f"{FIGURE} .copied").get_by_text("Copied.").wait_for()
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied.strip() == code.inner_text().strip()  # to the letter, as it is seen
        loss = shown(page)
    exec(copied, {})
    printed = capsys.readouterr().out.splitlines()[-1]
    assert printed.split()[:3] == ["step", "200", "loss"]
    assert float(printed.split()[3]) == pytest.approx(loss, abs=5e-6)


def test_the_program_is_copied_without_the_clipboard_api(opened: Opened) -> None:
    with opened("en/train/#playground") as page:
        page.evaluate("""() => {
          Object.defineProperty(navigator, "clipboard", {value: undefined});
          document.addEventListener("copy", () => { window.copied = String(getSelection()); });
        }""")
        page.locator(f"{FIGURE} details:nth-of-type(2) summary").click()
        code = page.locator(f"{FIGURE} .program")
        code.get_by_text("torch.manual_seed(70)").wait_for()
        page.locator(f"{FIGURE} details:nth-of-type(2) button").click()
        page.locator(f"{FIGURE} .copied").get_by_text("Copied.").wait_for()
        assert page.evaluate("() => window.copied").strip() == code.inner_text().strip()


def test_a_playground_that_has_left_the_page_no_longer_follows_the_address(opened: Opened) -> None:
    """And follows it again once it is back."""
    seeds = """async () => {
      const figure = document.querySelector("xor-playground"), place = figure.parentElement;
      const at = async (hash) => {
        location.hash = hash;
        await new Promise((done) => setTimeout(done, 100));
        return figure.settings.seed;
      };
      figure.remove();
      const away = await at("#seed=5&step=0");
      place.append(figure);
      return [away, await at("#seed=6&step=0")];
    }"""
    with opened("en/train/#playground") as page:
        page.locator(f"{FIGURE} .play").wait_for()
        assert page.evaluate(seeds) == [70, 6]


def test_play_pause_and_rewind_work_and_rewinding_restores_the_first_weights(
    opened: Opened,
) -> None:
    with opened("en/train/#playground") as page:
        page.get_by_text("these are torch's numbers").wait_for()
        first = shown(page)
        tab_to(page, "button")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('.field input').value > 50")
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        step = page.locator(f"{FIGURE} .field input").first.input_value()
        page.wait_for_timeout(300)
        assert page.locator(f"{FIGURE} .field input").first.input_value() == step
        tab_to(page, "button:nth-of-type(3)")
        page.keyboard.press("Enter")
        assert shown(page) == first


def test_the_home_figure_plays_by_itself_except_with_reduced_motion(
    opened: Opened,
) -> None:
    with opened("en/") as page:
        page.wait_for_function(
            "() => /step [1-9]/.test(document.querySelector('xor-first-glance').innerText)"
        )
    with opened("en/", reduced_motion="reduce") as page:
        page.get_by_text("step 3,000").wait_for()
        page.get_by_text("recorded from torch").wait_for()
        state = page.locator("xor-first-glance .state").inner_text()
        loss = float(re.search(r"loss (\S+)", state)[1])
        assert loss == pytest.approx(losses(3000)[-1].item(), abs=6e-5)
        assert "4 of 4" in state
