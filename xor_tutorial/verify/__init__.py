"""No printed output unverified: runs snippets and docstrings, and compares what they print."""
