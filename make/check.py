"""Every check of the house, one after the other; all are run, and the end says which failed.

python make/check.py [--fix]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON_FILES = ("zhice", "tests", "bench", "make", "docs")
YAML = "{extends: relaxed, rules: {line-length: disable, colons: disable, commas: disable}}"  # tables are aligned
FIXES = (("ruff", "format", *PYTHON_FILES), ("ruff", "check", "--fix", *PYTHON_FILES))


def checks() -> list[tuple[str, list[str]]]:
    """Name and command of each."""
    return [
        ("format", ["ruff", "format", "--check", "--quiet", *here(*PYTHON_FILES)]),
        ("lint", ["ruff", "check", "--quiet", *here(*PYTHON_FILES)]),
        ("types", ["mypy", "--no-error-summary"]),
        ("floors", ["lint-imports", "--no-cache"]),
        ("templates", ["djhtml", "--check", *files("zhice/**/*.html")]),
        ("yaml", ["yamllint", "--strict", "-d", YAML, *files("zhice/**/*.yaml", "tests/**/*.yaml")]),
        ("migrations", ["python", "-m", "django", "makemigrations", "--check", "--dry-run"]),
        ("translations", ["python", "-m", "zhice.site.translations"]),
        ("docs", ["python", "-m", "pytest", "-q", *files("tests/house/test_docs*.py")]),
    ]


def here(*names: str) -> list[str]:
    return [name for name in names if (ROOT / name).exists()]


def files(*patterns: str) -> list[str]:
    return [str(file.relative_to(ROOT)) for pattern in patterns for file in sorted(ROOT.glob(pattern))]


def has_work(command: list[str]) -> bool:
    """A check of files that are not there yet has nothing to look at; pytest without a file would try everything."""
    return (
        command[0] not in ("djhtml", "yamllint") and command[:3] != ["python", "-m", "pytest"]
    ) or "." in command[-1]


def main(arguments: list[str]) -> int:
    if "--fix" in arguments:
        for fix in (*FIXES, ("djhtml", *files("zhice/**/*.html"))):
            run(list(fix))
    failed = [name for name, command in checks() if has_work(command) and not passes(name, command)]
    if failed:
        print(f"check: failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    done = run(command)
    print(
        f"check: {name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.1f} s)",
        flush=True,
    )
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as home:  # the migrations' check reads settings, not the reader's data
        aside = {"ZHICE_HOME": home, "DJANGO_SETTINGS_MODULE": "zhice.site.settings"}
        environment = {**os.environ, **aside, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
