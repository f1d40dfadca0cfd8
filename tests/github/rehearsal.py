"""As much of GitHub's runner as the workflows need: steps, artifacts, conditions, matrices."""

import functools
import itertools
import os
import re
import shutil
import subprocess

import yaml

EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")
TOKEN = re.compile(r"'[^']*'|[\w.-]+(?:\(\))?|[=!]=|&&|\|\||[!()]")


class Rehearsal:
    """One run of one workflow on a folder of files, with the programs of another folder first.

    Attributes:
        results: what became of each job: success, failure or skipped.
        artifacts: the folder of what jobs hand on.
        log: what the shell steps printed.
    """

    def __init__(self, workflow, source, programs, room, github, variables=None):
        self.jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
        self.source, self.room = source, room
        self.artifacts = room / "artifacts"
        self.results, self.log = {}, ""
        self.context = {"github": github, "vars": {"GPU_RUNNER": "", **(variables or {})}}
        self.environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_SHA": github["sha"],
            "GITHUB_REF_NAME": github["ref"].rpartition("/")[2],
        }

    def run(self):
        """Run each job after those that it needs, as its condition says."""
        while left := [name for name in self.jobs if name not in self.results]:
            name = next(n for n in left if set(_needs(self.jobs[n])) <= self.results.keys())
            self.results[name] = self._job(name, self.jobs[name])
        return self

    def _job(self, name, job):
        needs = {other: {"result": self.results[other]} for other in _needs(job)}
        context = {**self.context, "needs": needs}
        succeeded = all(self.results[other] == "success" for other in needs)
        condition = job.get("if", "")
        if not (succeeded or re.search(r"always\(\)|!cancelled\(\)", condition)):
            return "skipped"
        if condition and not evaluate(condition, context):
            return "skipped"
        cells = list(_cells(job.get("strategy", {}).get("matrix", {})))
        done = [self._cell(f"{name}-{n}", job, context, c) for n, c in enumerate(cells)]
        return "success" if all(done) else "failure"

    def _cell(self, name, job, context, matrix):
        context = {**context, "matrix": matrix}
        workspace = self.room / name
        workspace.mkdir(parents=True)
        shell = job.get("defaults", {}).get("run", {}).get("shell")
        for step in job["steps"]:
            if "if" in step and not evaluate(step["if"], context):
                continue
            fill = functools.partial(substitute, context=context)
            if "run" in step:
                assert "${{" not in step["run"], "an expression in a script can inject code"
                command = ["bash", *(["-eo", "pipefail"] if shell else ["-e"]), "-c", step["run"]]
                ran = subprocess.run(
                    command,
                    cwd=workspace / step.get("working-directory", "."),
                    env={
                        **self.environment,
                        **{key: fill(value) for key, value in step.get("env", {}).items()},
                    },
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    check=False,
                )
                self.log += f"--- {name}: {step['run']}\n{ran.stdout}"
                if ran.returncode:
                    return False
            else:
                action = step["uses"].partition("@")[0].replace("/", "_").replace("-", "_")
                inputs = {key: fill(value) for key, value in step.get("with", {}).items()}
                getattr(self, action)(workspace, **inputs)
        return True

    def actions_checkout(self, workspace, **_):
        """The files of the commit."""
        shutil.copytree(self.source, workspace, dirs_exist_ok=True)

    def astral_sh_setup_uv(self, workspace, **_):
        """It is among the programs."""

    def actions_upload_artifact(self, workspace, *, name, path, **_):
        """Keep what the patterns find, below the folder that they share before the first star."""
        patterns = path.split()
        fixed = [pattern.partition("*")[0].rpartition("/")[0] for pattern in patterns]
        shared = os.path.commonpath([workspace / folder for folder in fixed])
        found = [file for pattern in patterns for file in workspace.glob(pattern)]
        assert found, f"no files found: {path}"
        for file in found:
            target = self.artifacts / name / file.relative_to(shared)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)

    def actions_upload_pages_artifact(self, workspace, *, path):
        """The site."""
        shutil.copytree(workspace / path, self.artifacts / "github-pages")

    def actions_deploy_pages(self, workspace):
        """Publish the site."""
        shutil.copytree(self.artifacts / "github-pages", self.room / "published")

    def actions_download_artifact(self, workspace, *, path=".", name=None, pattern=None, **_):
        """Lay artifacts into one folder."""
        found = list(self.artifacts.glob(name or pattern))
        assert found, f"no artifact {name or pattern}"
        for artifact in found:
            shutil.copytree(artifact, workspace / path, dirs_exist_ok=True)


def _needs(job):
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else needs


def _cells(matrix):
    names = [name for name in matrix if name != "exclude"]
    for values in itertools.product(*(matrix[name] for name in names)):
        cell = dict(zip(names, values, strict=True))
        if not any(cell.items() >= other.items() for other in matrix.get("exclude", [])):
            yield cell


def evaluate(condition, context):
    """The value of a condition of comparisons, `&&`, `||`, `!` and names."""
    words = {"&&": "and", "||": "or", "!": "not", "always()": "True", "cancelled()": "False"}

    def python(token):
        token = token[0]
        if token[0] == "'" or token in ("==", "!=", "(", ")"):
            return token
        return f" {words.get(token) or repr(_value(token, context))} "

    return eval(TOKEN.sub(python, EXPRESSION.sub(r"\1", condition)).strip())


def substitute(text, context):
    """A text, each expression in it replaced by its value."""
    if not isinstance(text, str):
        return text
    return EXPRESSION.sub(lambda found: _text(_value(found[1], context)), text)


def _value(name, context):
    value = context
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, dict) else ""
    return value


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)
