"""The harnesses of `tests.hostile.fuzz`: the most exposed in every run, all of them in the long one; longer on demand
(`ZHICE_FUZZ_SECONDS`).
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, cannot

SECONDS = int(os.environ.get("ZHICE_FUZZ_SECONDS", "15"))
EXPOSED = ["csv", "xlsx", "xml"]
"""What a stranger's bytes meet first; two processes at a time would be the whole of a small machine, so one by one."""
OTHERS = ["numbers", "days-and-amounts", "cnipa-gazette", "patents-table", "lens-csv", "google-patents-csv",
          "cnki-workbook", "patsnap-workbook", "legal-events"]  # fmt: skip


@pytest.mark.parametrize("name", [*EXPOSED, *(pytest.param(name, marks=pytest.mark.long) for name in OTHERS)])
def test_only_refusals_come_out(name: str) -> None:
    try:
        import atheris  # noqa: F401
    except ImportError:
        cannot(f"fuzzing {name}", "atheris is not here: it has wheels for Python 3.11 only")
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzz", name, "--seconds", str(SECONDS)],
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS + 120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
