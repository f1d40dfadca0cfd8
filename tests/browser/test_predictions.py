"""A prediction hides the answer until the reader has answered, then compares the two."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened

# What the eye sees of each question before it is answered, the question itself left out.
BEFORE = """() => [...document.querySelectorAll("section.prediction")].map(section => {
  const seen = [...section.children].filter(e => !e.matches(".question, form"));
  const outputs = [...section.querySelectorAll(":scope > .language-pycon .out > span")];
  return {
    id: section.id,
    answer: section.dataset.answer,
    choices: JSON.parse(section.dataset.choices ?? "null"),
    question: section.querySelector(":scope > .question").innerText,
    text: seen.map(e => [...e.querySelectorAll(".out:has(> span)")].reduce(
      (text, out) => text.replace(out.innerText, ""), e.innerText)).join("\\n"),
    visible: outputs.map(e => e.checkVisibility({ visibilityProperty: true })),
    open: section.querySelector(":scope > details").open,
    form: Boolean(section.querySelector(":scope > form")),
  };
})"""
OUTPUTS = """() => [...document.querySelectorAll("section[id^=predict-] .out > span")]
  .map(output => output.checkVisibility({ visibilityProperty: true }))"""


def gives_away(text: str, answer: str) -> bool:
    """Whether a text holds an answer as a word or number of its own."""
    return any(
        re.search(rf"(?<![\w.]){re.escape(one)}(?![\w.]*\w)", text)
        for one in answer.split(" | ")
        if len(one) > 1  # a digit stands in any code
    )


@pytest.fixture(scope="session")
def with_questions(site: Path, addresses: list[str]) -> list[str]:
    """The addresses of the pages that ask something."""
    return [a for a in addresses if 'class="prediction"' in (site / a / "index.html").read_text()]


def test_no_answer_is_visible_before_the_question_is_answered(
    opened: Opened, with_questions: list[str]
) -> None:
    assert len(with_questions) > 1
    found = []
    for address in with_questions:
        with opened(address) as page:
            for seen in page.evaluate(BEFORE):
                where = f"{address}#{seen['id']}"
                assert seen["form"], where
                assert not seen["open"], where
                assert not any(seen["visible"]), where
                given = seen["text"] if seen["choices"] else seen["text"] + seen["question"]
                if gives_away(given, seen["answer"]):
                    found.append(f"{where}: {seen['answer']!r} can be read before it is answered")
    assert not found, "\n".join(found)


def test_the_check_finds_a_visible_answer() -> None:
    assert gives_away("It is `nan`.", "nan")
    assert gives_away("about 0.25, or", "1/4 | 0.25")
    assert not gives_away("0.256 and 10.25", "0.25")


@pytest.mark.parametrize(
    ("given", "verdict"), [("nan", "Right."), (" NaN", "Right."), ("0.5", "The answer is nan.")]
)
def test_answering_shows_the_output_and_the_verdict(
    opened: Opened, given: str, verdict: str
) -> None:
    with opened("en/softmax/") as page:
        section = page.locator("#predict-large-scores")
        output = section.locator(".out > span").first
        expect(output).to_be_hidden()
        section.get_by_role("textbox").fill(given)
        section.get_by_role("textbox").press("Enter")
        said = section.locator(".said")
        expect(said).to_be_focused()
        expect(said).to_contain_text(f"You predicted: {given.strip()}.")
        expect(said).to_contain_text(verdict)
        expect(output).to_be_visible()
        expect(section.get_by_text("has no value")).to_be_visible()


def test_submitting_no_answer_changes_nothing(opened: Opened) -> None:
    with opened("en/softmax/") as page:
        section = page.locator("#predict-large-scores")
        section.get_by_role("button").click()
        expect(section.locator(".out > span").first).to_be_hidden()
        expect(section.locator("form")).to_be_visible()


def test_a_choice_is_stored_for_both_languages_and_the_home_page(opened: Opened) -> None:
    with opened("softmax/") as page:
        section = page.locator("#predict-rows-along-dim-0")
        section.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(section.locator(".said")).to_contain_text("맞았습니다.")
        page.reload()
        expect(section.locator(".said")).to_contain_text("내 예측: 서로 다르고, 합하면 4.")
        page.goto(page.url.replace("softmax/", "en/softmax/"))
        expect(section.locator(".said")).to_contain_text(
            "You predicted: 4 in all, unevenly shared."
        )
        page.goto(page.url.replace("softmax/", ""))
        expect(page.locator("#progress")).to_contain_text(re.compile("You have answered 1 of "))
        page.get_by_role("button", name="Forget my answers").click()
        expect(page.locator("#progress")).to_be_hidden()
        page.go_back()
        expect(section.locator("form")).to_be_visible()


def test_an_exercise_hides_its_solution_until_it_is_answered(opened: Opened) -> None:
    with opened("en/losses/") as page:
        section = page.locator("#solution-exercise-3")
        code = section.locator(".language-pycon")
        expect(code).to_be_hidden()
        section.get_by_role("textbox").fill("−0.91")
        section.get_by_role("button").click()
        expect(section.locator(".said")).to_contain_text("Your answer: −0.91. Right.")
        expect(code).to_be_visible()
        page.reload()
        expect(code).to_be_visible()


def test_the_answer_can_be_shown_without_answering(opened: Opened) -> None:
    with opened("en/softmax/") as page:
        section = page.locator("#predict-large-scores")
        section.get_by_text("Show the answer").click()
        expect(section.locator(".out > span").first).to_be_visible()
        expect(section.locator("form")).to_be_hidden()


def test_without_scripts_answers_are_folded(opened: Opened) -> None:
    with opened("en/softmax/", java_script_enabled=False) as page:
        section = page.locator("#predict-large-scores")
        expect(section.locator(".out > span").first).to_be_hidden()
        section.get_by_text("Show the answer").click()
        expect(section.locator(".out > span").first).to_be_visible()
        expect(section.get_by_text("has no value")).to_be_visible()


@pytest.mark.usefixtures("chromium")
def test_nothing_is_hidden_in_print(opened: Opened) -> None:
    with opened("en/softmax/") as page:
        section = page.locator("#predict-large-scores")
        page.emulate_media(media="print")
        assert all(page.evaluate(OUTPUTS))
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(section.get_by_text("has no value")).to_be_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(section.get_by_text("has no value")).to_be_hidden()
