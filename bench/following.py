"""The index of search behind the database: how long a commit takes to be found, and what noting it costs an import.

python -m bench.following [--commits N] [--rows N]

A hundred commits, one after the other, each waited for until the search box finds it; goal: all within two seconds. Then
a generated gazette is taken in with and without the triggers that note every written row, in turns of three, each time
into an empty database; goal: at most 5 % of the processor's time (ours and the server's: on a shared machine the clock
tells of the others).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench import intake

TURNS = 3
GOAL_SECONDS, GOAL_SHARE = 2.0, 0.05
LONGEST = 60.0


def followed(commits: int) -> list[float]:
    """Seconds from each commit to the first search that finds it."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.registry.models import Party
    from zhice.search import finding
    from zhice.site.indexing import catch_up, following_in_background

    with acting_as(SYSTEM):
        catch_up(lambda done, total: None)
    took = []
    with following_in_background(), acting_as(SYSTEM):
        for number in range(commits):
            name = f"示例跟随{number:04d}号厂"
            Party.objects.create(name=name, matching_name=name)
            began = time.perf_counter()
            while not finding.find(SYSTEM, name).total and time.perf_counter() - began < LONGEST:
                time.sleep(0.01)
            took.append(time.perf_counter() - began)
    return sorted(took)


def taken_in(file: Path, home: Path, name: str, *, noted: bool) -> tuple[float, float]:
    """Seconds of processor and by the clock for one import into an empty database."""
    with intake.fresh_database(name):
        if not noted:
            _unwatched(name)
        shutil.rmtree(home / "checkpoints", ignore_errors=True)  # those of another journal
        began, worked = time.perf_counter(), intake._processor() + intake._server()
        intake.take_in([file])
        return intake._processor() + intake._server() - worked, time.perf_counter() - began


def _unwatched(name: str) -> None:
    import psycopg

    from zhice.site import postgres

    with psycopg.connect(**postgres.conninfo("bootstrap", database=name), autocommit=True) as owner:
        for trigger, table in owner.execute(
            "select tgname, tgrelid::regclass::text from pg_trigger where tgname like 'search_%'"
        ).fetchall():
            owner.execute(f'drop trigger "{trigger}" on {table}')


def main(commits: int, rows: int) -> None:
    with tempfile.TemporaryDirectory(prefix="zhice-bench-") as home:
        os.environ |= {"ZHICE_HOME": home, "DJANGO_SETTINGS_MODULE": "zhice.site.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        from zhice.site import migrating, postgres

        with postgres.running():
            migrating.ensure()
            django.setup()
            took = followed(commits)
            sys.stdout.write(
                f"found after a commit: median {statistics.median(took):.2f} s, longest of {commits} {took[-1]:.2f} s "
                f"(goal {GOAL_SECONDS} s), load {os.getloadavg()[0]:.1f}\n"
            )
            sys.stdout.flush()
            intake.ROWS = rows
            _notes(intake.generated(Path(home)), Path(home))


def _notes(file: Path, home: Path) -> None:
    from django.db import connection

    connection.close()
    used: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for turn in range(TURNS):
        for noted in (True, False) if turn % 2 else (False, True):
            used[noted].append(taken_in(file, home, f"turn_{turn}_{int(noted)}", noted=noted))
    worked, clock = (
        [statistics.median(each[which] for each in used[noted]) for noted in (True, False)]
        for which in (0, 1)
    )
    sys.stdout.write(
        f"import with notes ÷ without: {worked[0] / worked[1]:.3f} of processor ({worked[0]:.2f} and {worked[1]:.2f} s), "
        f"{clock[0] / clock[1]:.3f} by the clock; goal {1 + GOAL_SHARE:.2f}, load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m bench.following", description=__doc__)
    options.add_argument("--commits", type=int, default=100)
    options.add_argument("--rows", type=int, default=20_000, help="of the gazette that is taken in")
    said = options.parse_args()
    main(said.commits, said.rows)
