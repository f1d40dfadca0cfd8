"""Korean pages use the terms of docs/terminology.csv and no forbidden words."""

import csv
import re
from pathlib import Path

import pytest

from tests.site.pages import DOCS, ROOT, Page

with (DOCS / "terminology.csv").open(encoding="utf-8", newline="") as file:
    TERMS = list(csv.DictReader(file))
# A forbidden word counts at the beginning of a word: `하이퍼파라미터` is a term, `파라미터` isn't.
# `그래디언트라고도 합니다` may name what other books say.
FORBIDDEN = {
    word: term["korean"] for term in TERMS for word in term["forbidden"].split("|") if word
}
# Words that the pages were cleared of: some no newcomer knows, some call a thing easy.
PLAIN = {
    "ko": r"셈하|셈한|견주|견준|찍어 보|당연히|간단히",
    "en": r"\b(?:mend(?:s|ed)?|whoever|foretells?|anew|parted|h[eo]ld against|"
    r"obvious(?:ly)?|trivial(?:ly)?|of course|needless to say)\b",
}
KOREAN = [Page(path) for path in sorted((DOCS / "ko").rglob("*.md"))]


def misused(text: str) -> list[str]:
    """Forbidden words in a text, each with the word to use."""
    return [
        f"{word} (write {right})"
        for word, right in FORBIDDEN.items()
        if re.search(rf"(?<![가-힣]){re.escape(word)}(?!라고도)", text)
    ]


@pytest.mark.parametrize("page", KOREAN, ids=lambda page: page.name)
def test_a_page_uses_the_terms_of_the_table(page: Page) -> None:
    head = enumerate(page.text.split("\n")[: page.body_from], 1)  # the title and the description
    lines = [*head, *page.prose]
    said = [f"docs/{page.name}:{n}: {wrong}" for n, text in lines for wrong in misused(text)]
    assert not said, "\n".join(said)


@pytest.mark.parametrize(
    ("language", "path"),
    [(language, path) for language in PLAIN for path in sorted((DOCS / language).rglob("*.md"))],
    ids=lambda value: value if isinstance(value, str) else value.stem,
)
def test_no_page_has_a_word_that_it_was_cleared_of(language: str, path: Path) -> None:
    found = [
        f"docs/{language}/{path.name}:{number}: {word}"
        for number, line in Page(path).prose
        for word in re.findall(PLAIN[language], line)
    ]
    assert found == []


def test_a_word_that_pages_were_cleared_of_is_found() -> None:
    assert re.findall(PLAIN["en"], "Mended? It is obvious how to mend it.") == ["obvious", "mend"]
    assert re.findall(PLAIN["ko"], "합을 셈하고 서로 견주어 봅니다.") == ["셈하", "견주"]


def test_the_lab_uses_the_terms_of_the_table() -> None:
    assert not misused((DOCS / "ko" / "lab.py").read_text(encoding="utf-8"))


def test_figures_and_the_navigation_use_the_terms_of_the_table() -> None:
    files = [ROOT / "mkdocs.yml", *(ROOT / "docs/figures").rglob("*.toml")]
    files += [*(DOCS / "theme").rglob("*.html"), *(DOCS / "theme/assets/figures").rglob("*.js")]
    said = [f"{p.relative_to(ROOT)}: {w}" for p in files for w in misused(p.read_text("utf-8"))]
    assert not said, "\n".join(said)


def test_a_forbidden_word_is_found_and_its_right_form_is_not() -> None:
    assert misused("그래디언트를 구합니다") == ["그래디언트 (write 변화도)"]
    assert misused("파라미터와") == ["파라미터 (write 매개변수)"]
    assert misused("하이퍼파라미터와 변화도") == []
    assert misused("변화도(gradient; 그래디언트라고도 합니다)") == []


def test_every_term_is_unique_and_has_a_korean_name() -> None:
    names = [term["english"] for term in TERMS]
    assert len(set(names)) == len(names)
    assert all(term["korean"] for term in TERMS)
    assert not {word for term in TERMS for word in term["forbidden"].split("|")} & {
        term["korean"] for term in TERMS
    }
