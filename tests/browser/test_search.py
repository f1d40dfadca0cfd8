"""A reader's words find the page and the section, in the first three results."""

import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest

QUERIES = Path(__file__).with_name("queries.csv")


@pytest.fixture(scope="module")
def queries():
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def results(page, query):
    """The addresses of the first three pages found, each with the sections shown below it."""
    field, meta = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    field.fill("")
    page.keyboard.press("Shift")  # the theme listens to keys
    waiting = "meta => meta.textContent.trim() === window.placeholder"
    page.wait_for_function(f"() => ({waiting})({META})")
    field.fill(query)
    page.keyboard.press("Shift")
    page.wait_for_function(f"() => !({waiting})({META})")
    assert meta.text_content()
    return page.evaluate(
        """() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 3)
             .map(item => [...item.querySelectorAll("a")].map(a => a.href))"""
    )


META = 'document.querySelector(".md-search-result__meta")'


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_expected_page_is_among_the_first_three(opened, queries, language):
    missed = []
    base = "" if language == "ko" else "en/"
    with opened(base) as page:
        page.locator(".md-search__input").click()
        said = 'JSON.parse(document.querySelector("#__config").textContent).translations'
        page.evaluate(f"() => {{ window.placeholder = {said}['search.result.placeholder'] }}")
        for row in queries:
            if row["language"] != language:
                continue
            found = results(page, row["query"])
            below = [[address(link, base) for link in item] for item in found]
            if not any(row["expected"] in item for item in below):
                missed.append(f"{row['query']}: {row['expected']} not in {below}")
    assert not missed, "\n".join(missed)


def test_the_table_is_long_enough(queries):
    assert sum(row["language"] == "ko" for row in queries) >= 60
    assert len({(row["language"], row["query"]) for row in queries}) == len(queries)


def address(link, base):
    parts = urlsplit(link)
    path = parts.path.removeprefix("/xor_tutorial/").removeprefix(base)
    return f"{path}#{parts.fragment}" if parts.fragment else path
