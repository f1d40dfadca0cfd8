"""Every imported package is declared, and every declared package is pinned."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def normal(name: str) -> str:
    """A distribution's name as registries compare it."""
    found = re.match(r"[\w.-]+", name)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def imported(*folders: str) -> set[str]:
    """The distributions whose modules are imported below some folders."""
    found: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found.add(node.module.partition(".")[0])
    providers = packages_distributions()
    own = ("docs", ".github", "xor_tutorial/snippets")
    ours = {path.stem for folder in own for path in (ROOT / folder).rglob("*.py")}
    ours |= {"builder", "figures", "tests", "benchmarks"}
    return {
        normal(provider)
        for module in found - sys.stdlib_module_names - ours
        for provider in providers.get(module, [module])
    }


@pytest.mark.parametrize(
    ("folders", "declared"),
    [
        (["xor_tutorial"], [*PROJECT["dependencies"], "xor_tutorial", "pytest"]),
        (["docs"], [*PROJECT["dependencies"], "xor_tutorial", *EXTRAS["docs"]]),
        (["tests"], [*PROJECT["dependencies"], "xor_tutorial", *EXTRAS["docs"], *EXTRAS["test"]]),
    ],
    ids=lambda value: value[0] if len(value) == 1 else "",
)
def test_every_imported_package_is_declared(folders: list[str], declared: list[str]) -> None:
    assert imported(*folders) <= {normal(name) for name in declared}


def test_every_declared_package_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {normal(line): line for line in lines if re.match(r"[\w.-]+==", line)}
    for name in [*PROJECT["dependencies"], *EXTRAS["docs"], *EXTRAS["test"]]:
        assert normal(name) in pinned


@pytest.mark.parametrize("name", ["README.md", "Makefile", "pyproject.toml"])
def test_the_minimum_python_is_the_same_in_all_files(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"\b3\.11\.\d+", text)) == {"3.11.5"}
