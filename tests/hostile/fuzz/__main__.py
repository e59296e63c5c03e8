"""Run one harness for some seconds: `python -m tests.hostile.fuzz csv --seconds 15`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["zhice"]):
    from tests.hostile.fuzz import targets

from tests.hostile import builders


def seeds(folder: Path) -> None:
    """The good file in both forms, a day, numbers: what the mutations start from."""
    builders.good_csv(folder / "csv")
    builders.good_workbook(folder / "xlsx")
    (folder / "xml").write_text(builders.xml(), "utf-8")
    (folder / "day").write_text("二〇二二年三月一日", "utf-8")
    (folder / "number").write_text("ZL201080063196.9", "utf-8")
    (folder / "row").write_text("\0".join(builders.ROWS[0]), "utf-8")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("name", choices=sorted(targets.targets_now))
    asked.add_argument("--seconds", type=int, default=15)
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seeds(Path(folder))
        atheris.Setup(
            [
                sys.argv[0],
                f"-max_total_time={said.seconds}",
                "-rss_limit_mb=1024",
                f"-artifact_prefix={folder}/",
                folder,
            ],
            lambda data: targets.run(said.name, data),
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
