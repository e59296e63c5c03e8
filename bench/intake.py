"""Intake: parsing alone in the child, judging rows, all that comes before the database (rows judged, with their region and
the name that finds the party), resolving addresses, and end to end into PostgreSQL.

    python -m bench.intake [FOLDER] [--database]        FOLDER: real gazette files; without it, generated
    ones of the same shape

Rows per second, medians of five; goals: 100,000 rows/s for parsing and 5,000 rows/s end to end. End to end
(--database, median of three) is staging, parsing in the child, judging and storing as the app role behind the wall,
with the journal's event, file by file, each time into an empty, migrated database of a home of its own. The server's
processor time is counted beside ours: on a busy machine it says what a quiet one would do.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from zhice.intake import parent, staging, understanding
from zhice.intake.format import Accepted
from zhice.intake.limits import DEFAULT
from zhice.intake.readers import Reading
from zhice.registry.parties.naming import display_name, matching_name
from zhice.registry.regions.gazetteer import national
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE

ROWS, TIMES, TIMES_END_TO_END = 60_000, 5, 3
DAY = date(2026, 11, 22)
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


def up_to_the_database(file: Path, folder: Path) -> Callable[[], int]:
    """A staged file to rows that can be stored: judged, the region of the address, the party's name as parties are found by."""
    staged = staging.stage(file, name=file.name, format=GAZETTE, root=folder)

    def work() -> int:
        national().forget()
        matching_name.cache_clear()
        display_name.cache_clear()
        keys: set[tuple[str, str | None]] = set()
        rows = 0
        for row in understanding.understand(staged).rows():
            rows += 1
            if isinstance(row.judged, Accepted):
                publication = row.judged.record
                keys.add((matching_name(display_name(publication.first_applicant)), publication.region))
        assert keys
        return rows

    return work


def end_to_end(files: list[Path]) -> tuple[float, float, int]:
    """Rows per second of staging and confirming every file, rows per second of processor time, and the rows."""
    wall, processor, rows = [], [], 0
    with tempfile.TemporaryDirectory(prefix="zhice-bench-") as home:
        os.environ |= {"ZHICE_HOME": home, "DJANGO_SETTINGS_MODULE": "zhice.site.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        from zhice.site import migrating, postgres

        with postgres.running():
            migrating.ensure()
            django.setup()
            for run in range(TIMES_END_TO_END):
                with fresh_database(f"run_{run}"):
                    shutil.rmtree(Path(home) / "checkpoints", ignore_errors=True)  # those of another journal
                    started, used = time.perf_counter(), _processor() + _server()
                    rows = take_in(files)
                    wall.append(rows / (time.perf_counter() - started))
                    processor.append(rows / max(0.01, _processor() + _server() - used))
    return statistics.median(wall), statistics.median(processor), rows


@contextmanager
def fresh_database(name: str) -> Iterator[None]:
    """A copy of the migrated, empty database, to which Django speaks inside the block."""
    import psycopg
    from django.db import connection

    from zhice.site import postgres

    with psycopg.connect(**postgres.conninfo("bootstrap", database="postgres"), autocommit=True) as bootstrap:
        connection.close()
        bootstrap.execute(f"create database {name} template {postgres.DATABASE} owner zhice_owner")
        connection.settings_dict["NAME"] = name
        yield
        connection.close()
        bootstrap.execute(f"drop database {name}")


def take_in(files: list[Path]) -> int:
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.intake import pipeline

    rows = 0
    with acting_as(SYSTEM):
        for file in files:
            staged = pipeline.stage(file=file, name=file.name, format=GAZETTE.name)
            rows += pipeline.confirm(staged=staged, day=DAY).rows
    return rows


def _server() -> float:
    """Seconds of processor time of the server's process that serves us."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        said = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def report(name: str, wall: float, processor: float, rows: int, goal: float) -> None:
    sys.stdout.write(
        f"{name:24} {wall:>10,.0f} rows/s  {wall / goal:>5.2f} × goal {goal:>7,.0f}   "
        f"({processor:,.0f} rows per second of processor time, {rows:,} rows)\n"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--database", action="store_true", help="end to end too, into a database of its own")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = sorted(said.folder.glob("*.csv")) if said.folder else []
        file = joined(files, folder) if files else generated(folder)
        report("parsing, in the child", *median(parsing(file, folder)), 100_000)
        report("judging rows", *median(judging(file, folder)), 5_000)
        report("judged, region, party", *median(up_to_the_database(file, folder)), 20_000)
        report("resolving addresses", *median(resolving(file, folder)), 20_000)
        if said.database:
            report("end to end, PostgreSQL", *end_to_end(files or [file]), 5_000)


if __name__ == "__main__":
    main()
