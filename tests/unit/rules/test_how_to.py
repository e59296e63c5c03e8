"""The how-to is held to the code: its YAML is loaded, its Python run, its table of keys compared."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from zhice.rules.book import RuleBook
from zhice.rules.schema import UNITS

PAGE = (Path(__file__).parents[3] / "docs" / "add-a-rule.md").read_text(encoding="utf-8")


def snippet(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_loads_and_answers(tmp_path: Path) -> None:
    (tmp_path / "protection").mkdir()
    (tmp_path / "protection" / "example.yaml").write_text(snippet("yaml"), encoding="utf-8")
    python = snippet("python")
    assert python.count("assert") == 2
    exec(python, {"rules": RuleBook(tmp_path), "date": date})


def test_the_page_names_every_unit() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `unit`"))
    assert set(re.findall(r"`(\w+)`", row)) - {"unit"} == UNITS
