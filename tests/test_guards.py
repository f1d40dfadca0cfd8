"""Guards that are seen to bite: the tree is copied, broken in one way, and the break is refused."""

import multiprocessing
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[1]
KO, EN = "docs/ko/softmax.md", "docs/en/softmax.md"
SNIPPETS = "xor_tutorial/snippets"
INERT, TWINS = "tests/site/test_inert.py", "tests/site/test_twins.py"
SHOWN = "tests/site/test_built.py::test_every_snippet_is_shown_on_a_page"
WORKFLOWS = "tests/github/test_workflows.py"
PUBLISH = ".github/workflows/publish.yml"

# What is broken: file, what stands there, what is put instead (None: the file goes),
# the check that must refuse it, and what it must say.
BREAKS = {
    "a digit in an output": (
        f"{SNIPPETS}/softmax/scores.pycon",
        "0.9790",
        "0.9780",
        f"{SNIPPETS}/softmax",
        "0.9790 for 0.9780: 10 units",
    ),
    "a flipped prediction": (
        f"{SNIPPETS}/index/first-glance.pycon",
        "[0, 1, 1, 0]",
        "[1, 0, 0, 1]",
        f"{SNIPPETS}/index",
        "tensor([0, 1, 1, 0])",
    ),
    "a digit in a docstring": (
        "xor_tutorial/softmax.py",
        "[-6.0209,",
        "[-6.0219,",
        "xor_tutorial/softmax.py",
        "-6.0209 for -6.0219",
    ),
    "another error message": (
        f"{SNIPPETS}/losses/class-too-large.pycon",
        "from 0 to 1",
        "from 0 to 2",
        f"{SNIPPETS}/losses",
        "from 0 to 1",
    ),
    "a snippet that raises": (
        f"{SNIPPETS}/softmax/shift.pycon",
        "z + 5",
        "z + missing",
        f"{SNIPPETS}/softmax",
        "raises NameError",
    ),
    "a dropped snippet": (f"{SNIPPETS}/softmax/shift.pycon", "", None, INERT, "shift.pycon"),
    "a snippet that no page shows": (
        f"{SNIPPETS}/softmax/alone.pycon",
        "",
        ">>> 1\n1\n",
        SHOWN,
        "alone.pycon",
    ),
    "a fence swallowed as output": (
        f"{SNIPPETS}/softmax/shift.pycon",
        ">>> import torch\n",
        "```pycon\n>>> import torch\n",
        f"{SNIPPETS}/softmax",
        "a Markdown fence",
    ),
    "output that would not be compared": (
        f"{SNIPPETS}/softmax/shift.pycon",
        "tensor([0.1192",
        "\ntensor([0.1192",
        f"{SNIPPETS}/softmax",
        "would not be checked",
    ),
    "code typed into a page": (
        KO,
        '--8<-- "softmax/shift.pycon"',
        ">>> 1 + 1\n3",
        INERT,
        "was typed into the page",
    ),
    "a block of another language": (KO, "```sh", "```text", INERT, "a block of 'text'"),
    "code by indentation": (
        EN,
        "## Which dim",
        "    x = 1\n\n## Which dim",
        INERT,
        "indented code",
    ),
    "a number in prose": (EN, "`0.000` isn't 0.", "0.979 is 0.978.", INERT, "0.978 was printed"),
    "a page in one language": ("docs/en/losses.md", "", None, TWINS, "en/losses.md"),
    "a heading's id in one language": (EN, "{ #jacobian }", "{ #jacob }", TWINS, "heading ids"),
    "a heading's level in one language": (KO, "## 온도", "### 온도", TWINS, "levels of headings"),
    "a formula in one language": (EN, r"m = \max_j z_j", r"m = \min_j z_j", TWINS, "formulas"),
    "a snippet in one language": (
        EN,
        "softmax/shift.pycon",
        "softmax/sigmoid.pycon",
        TWINS,
        "snippets",
    ),
    "a figure in one language": (EN, "figure:softmax-bars", "figure:network", TWINS, "figures"),
    "a link in one language": (EN, "(losses.md)", "(train.md)", TWINS, "link targets"),
    "an exercise's hint in one language": (
        EN,
        '??? tip "Hint"',
        '??? note "Hint"',
        TWINS,
        "admonitions",
    ),
    "a table in one language": (
        "docs/en/losses.md",
        "| logits | (N, C) | float32 |\n",
        "",
        TWINS,
        "rows of tables",
    ),
    "Korean left in English": (EN, "The order stays.", "순서는 같다.", TWINS, "순서는"),
    "other code in one lab": ("docs/en/lab.py", "lr=0.7", "lr=0.8", TWINS, "lr=0.8"),
    "a page that its twin did not follow": (
        EN,
        "The order stays.",
        "The order never changes.",
        "tests/site/test_reviewed.py",
        "changed since docs/ko/softmax.md was held against it",
    ),
    "a word that the table of terms forbids": (
        KO,
        "온도가 낮으면",
        "파라미터가 낮으면",
        "tests/site/test_terms.py",
        "파라미터 (write 매개변수)",
    ),
    "another recording": (
        "xor_tutorial/recordings/__init__.py",
        "numbers[:split]",
        "numbers[:split] * 1.01",
        "tests/test_recordings.py",
        "not close",
    ),
    "a gate that lets a skipped GPU run pass": (
        ".github/gate.py",
        'if due and environment["GPU"] != "success":',
        "if False:",
        "tests/github/test_gate.py",
        "skipped",
    ),
    "a report of another commit": (
        "xor_tutorial/verify/report.py",
        'if report["package"] != package_digest(package):',
        "if False:",
        "tests/verify/test_report.py",
        "DID NOT RAISE",
    ),
    "a step with a misspelt key": (
        PUBLISH,
        "timeout-minutes: 5",
        "timeout: 5",
        WORKFLOWS,
        "timeout",
    ),
    "an action that is not pinned": (
        PUBLISH,
        "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128",
        "actions/deploy-pages@v5",
        WORKFLOWS,
        "deploy-pages@v5",
    ),
    "a job that may write": (PUBLISH, "pages: read", "pages: write", WORKFLOWS, "site"),
    "a site published without the gate": (
        PUBLISH,
        "needs: [gate, gpu]",
        "needs: [gpu]",
        WORKFLOWS,
        "gate",
    ),
}


