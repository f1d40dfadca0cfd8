"""The built site, shared by all test processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from xor_tutorial._signals import SIGNALS

ROOT = Path(__file__).parents[1]
Command = Callable[..., tuple[int, str, str]]

# As the Makefile does, here and in subprocesses.
torch.set_num_threads(int(os.environ.setdefault("OMP_NUM_THREADS", "1")))


@pytest.fixture
def usual_signals() -> Iterator[None]:
    """Default signal handlers: a background process often inherits an ignored Ctrl-C."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, usual)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    usual_signals: None,
) -> Command:
    """Runs a command of the package in an empty folder: its exit status, and what it prints."""
    from xor_tutorial.__main__ import main

    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run those tests of a file in one process that share the built site or the browser."""
    for item in items:
        shared = {"site", "browser"} & set(getattr(item, "fixturenames", ()))
        if shared and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stop if xdist ignores the groups, since each process would make the slow fixtures."""
    if hasattr(session.config, "workerinput") and session.config.getvalue("loadgroup"):
        for item in session.items:
            if item.get_closest_marker("xdist_group") and "@" not in item.nodeid:
                pytest.exit(f"pytest-xdist doesn't keep the group of {item.nodeid}", 1)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site in both languages, built in strict mode."""
    import fcntl  # which Windows hasn't; it builds no site

    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "site-lock").open("w") as lock:  # other processes wait here
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder := shared / "site").exists():
            _build(folder, shared / "reports")
    return folder


def _build(folder: Path, reports: Path) -> None:
    from tests.site.reports import write_report

    new = folder.with_name("site-being-built")
    reports.mkdir(exist_ok=True)
    write_report(reports / "cpu.json")
    write_report(reports / "new.json", torch="2.15.0+cpu", python="3.13.1")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(new)],
        cwd=ROOT,
        env={**os.environ, "REPORTS": str(reports), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"the site could not be built:\n{run.stderr}"
    noise = [line for line in run.stderr.splitlines() if not line.startswith("INFO    -  ")]
    assert not noise, "the log of a build says what isn't about the site:\n" + "\n".join(noise)
    new.rename(folder)
