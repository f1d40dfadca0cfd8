"""A language is added without changing code."""

import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from tests.site.conftest import SmallSite

ROOT_PAGE = """---
title: Softmax
description: A page with everything that the site adds to it.
---

# Softmax { #top }

Half is $0.5$.

![bars](figure:softmax-bars)

/// predict | What is 1 + 1?
    name: sum
    answer: 2

```pycon
--8<-- "softmax/one.pycon"
```
///
"""


@pytest.fixture
def third(small_site: SmallSite) -> Path:
    """The small site in a third language, made from English by the steps of CONTRIBUTING.md."""
    root = small_site.root
    for language in ("ko", "en"):
        small_site.write(f"docs/{language}/softmax.md", ROOT_PAGE)
    for path in (root / "docs/en").rglob("*.*"):
        small_site.write(f"docs/eo/{path.relative_to(root / 'docs/en')}", path.read_text("utf-8"))
    config = (root / "mkdocs.en.yml").read_text(encoding="utf-8")
    config = config.replace("docs_dir: docs/en", "docs_dir: docs/eo")
    small_site.write("mkdocs.eo.yml", config.replace("language: en", "language: eo", 1))
    rows = yaml.safe_load((root / "docs/languages.yml").read_text(encoding="utf-8"))
    words = {name: f"⟦{text}⟧" for name, text in rows["en"]["words"].items()}
    rows["eo"] = {**rows["en"], "name": "⟦English⟧", "words": words}
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
    small_site.write("docs/languages.yml", text)
    table = (root / "docs/figures/words/en.toml").read_text(encoding="utf-8")
    table = re.sub(r'^(.+ = )"(.*)"$', r'\1"⟦\2⟧"', table, flags=re.MULTILINE)
    small_site.write("docs/figures/words/eo.toml", table)
    small_site.build()
    return root / "built"


def test_a_third_language_is_built_without_touching_code(third: Path) -> None:
    page = BeautifulSoup((third / "eo/softmax/index.html").read_text("utf-8"), "html.parser")
    article = page.select_one("article")
    for selector in (".notebook", ".reading", ".verified", ".feedback", ".answer summary"):
        assert re.search("⟦.+⟧", article.select_one(selector).get_text()), selector
    assert article.select_one(".katex")
    assert "⟦" in article.select_one("svg.fig").get_text()
    notebook = (third / "eo/softmax/softmax.ipynb").read_text(encoding="utf-8")
    assert "⟦This notebook was made from the page" in notebook
    for folder in ("", "en/", "eo/"):
        html = (third / folder / "softmax/index.html").read_text(encoding="utf-8")
        links = BeautifulSoup(html, "html.parser").select(".md-select__link")
        assert [link["hreflang"] for link in links] == ["ko", "en", "eo"]
        sitemap = (third / folder / "sitemap.xml").read_text(encoding="utf-8")
        assert sitemap.count('hreflang="eo"') == sitemap.count("<loc>")
    missing = (third / "404.html").read_text(encoding="utf-8")
    assert missing.count("<h1 lang=") == 3