# A process that has imported what takes long, and is forked for each break.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["torch", "torch._dynamo", "pytest", "hypothesis", "yaml", "bs4"])


@pytest.mark.parametrize(("file", "old", "new", "check", "said"), BREAKS.values(), ids=BREAKS)
def test_a_broken_tree_is_refused(tmp_path, monkeypatch, file, old, new, check, said):
    tree, said_in = tmp_path / "tree", tmp_path / "said.xml"
    for name in ("docs", "xor_tutorial", "tests", ".github"):
        ignored = shutil.ignore_patterns("__pycache__", "vendor", "theme", "node_modules")
        shutil.copytree(ROOT / name, tree / name, ignore=ignored)
    (tree / "tests/node/node_modules").symlink_to(ROOT / "tests/node/node_modules")
    shutil.copy(ROOT / "pyproject.toml", tree)
    path = tree / file
    if new is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text, f"{file} has no {old!r} to be broken"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    options = ["-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:terminal"]
    monkeypatch.chdir(tree)
    monkeypatch.syspath_prepend(tree)
    run = FRESH.Process(target=pytest.main, args=([*options, f"--junitxml={said_in}", check],))
    run.start()
    run.join()
    report = ElementTree.parse(said_in).getroot()
    refused = report.findall(".//failure") + report.findall(".//error")
    assert refused, "not refused"
    assert said in re.sub(r"\s+", " ", " ".join(f"{r.get('message')} {r.text}" for r in refused))
