"""The runner of the benches knows every one of them, and says so when one fails."""

import subprocess
import sys
from pathlib import Path

from bench import __main__ as runner

BENCH = Path(runner.__file__).parent


def test_every_bench_is_listed():
    runnable = {
        file.stem
        for file in BENCH.glob("*.py")
        if "def main(" in file.read_text("utf-8") and file.stem != "__main__"
    }
    assert set(runner.BENCHES) == runnable


def test_a_bench_that_fails_is_named(monkeypatch, capfd):
    monkeypatch.setattr(runner, "BENCHES", {"nothing": runner.Bench("a bench that is not there")})
    monkeypatch.setattr(sys, "argv", ["bench"])
    assert runner.main() == 1
    assert "bench: failed: nothing" in capfd.readouterr().out


def test_listing_runs_none():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--list"],
        cwd=BENCH.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(runner.BENCHES)
