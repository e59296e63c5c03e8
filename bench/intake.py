"""Intake: parsing alone in the child, judging rows, resolving addresses, and end to end into PostgreSQL.

    python -m bench.intake [FOLDER] [--database]        FOLDER: real gazette files; without it, generated
    ones of the same shape

Medians of five, rows per second; the goals are 100,000 rows/s for parsing and 5,000 rows/s end to end. End
to end
(--database) is measured once, into the database of ZHICE_HOME, which must be an empty, migrated one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from zhice.intake import parent, staging, understanding
from zhice.intake.limits import DEFAULT
from zhice.intake.readers import Reading
from zhice.registry.regions.gazetteer import national
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE

ROWS, TIMES = 60_000, 5
HEADER = "item,name,authorization_notice_id,authorized_announcement_date,filing_id,filing_date,patentee,designer,address,Int.Cl."


def generated(folder: Path) -> Path:
    """A gazette of 60,000 rows in GB18030 with the traps of the real ones."""
    towns = [
        "河南省济源市虎岭产业集聚区",
        "河南省焦作市济源市黄河大道",
        "浙江省绍兴市嵊州经济开发区",
        "广东省深圳市南山区高新区",
    ]
    lines = [HEADER]
    for n in range(ROWS):
        filing = "2.02E+12" if n % 2 else "2018305140799"
        town = f"{454650 + n % 1000}{towns[n % 4]}{n % 300}号"
        firm = f"示例{n % 9973}号机械有限公司"
        lines.append(
            f"{n},一种用于第{n}号机械的装置及其控制方法,CN{209_000_000 + n}U,2019.07.12,{filing},2018.09.13,"
            f"{firm},张三;??李四,{town},B01J{n % 99}/18(2006.01)I"
        )
    file = folder / "gazette.csv"
    file.write_bytes(("\n".join(lines) + "\n").encode("gb18030"))
    return file


def joined(files: list[Path], folder: Path) -> Path:
    """All gazette files as one, so that starting the child is counted once."""
    file = folder / "gazette.csv"
    bodies = [path.read_bytes().split(b"\n", 1) for path in files]
    file.write_bytes(bodies[0][0] + b"\n" + b"".join(body for _, body in bodies))
    return file


def median(work: Callable[[], int]) -> tuple[float, float, int]:
    """Rows per second and rows per second of processor time, medians of five, and the rows of one run."""
    wall, processor, rows = [], [], 0
    for _ in range(TIMES):
        started, used = time.perf_counter(), _processor()
        rows = work()
        wall.append(rows / (time.perf_counter() - started))
        processor.append(rows / max(1e-6, _processor() - used))
    return statistics.median(wall), statistics.median(processor), rows


def _processor() -> float:
    """Seconds of processor time of this process and its children: what other work on the machine does not
    change.
    """
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def parsing(file: Path, folder: Path) -> Callable[[], int]:
    def work() -> int:
        parsed = parent.parse(
            file,
            name=file.name,
            format=GAZETTE,
            mapping={},
            reading=Reading(),
            limits=DEFAULT,
            spool=folder / "spool",
        )
        return parsed.count

    return work


def judging(file: Path, folder: Path) -> Callable[[], int]:
    staged = staging.stage(file, name=file.name, format=GAZETTE, root=folder)

    def work() -> int:
        return sum(1 for _ in understanding.understand(staged).rows())

    return work


def resolving(file: Path, folder: Path) -> Callable[[], int]:
    staged = staging.stage(file, name=file.name, format=GAZETTE, root=folder)
    at = staged.columns.index("address")
    addresses = [cells[at] for _, cells, _ in staged.rows()]

    def work() -> int:
        gazetteer = national()
        gazetteer.forget()
        for address in addresses:
            gazetteer.resolve(address)
        return len(addresses)

    return work


def end_to_end(file: Path) -> Callable[[], int]:
    """Stage and confirm."""
    from datetime import date

    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.intake import pipeline

    def work() -> int:
        with acting_as(SYSTEM):
            staged = pipeline.stage(file=file, name=file.name, format=GAZETTE.name)
            batch = pipeline.confirm(staged=staged, day=date(2026, 11, 22))
            return int(batch.rows)

    return work


def report(name: str, wall: float, processor: float, rows: int, goal: float) -> None:
    sys.stdout.write(
        f"{name:24} {wall:>10,.0f} rows/s  {wall / goal:>5.2f} × goal {goal:>7,.0f}   "
        f"({processor:,.0f} rows per second of processor time, {rows:,} rows)\n"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument(
        "--database", action="store_true", help="end to end too, into the database of ZHICE_HOME"
    )
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = sorted(said.folder.glob("*.csv")) if said.folder else []
        file = joined(files, folder) if files else generated(folder)
        report("parsing, in the child", *median(parsing(file, folder)), 100_000)
        report("judging rows", *median(judging(file, folder)), 5_000)
        report("resolving addresses", *median(resolving(file, folder)), 20_000)
        if said.database:
            once(file)


def once(file: Path) -> None:
    """End to end is measured once: a second run would find only duplicates."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
    import django

    from zhice.site import postgres

    with postgres.running():
        django.setup()
        work = end_to_end(file)
        started, used = time.perf_counter(), _processor()
        rows = work()
        wall, processor = time.perf_counter() - started, _processor() - used  # the server's own is not in it
        report("end to end, PostgreSQL", rows / wall, rows / processor, rows, 5_000)


if __name__ == "__main__":
    main()
