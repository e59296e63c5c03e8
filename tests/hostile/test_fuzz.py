"""The harnesses of `tests.hostile.fuzz`: those that a stranger's bytes meet first in every run, all of them in the long one;
longer on demand (`ZHICE_FUZZ_SECONDS`). And, whatever atheris is here: every seed once through its harness.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, cannot
from tests.hostile.fuzz import seeds, targets

SECONDS = int(os.environ.get("ZHICE_FUZZ_SECONDS", "15"))
TOGETHER = 3  # five of them in two rounds
SMALL = 60_000


@pytest.mark.parametrize("name", targets.HARNESSES)
def test_every_seed_is_refused_or_read(name: str, tmp_path: Path) -> None:
    assert seeds.write(name, tmp_path, longest=SMALL), "a harness without a seed"
    for path in sorted(tmp_path.iterdir()):
        targets.run(name, path.read_bytes())


def test_every_format_has_a_harness() -> None:
    assert {f"row-{name}" for name in targets.FORMATS} <= set(targets.HARNESSES)
    assert set(targets.EXPOSED) < set(targets.HARNESSES)
    assert set(seeds.TEXTS) == set(targets.TEXTS)


def test_what_strangers_send_first() -> None:
    only_refusals_come_out(list(targets.EXPOSED))


@pytest.mark.long
def test_every_other_parser() -> None:
    only_refusals_come_out([name for name in targets.HARNESSES if name not in targets.EXPOSED])


def only_refusals_come_out(names: list[str]) -> None:
    try:
        import atheris  # noqa: F401
    except ImportError:
        cannot("fuzzing", "atheris is not here: the lock has it for the Pythons it has wheels for")
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzz", *names, "--seconds", str(SECONDS), "--together", str(TOGETHER)],
        cwd=ROOT, capture_output=True, text=True, timeout=(SECONDS + 60) * len(names), check=False,
    )  # fmt: skip
    logs = [ROOT / "build" / "fuzz" / f"{name}.log" for name in names if f"BROKEN {name}\n" in done.stdout]
    assert done.returncode == 0, done.stderr[-2000:] + "".join(
        log.read_text("utf-8", "replace")[-4000:] for log in logs
    )
