"""What the site costs to build and its examples to run: `python benchmarks/site.py [ROUNDS]`.

Prints ratios measured in one run, since machines differ and drift:

- a clean build of both languages, the notebook not run, against the same Markdown with the theme
  alone (no hooks, no API reference, no figures, no formulas);
- a rebuild as `make serve` makes it after an edit, in seconds;
- all snippets and docstrings against `import torch` and the trainings in them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[1]
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


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def ours(folder: str, command: str) -> None:
    """Both languages, as `mkdocs build` makes them, or `mkdocs serve` after an edit."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=f"{folder}/ours")
    config.plugins.on_startup(command=command, dirty=False)
    build(config)
    config.plugins.on_shutdown()


def theme_alone(folder: str) -> None:
    """Both languages, the same Markdown, nothing of ours."""
    for language in ("ko", "en"):
        path = Path(folder) / f"{language}.yml"
        path.write_text(THEME_ALONE.format(docs=ROOT / "docs" / language, root=ROOT))
        build(load_config(str(path), site_dir=f"{folder}/alone-{language}"))


def main(rounds: int = 3) -> None:
    """Print the ratios."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EXECUTE_NOTEBOOK"] = "false"
        pairs = [
            (seconds(lambda: ours(folder, "build")), seconds(lambda: theme_alone(folder)))
            for _ in range(rounds)
        ]
        mine, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"clean build of both languages: {mine:.1f} s; the theme alone: {alone:.1f} s")
        print(f"ratio: {ratio:.1f}")
        rebuilds = [seconds(lambda: ours(folder, "serve")) for _ in range(rounds + 1)][1:]
        print(f"rebuild after an edit: {statistics.median(rebuilds):.1f} s")
        python = [sys.executable, "-c", "import torch"]
        imports = [seconds(lambda: subprocess.run(python, check=True)) for _ in range(rounds)]
        report = str(Path(folder) / "report.json")
        verify = [sys.executable, "-m", "xor_tutorial", "verify", "--report", report]
        every = seconds(lambda: subprocess.run(verify, check=True, capture_output=True))
        print(f"import torch: {statistics.median(imports):.1f} s; every example: {every:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
