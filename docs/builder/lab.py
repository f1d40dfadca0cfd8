"""The lab notebook: a script that mkdocs-jupyter runs, as a page and as a file to download."""

from __future__ import annotations

import functools
import html
import json
import os
import re
from typing import Any

import jupytext
from jupyter_client.manager import KernelManager
from mkdocs_jupyter.convert import get_nbconvert_app
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters import NotebookExporter

from builder import feedback, notebooks, verified
from builder.page import PageError
from builder.site import Site

LAB = "lab.py"
# A heading's id is in a line of its own above it, the same in both languages.
HEADING = re.compile(r'^<a id="(?P<id>[\w-]+)"></a>\n(?P<text>#+ .+)$', re.MULTILINE)


@functools.cache
def run(text: str, execute: bool) -> list[dict[str, Any]]:
    """The cells of the lab, with what they printed.

    Args:
        text: the script, in jupytext's percent format.
        execute: whether to run it; without, there are no outputs.

    Raises:
        PageError: a cell fails; the message names its first line.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for four rows the fastest by far
    KernelManager.transport_encryption.default_value = "auto"  # or the kernel warns that it isn't
    notebook = jupytext.reads(text, fmt="py:percent")
    app = get_nbconvert_app(execute=execute, allow_errors=False)
    exporter = NotebookExporter(config=app.config)  # type: ignore[no-untyped-call]
    try:
        ran, _ = exporter.from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    except CellExecutionError as error:
        # The error quotes the whole cell.
        quoted = [c.source for c in notebook.cells if c.source in str(error)]
        line = text.count("\n", 0, text.find(max(quoted, key=len, default=""))) + 1
        problem = f"the cell that begins here fails: {error.ename}: {error.evalue}"
        raise PageError(line, problem) from None
    cells: list[dict[str, Any]] = jupytext.reads(ran, fmt="ipynb").cells
    return cells


def cells(site: Site, execute: bool) -> list[dict[str, Any]]:
    """The cells of a site's lab."""
    try:
        return run((site.docs / LAB).read_text(encoding="utf-8"), execute)
    except PageError as error:
        site.refuse(LAB, error.line, error.problem)


def page(site: Site, execute: bool) -> str:
    """The lab as Markdown, its outputs below their cells."""
    parts = []
    for cell in cells(site, execute):
        if cell["cell_type"] == "markdown":
            parts.append(HEADING.sub(r"\g<text> { #\g<id> }", cell["source"]))
            continue
        outputs = _outputs(cell)
        more = ["more"] * (len(outputs) - 1) + [""] * bool(outputs)
        parts.append(f"``` {{ .python{' .more' if outputs else ''} }}\n{cell['source']}\n```")
        for kind, output in zip(more, outputs, strict=True):
            text = html.escape(notebooks.shown(output), quote=False)
            names = f"lab-output {kind}".strip()
            parts.append(f'<div class="{names}"><pre tabindex="0">{text}\n</pre></div>')
    title, _, rest = "\n\n".join(parts).partition("\n")
    description = rest.strip().partition("\n")[0]
    head = f"---\ndescription: {json.dumps(description, ensure_ascii=False)}\n---"
    below = [verified.line_of_lab(site, LAB), feedback.line(site, LAB)]
    return "\n\n".join([head, title, notebooks.offer(site, LAB), rest, *below])


def notebook(site: Site, execute: bool) -> str:
    """The lab as a notebook, as a file."""
    writer, made = notebooks.Writer(site, LAB), []
    for cell in cells(site, execute):
        if cell["cell_type"] == "markdown":
            text = HEADING.sub(r"\g<text>", cell["source"])
            made.append(notebooks.prose(writer.linked(text)))
        else:
            made.append(notebooks.code(cell["source"], _outputs(cell)))
    return notebooks.written(made, LAB)


def _outputs(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """What a cell shows. What it prints comes in pieces, cut where the clock had it."""
    outputs: list[dict[str, Any]] = []
    for output in cell["outputs"]:
        if output["output_type"] != "stream":
            data = {"text/plain": output["data"]["text/plain"]}
            kind = "execute_result"
            outputs.append({"output_type": kind, "data": data, "metadata": {}})
        elif output["name"] == "stdout":
            if outputs and outputs[-1]["output_type"] == "stream":
                outputs[-1]["text"] += output["text"]
            else:
                outputs.append({"output_type": "stream", "name": "stdout", "text": output["text"]})
    return outputs
