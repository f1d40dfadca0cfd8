"""Guards that are seen to bite: the tree is copied, broken in one way, and the break is refused."""

import logging
import multiprocessing
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import mkdocs.commands.build
import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError
from reports import write_report

ROOT = Path(__file__).parents[1]
KO, EN = "docs/ko/softmax.md", "docs/en/softmax.md"
SNIPPETS = "xor_tutorial/snippets"
TWINS, INERT = "tests/site/test_twins.py", "tests/site/test_inert.py"
FENCES = f"{INERT}::test_every_fenced_block_is_an_include_or_a_command"
NUMBERS = f"{INERT}::test_every_number_in_a_sentence_was_printed_on_its_page"
SHOWN = "tests/site/test_built.py::test_every_snippet_is_shown_on_a_page"
WORKFLOWS = "tests/github/test_workflows.py"
PUBLISH = ".github/workflows/publish.yml"
BUILD = "a strict build"

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
        f"{SNIPPETS}/first-network/answers.pycon",
        "\ntensor([0, 1, 1, 0])",
        "\ntensor([1, 0, 0, 1])",
        f"{SNIPPETS}/first-network",
        "tensor([0, 1, 1, 0])",
    ),
    "a digit in a docstring": (
        "xor_tutorial/probabilities.py",
        "[-6.0209,",
        "[-6.0219,",
        "xor_tutorial/probabilities.py",
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
    "a dropped snippet": (
        f"{SNIPPETS}/softmax/shift.pycon",
        "",
        None,
        BUILD,
        "softmax/shift.pycon' is missing",
    ),
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
        FENCES,
        "was typed into the page",
    ),
    "a block of another language": (KO, "```sh", "```text", FENCES, "a block of 'text'"),
    "a block between tildes": (
        EN,
        "## Which dim",
        "~~~\n>>> 1\n~~~\n\n## Which dim",
        f"{INERT}::test_no_block_is_hidden_from_these_tests",
        "docs/en/softmax.md:",
    ),
    "code by indentation": (
        EN,
        "## Which dim",
        "    x = 1\n\n## Which dim",
        f"{INERT}::test_no_code_is_indented_into_a_page",
        "indented code",
    ),
    "a number in prose": (
        EN,
        "`0.000` isn't 0.",
        "0.979 is 0.978.",
        f"{NUMBERS}[en/softmax.md]",
        "0.978 was printed nowhere",
    ),
    "a number in a caption": (
        EN,
        "The same eight scores",
        "The same 8.25 scores",
        f"{NUMBERS}[en/softmax.md]",
        "8.25 was printed nowhere",
    ),
    "a number in a table": (
        "docs/ko/losses.md",
        "| (N, C) | float32 |",
        "| (N, C) | 0.6932 |",
        f"{NUMBERS}[ko/losses.md]",
        "0.6932 was printed nowhere",
    ),
    "a number with a Korean particle": (
        "docs/ko/losses.md",
        "0.331044를",
        "0.331045를",
        f"{NUMBERS}[ko/losses.md]",
        "0.331045 was printed nowhere",
    ),
    "another number in one language": (
        "docs/ko/losses.md",
        "1.266465입니다",
        "0.331044입니다",
        TWINS,
        "numbers: ",
    ),
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
    "a broken link": (
        KO,
        "(losses.md)",
        "(lost.md)",
        BUILD,
        "'lost.md', but the target is not found",
    ),
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
    "a GPU lane that believes without a tensor there": (
        "xor_tutorial/verify/run.py",
        "if lane.is_gpu and usage.made_tensors and not usage.used_device and not skipped:",
        "if False:",
        "tests/verify/test_lane.py::test_a_snippet_that_makes_tensors_must_make_one_on_the_gpu",
        "a tensor on the CPU alone",
    ),
    "a setting left behind": (
        "xor_tutorial/verify/run.py",
        "    (torch.get_default_dtype, torch.set_default_dtype),\n",
        "",
        "tests/verify/test_run.py::test_a_snippet_leaves_nothing_behind_though_it_fails",
        "test_a_snippet_leaves_nothing_behind",
    ),
    "a skipped GPU job": (
        PUBLISH,
        " && needs.gpu.result == 'success'",
        " && needs.gpu.result != 'failure'",
        f"{WORKFLOWS}::test_what_is_deployed_has_passed_the_gate_and_a_gpu",
        "needs.gpu.result == 'success'",
    ),
    "a gate that doesn't ask for the GPU job": (
        PUBLISH,
        "needs: [cpu, systems, gpu, site]",
        "needs: [cpu, systems, site]",
        f"{WORKFLOWS}::test_what_is_deployed_has_passed_the_gate_and_a_gpu",
        "gpu",
    ),
    "credentials left in a checkout": (
        PUBLISH,
        "persist-credentials: false",
        "persist-credentials: true",
        f"{WORKFLOWS}::test_no_checkout_keeps_its_credentials",
        "cpu keeps credentials",
    ),
    "a gate that lets a skipped GPU run pass": (
        ".github/gate.py",
        'if due and environment["GPU"] != "success":',
        "if False:",
        "tests/github/test_gate.py",
        "skipped",
    ),
    "a report of another commit": (
        f"{SNIPPETS}/softmax/scores.pycon",
        "0.9790",
        "0.9780",
        BUILD,
        "other.json: snippets/softmax/scores.pycon is not as it was when this ran",
    ),
    "a report of other modules": (
        "xor_tutorial/probabilities.py",
        "[-6.0209,",
        "[-6.0219,",
        BUILD,
        "other.json: probabilities.py is not as it was when this ran",
    ),
    "any report believed": (
        "xor_tutorial/verify/report.py",
        'if now.get(name) != report["files"].get(name):',
        "if False:",
        "tests/verify/test_report.py::test_a_report_of_another_snippet_is_refused_by_its_name",
        "DID NOT RAISE",
    ),
    "a step with a misspelt key": (
        PUBLISH,
        "timeout-minutes: 5",
        "timeout: 5",
        f"{WORKFLOWS}::test_actionlint_finds_nothing",
        "timeout",
    ),
    "an action that is not pinned": (
        PUBLISH,
        "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128",
        "actions/deploy-pages@v5",
        f"{WORKFLOWS}::test_every_action_is_pinned_by_commit",
        "deploy-pages@v5",
    ),
    "a step open to template injection": (
        PUBLISH,
        "python3 .github/gate.py",
        "echo ${{ github.event.pull_request.title }}",
        f"{WORKFLOWS}::test_zizmor_finds_nothing",
        "template-injection",
    ),
    "a job that may write": (
        PUBLISH,
        "contents: read",
        "contents: write",
        f"{WORKFLOWS}::test_no_permission_is_given_to_all_jobs",
        "cpu",
    ),
    "a site published without the gate": (
        PUBLISH,
        "needs: [gate, gpu]",
        "needs: [gpu]",
        f"{WORKFLOWS}::test_what_is_deployed_has_passed_the_gate_and_a_gpu",
        "gate",
    ),
}


