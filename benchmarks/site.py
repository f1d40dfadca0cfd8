"""What the site costs to build and its examples to run: `python benchmarks/site.py [ROUNDS]`.

Machines differ and drift, so what is compared is measured in one run, and by the processors' time
of all processes, which other work stretches less than the clock's; the best of ROUNDS counts:

- a clean build of both languages, the notebook not run, against the same Markdown with the theme
  alone (no hook, no API reference, no figures, no formulas);
- the same build with each lesson four and ten times, and what each further copy costs: the same if
  the time is linear in the number of lessons;
- a rebuild as `make serve` makes it after an edit;
- all snippets and docstrings, against `import torch`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[1]
LANGUAGES = ("ko", "en")
PYTHON = [sys.executable, "-m"]
BUILD = [*PYTHON, "mkdocs", "build", "--quiet", "--no-strict"]
THEME_ALONE = """
site_name: theme alone
docs_dir: {docs}
theme: {{name: material, font: false}}
plugins: {{search: {{}}}}
markdown_extensions: [admonition, attr_list, md_in_html, tables, toc, pymdownx.details,
  pymdownx.highlight, pymdownx.superfences, pymdownx.blocks.caption,
  {{pymdownx.arithmatex: {{generic: true}}}},
  {{pymdownx.snippets: {{base_path: {root}/xor_tutorial/snippets}}}}]
exclude_docs: lab.py
"""


def seconds(action: Callable[[], object]) -> tuple[float, float]:
    """How long one call takes, and the processors' time of the processes that it starts."""
    begun, before = time.perf_counter(), os.times()
    action()
    after = os.times()
    spent = after.children_user + after.children_system
    return time.perf_counter() - begun, spent - before.children_user - before.children_system


def run(*commands: list[str]) -> None:
    """Run commands at the same time, and wait for all."""
    quiet = subprocess.DEVNULL
    running = [subprocess.Popen(command, stdout=quiet, stderr=quiet) for command in commands]
    assert [process.wait() for process in running] == [0] * len(running), commands


def ours(root: Path) -> None:
    """Both languages; the hook builds them at the same time."""
    run([*BUILD, "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(root / "site")])


def theme_alone(folder: Path) -> None:
    """Both languages, the same Markdown, nothing of ours."""
    commands = []
    for language in LANGUAGES:
        path = folder / f"{language}.yml"
        path.write_text(THEME_ALONE.format(docs=ROOT / "docs" / language, root=ROOT))
        commands.append([*BUILD, "--config-file", str(path), "--site-dir", f"{folder}/{language}"])
    run(*commands)


def copied(root: Path, times: int) -> Path:
    """A project with each lesson so many times."""
    kept = shutil.ignore_patterns(".*", "tests", "site", "__pycache__")
    shutil.copytree(ROOT, root, ignore=kept)
    (root / "tests").symlink_to(ROOT / "tests")
    for page in [path for name in LANGUAGES for path in (root / "docs" / name).glob("*.md")]:
        for number in range(2, times + 1):
            shutil.copy(page, page.with_stem(f"{page.stem}-{number}"))
    return root


def rebuild(folder: Path) -> None:
    """Both languages, as `mkdocs serve` makes them after an edit."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder / "served"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def main(rounds: int = 3) -> None:
    """Print what was measured."""
    os.chdir(ROOT)
    os.environ["EXECUTE_NOTEBOOK"] = "false"
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, four, ten = (copied(folder / str(times), times) for times in (1, 4, 10))
        mine = [seconds(lambda: ours(one)) for _ in range(rounds)]
        alone = [seconds(lambda: theme_alone(folder)) for _ in range(rounds)]
        for name, measured in (("clean build", mine), ("the theme alone", alone)):
            print(f"{name}: {min(measured)[0]:.1f} s, {min(s for _, s in measured):.1f} s in all")
        ratio = min(spent for _, spent in mine) / min(spent for _, spent in alone)
        print(f"ratio of the processors' time: {ratio:.1f}")
        with_one = min(spent for _, spent in mine)
        _, with_four = seconds(lambda: ours(four))
        _, with_ten = seconds(lambda: ours(ten))
        print(f"each lesson once {with_one:.1f} s, four times {with_four:.1f} s, ", end="")
        print(f"ten times {with_ten:.1f} s in all; for each further copy", end=" ")
        print(f"{(with_four - with_one) / 3:.1f} s, then {(with_ten - with_four) / 6:.1f} s")
        rebuilds = [seconds(lambda: rebuild(folder))[0] for _ in range(rounds + 1)][1:]
        print(f"rebuild after an edit: {min(rebuilds):.1f} s")
        import_torch, _ = seconds(lambda: run([sys.executable, "-c", "import torch"]))
        every, _ = seconds(lambda: run([*PYTHON, "xor_tutorial", "verify"]))
        print(f"import torch: {import_torch:.1f} s; every example: {every:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
