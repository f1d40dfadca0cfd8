"""The public names of the package."""

import importlib
import pkgutil
import re

import xor_tutorial


def test_no_public_name_hides_a_module() -> None:
    """`import xor_tutorial.softmax as sm` gave a function of that name, not the module."""
    hidden = []
    for found in pkgutil.walk_packages(xor_tutorial.__path__, "xor_tutorial."):
        parent, _, name = found.name.rpartition(".")
        if name != "__main__":
            module = importlib.import_module(found.name)
            if getattr(importlib.import_module(parent), name) is not module:
                hidden.append(found.name)
    assert "softmax" in xor_tutorial.__all__
    assert hidden == []


def test_help_begins_with_a_list_of_the_public_names() -> None:
    """All but those that go with another name: results, errors and a base class."""
    words = set(re.findall(r"\w+", xor_tutorial.__doc__))
    parts = {"CheckpointError", "Epoch", "Optimizer", "Score", "Table"}
    assert set(xor_tutorial.__all__) - words == parts


def test_the_modules_that_the_list_names_are_there() -> None:
    (names,) = re.findall(r"(?s)To be imported by their names:(.*?)\.\n", xor_tutorial.__doc__)
    modules = [importlib.import_module(f"xor_tutorial.{n}") for n in re.findall(r"`(\w+)`", names)]
    assert modules
    assert all(module.__doc__ for module in modules)