# A process that has imported what takes long, and is forked for each break.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(
    ["torch", "torch._dynamo", "pytest", "hypothesis", "yaml", "bs4", "mkdocs.commands.build"]
)


def build(said_in):
    """The Korean pages by a plain theme, their links and the reports: what is refused is said."""
    logging.getLogger("mkdocs").addHandler(logging.FileHandler(said_in, encoding="utf-8"))
    config = load_config(
        "mkdocs.yml",
        site_dir=str(said_in.with_name("site")),
        theme={"name": "mkdocs", "language": "ko"},
        hooks=[f"docs/hooks/{name}.py" for name in ("verified", "includes", "study")],
        plugins={},
        extra={"root_url": "http://127.0.0.1/"},
        extra_css=[],
        watch=[],
        # What the plugins bring isn't there.
        validation={"nav": {"not_found": "ignore"}, "links": {"anchors": "ignore"}},
    )
    try:
        mkdocs.commands.build.build(config)
    except (Abort, BuildError) as error:
        logging.getLogger("mkdocs").error(f"REFUSED {error}")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report of the tree as it stands."""
    path = tmp_path_factory.mktemp("reports") / "other.json"
    write_report(path)
    return path


@pytest.fixture
def tree(tmp_path, report, monkeypatch):
    """A copy of the tree, and a report of it."""
    tree = tmp_path / "tree"
    for name in ("docs", "xor_tutorial", "tests", ".github"):
        ignored = shutil.ignore_patterns("__pycache__", "vendor", "theme", "node_modules")
        shutil.copytree(ROOT / name, tree / name, ignore=ignored)
    (tree / "tests/node/node_modules").symlink_to(ROOT / "tests/node/node_modules")
    for name in ("conftest.py", "pyproject.toml", "mkdocs.yml", "mkdocs.en.yml", "constraints.txt"):
        shutil.copy(ROOT / name, tree)
    (tree / ".reports").mkdir()
    shutil.copy(report, tree / ".reports")
    monkeypatch.chdir(tree)
    monkeypatch.syspath_prepend(tree)
    return tree


def refusal(tmp_path, check):
    """What the check says against the tree; nothing where it has nothing against it."""
    said_in = tmp_path / "said"
    options = ["-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:terminal"]
    if check == BUILD:
        run = FRESH.Process(target=build, args=(said_in,))
    else:
        arguments = [*options, f"--junitxml={said_in}", check]
        run = FRESH.Process(target=pytest.main, args=(arguments,))
    run.start()
    run.join()
    if check == BUILD:
        assert run.exitcode == 0
        said = said_in.read_text(encoding="utf-8")
        return said if "REFUSED" in said else ""
    found = ElementTree.parse(said_in).getroot()
    refused = [case for case in found.iter("testcase") for what in case if what.tag != "skipped"]
    return " ".join(f"{c.get('name')} {w.get('message')} {w.text}" for c in refused for w in c)


@pytest.mark.parametrize(("file", "old", "new", "check", "said"), BREAKS.values(), ids=BREAKS)
def test_a_broken_tree_is_refused(tmp_path, tree, file, old, new, check, said):
    path = tree / file
    if new is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text, f"{file} has no {old!r} to be broken"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    refused = refusal(tmp_path, check)
    assert refused, "not refused"
    assert said in re.sub(r"\s+", " ", refused)


def test_a_tree_that_is_not_broken_is_built(tmp_path, tree):
    assert refusal(tmp_path, BUILD) == ""
