"""Run all snippets and docstrings, and compare what they print with the recorded output."""
