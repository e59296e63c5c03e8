"""Parsers fed with what nobody would write: `python -m tests.hostile.fuzz NAME --seconds N` (atheris, coverage-guided)."""
