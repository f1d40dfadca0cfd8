"""What the package offers under its names."""

import importlib
import pkgutil

import xor_tutorial


def test_no_public_name_hides_a_module():
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
