"""Mutation tests: a copy of the tree is broken in one way, and a check must fail.

Checks of pages are tested on broken pages in their own files: tests/site/test_inert.py,
test_twins.py, test_refusals.py, test_verified.py, test_reviewed.py, test_terms.py.
"""

import multiprocessing
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOWS = "tests/github/test_workflows.py"
PUBLISH = ".github/workflows/publish.yml"
SNIPPETS = "xor_tutorial/snippets/page"

# Name of the break: file, its text, the text that replaces it,
# the test that must fail, and words of its message.
BREAKS = {
    "a digit in a docstring": (
        "xor_tutorial/probabilities.py",
        "[-6.0209,",
        "[-6.0219,",
        "xor_tutorial/probabilities.py",
        "-6.0209 for -6.0219",
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
        "tests/verify/test_run.py::test_a_failing_snippet_leaves_no_settings_changed",
        "test_a_failing_snippet_leaves_no_settings_changed",
    ),
    "a skipped GPU job": (
        PUBLISH,
        " && needs.gpu.result == 'success'",
        " && needs.gpu.result != 'failure'",
        f"{WORKFLOWS}::test_only_what_passed_the_gate_and_a_gpu_is_deployed",
        "needs.gpu.result == 'success'",
    ),
    "a gate that doesn't ask for the GPU job": (
        PUBLISH,
        "needs: [cpu, systems, browsers, gpu, site]",
        "needs: [cpu, systems, browsers, site]",
        f"{WORKFLOWS}::test_only_what_passed_the_gate_and_a_gpu_is_deployed",
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
    "any report believed": (
        "xor_tutorial/verify/report.py",
        "if changed and not record:",
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
        f"{WORKFLOWS}::test_only_what_passed_the_gate_and_a_gpu_is_deployed",
        "gate",
    ),
}

# A snippet with one fault, and the message about it.
WRONG = {
    "a digit in an output": (">>> 0.9790\n0.9780\n", "0.979 for 0.9780"),
    "a flipped prediction": (
        ">>> import torch\n>>> torch.tensor([0, 1, 1, 0])\ntensor([1, 0, 0, 1])\n",
        "tensor([0, 1, 1, 0])",
    ),
    "another error message": (
        '>>> int("a")\nTraceback (most recent call last):\n    ...\nValueError: no number\n',
        "invalid literal for int()",
    ),
    "a snippet that raises": (">>> missing\n1\n", "raises NameError"),
    "a fence swallowed as output": ("```pycon\n>>> 1\n1\n```\n", "a Markdown fence"),
    "output that would not be compared": (">>> 1\n1\n\n2\n", "would not be checked"),
}


# A process with the slow imports done, which is forked for each break.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["torch", "torch._dynamo", "pytest", "hypothesis", "yaml"])


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the code, its tests and the workflows."""
    tree = tmp_path / "tree"
    for name in ("xor_tutorial", "tests", ".github"):
        ignored = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(ROOT / name, tree / name, ignore=ignored)
    (tree / SNIPPETS).mkdir(parents=True)
    (tree / "tests/node/node_modules").symlink_to(ROOT / "tests/node/node_modules")
    (tree / "docs").symlink_to(ROOT / "docs")
    for name in ("pyproject.toml", "constraints.txt", "conftest.py"):
        shutil.copy(ROOT / name, tree)
    monkeypatch.chdir(tree)
    monkeypatch.syspath_prepend(tree)
    return tree


def refusals(tmp_path: Path, check: str) -> dict[str, str]:
    """The messages of the failed tests."""
    report = tmp_path / "report"
    options = ["-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:terminal"]
    run = FRESH.Process(target=pytest.main, args=([*options, f"--junitxml={report}", check],))
    run.start()
    run.join()
    return {
        f"{case.get('classname')} {case.get('name')}": re.sub(
            r"\s+", " ", f"{fault.get('message')} {fault.text}"
        )
        for case in ElementTree.parse(report).getroot().iter("testcase")
        for fault in case
        if fault.tag != "skipped"
    }


@pytest.mark.parametrize(("file", "old", "new", "check", "said"), BREAKS.values(), ids=BREAKS)
def test_a_break_in_the_tree_is_refused(
    tmp_path: Path, tree: Path, file: str, old: str, new: str, check: str, said: str
) -> None:
    path = tree / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r} to be broken"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    refused = refusals(tmp_path, check)
    assert refused, "not refused"
    assert said in " ".join(f"{name} {fault}" for name, fault in refused.items())


def test_a_wrong_snippet_is_refused(tmp_path: Path, tree: Path) -> None:
    names = {f"wrong-{number}": fault for number, fault in enumerate(WRONG.values())}
    for name, (text, _) in names.items():
        (tree / SNIPPETS / f"{name}.pycon").write_text(text, encoding="utf-8")
    (tree / SNIPPETS / "right.pycon").write_text(">>> 1\n1\n", encoding="utf-8")
    refused = refusals(tmp_path, SNIPPETS)
    assert len(refused) == len(names)
    for name, (_, said) in names.items():
        assert [said in fault for test, fault in refused.items() if name in test] == [True]
