"""A prediction can be made: the answer isn't seen before the question is opened."""

import pytest

SEEN = """() => ["+ .language-pycon", "+ p + .language-pycon"]
  .flatMap(next => [...document.querySelectorAll(`details.question ${next}`)])
  .flatMap(session => [...session.querySelectorAll(".out > span")])
  .map(answer => answer.checkVisibility({ visibilityProperty: true }))"""
OPEN = """() => document.querySelectorAll("details.question").forEach(fold => fold.open = true)"""


@pytest.mark.parametrize("address", ["train/", "en/optimizers/"])
def test_answers_are_seen_once_the_question_is_opened(opened, address):
    with opened(address) as page:
        folded = page.evaluate(SEEN)
        assert len(folded) > 5
        assert not any(folded)
        page.evaluate(OPEN)
        assert all(page.evaluate(SEEN))


def test_answers_are_printed_on_paper(opened):
    with opened("train/") as page:
        page.emulate_media(media="print")
        assert all(page.evaluate(SEEN))
