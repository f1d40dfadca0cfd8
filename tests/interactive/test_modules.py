"""Checks of every interactive figure: size, texts, no requests to other hosts."""

import gzip
import re
from pathlib import Path

import pytest

from builder import finish
from builder.site import Site
from figures import words
from tests.interactive.conftest import Node

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = DOCS / "theme/assets/figures"
MODULES = sorted(FIGURES.glob("*.js"))
IMPORT = re.compile(r'from "(\.[^"]+)"|import\("(\.[^"]+)"\)')
BUDGET = 7 * 1024
LARGER = {"playground": 14 * 1024, "first-glance": 9 * 1024}  # the same, large and small
each_figure = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)


def needed(module: Path, seen: dict[Path, str] | None = None) -> dict[Path, str]:
    """A module and all that it imports."""
    seen = {} if seen is None else seen
    seen[module] = module.read_text(encoding="utf-8")
    for found in IMPORT.findall(seen[module]):
        path = (module.parent / (found[0] or found[1])).resolve()
        if path not in seen:
            needed(path, seen)
    return seen


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts as the site has them."""
    folder = tmp_path_factory.mktemp("site")
    finish.minify(Site(DOCS.parent, "en", ""), folder)
    return folder


@each_figure
def test_a_minified_figure_is_within_its_budget_of_bytes(module: Path, site: Path) -> None:
    scripts = [site / path.relative_to(DOCS / "theme") for path in needed(module)]
    weight = sum(len(gzip.compress(script.read_bytes(), 6)) for script in scripts)
    assert weight <= LARGER.get(module.stem, BUDGET), f"{module.name}: {weight} bytes gzipped"


@each_figure
def test_a_figure_uses_exactly_the_texts_that_are_translated(module: Path) -> None:
    """Of a key that is put together, such as "stage 3", the script has the beginning."""
    table = words("en")[f"play.{module.stem}"]
    asked = set(re.findall(r"\bwords\.(\w+)", module.read_text(encoding="utf-8")))
    assert asked <= set(table), asked - set(table)
    scripts = "".join(needed(module).values())
    for key in table:
        assert re.search(rf"\b{key.split()[0]}\b", scripts), f"nothing asks for {key}"


@each_figure
def test_a_figure_requests_no_other_host(module: Path) -> None:
    for path, text in needed(module).items():
        hosts = [u for u in re.findall(r"https?://[^\s\"'`)]+", text) if "www.w3.org" not in u]
        assert not hosts, f"{path.name} names {hosts}"


def test_a_number_that_rounds_to_0_has_no_sign(node: Node) -> None:
    body = "return [-0.00001, -0, -0.5, 0.00006].map((x) => figure.number(x))"
    assert node("lib/figure.js", body) == ["0.0000", "0.0000", "−0.5000", "0.0001"]
