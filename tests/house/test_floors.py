"""import-linter keeps the floors (contracts in pyproject.toml); here each contract is kept, and is seen to break."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
# contract (how its name begins) → file and line that breaks it
PLANTED = {
    "Floors": ("zhice/rules/book.py", "import zhice.accounts.roles"),
    "Machinery of records: ": ("zhice/journal/keys.py", "import zhice.intake.limits"),
    "Machinery of figures: ": ("zhice/measuring/units.py", "import zhice.corpus.schema"),
    "Machinery of records knows": ("zhice/documents/official.py", "import zhice.measuring.units"),
    "Machinery of figures knows": ("zhice/corpus/schema.py", "import zhice.documents.official"),
    "Who is one": ("zhice/matching/places.py", "import zhice.intake.limits"),
    "Machinery knows no matching": ("zhice/measuring/units.py", "import zhice.matching.writing"),
    "What is shown of a hit": ("zhice/search/reading.py", "import zhice.journal.canonical"),
    "A document is set": ("zhice/documents/docx.py", "import zhice.journal.canonical"),
    "Programs enter": ("zhice/api/schemas.py", "import zhice.intake.limits"),
    "Law, arithmetic": ("zhice/creation/measures/patents.py", "import django.db.models"),
    "What runs beside us": ("zhice/intake/xmls.py", "import django.conf"),
    "Rooms": ("zhice/plan/goals/models.py", "import zhice.plan.goals.queries"),
}


def lint(folder: Path) -> dict[str, str]:
    """Contract → KEPT or BROKEN, as import-linter says in `folder`."""
    done = subprocess.run(
        [str(LINT), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"COLUMNS": "400", "PYTHONPATH": str(folder), "PATH": ""},
        check=False,
    )
    answers = re.findall(
        r"^(.+?) (KEPT|BROKEN)\b.*$", re.sub(r"\x1b\[[0-9;]*m", "", done.stdout), re.MULTILINE
    )
    assert answers, done.stdout + done.stderr
    broken = {name: state for name, state in answers}
    return broken if "BROKEN" not in broken.values() else {**broken, "why": done.stdout[-6000:]}


@pytest.fixture(scope="module")
def kept() -> dict[str, str]:
    return lint(ROOT)


def test_every_floor_is_kept(kept):
    assert "why" not in kept, kept["why"]


def test_each_contract_has_a_planted_fault(kept):
    for name in kept.keys() - {"why"}:
        assert [begin for begin in PLANTED if name.startswith(begin)], f"no fault is planted for: {name}"


def test_every_contract_breaks_on_a_planted_fault(tmp_path):
    """A contract that cannot break keeps nothing."""
    shutil.copytree(
        ROOT / "zhice",
        tmp_path / "zhice",
        ignore=lambda folder, names: [n for n in names if _is_data(folder, n)],
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, line in PLANTED.values():
        place = tmp_path / file
        place.write_text(f"{place.read_text('utf-8')}\n\n{line}\n", "utf-8")
    answers = lint(tmp_path)
    deaf = [
        begin for begin in PLANTED if answers[next(n for n in answers if n.startswith(begin))] != "BROKEN"
    ]
    assert not deaf, f"planted and not seen: {deaf}"


def _is_data(folder: str, name: str) -> bool:
    place = Path(folder) / name
    return (
        place.suffix != ".py" if place.is_file() else name in {"__pycache__", "static", "templates", "locale"}
    )
