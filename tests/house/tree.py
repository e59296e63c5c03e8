"""The tree as the house's own tests read it: its files, its Python, its texts."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "zhice"
DOCS = ROOT / "docs"


@cache
def kept() -> tuple[Path, ...]:
    """Every file that is committed or would be, from the root; skipped by name where the tree is no git checkout."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as why:
        pytest.skip(f"what is committed: this tree is no git checkout ({why})")
    names = done.stdout.decode("utf-8").split("\0")
    return tuple(Path(name) for name in names if name and (ROOT / name).is_file())


@cache
def modules(*, migrations: bool = False) -> tuple[Path, ...]:
    """The product's Python files, from the root."""
    found = (file.relative_to(ROOT) for file in sorted(PACKAGE.rglob("*.py")))
    return tuple(file for file in found if migrations or "migrations" not in file.parts)


@cache
def text(file: Path) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def syntax(file: Path) -> ast.Module:
    return ast.parse(text(file), filename=str(file))


def nodes(file: Path) -> Iterator[ast.AST]:
    return ast.walk(syntax(file))


def name_of(call: ast.Call) -> str:
    """`timezone.localdate` of `timezone.localdate()`."""
    return ast.unparse(call.func)


def room(file: Path) -> str:
    """`zhice.plan.goals.models` of `zhice/plan/goals/models.py`."""
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def told(faults: list[str]) -> str:
    """The faults as the message of an assertion: one a line."""
    return "\n" + "\n".join(faults)
