"""Killed at any moment: no half batch, nothing acknowledged lost, nothing taken in twice."""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest

from tests.hostile import importer

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
SHARE, TRIALS = 2, 5
"""A kill falls anywhere from before the first statement to within the second batch, at this machine's speed."""


class Importer:
    """The forking process, and what its workers have acknowledged."""

    def __init__(self, database: str, home: Path) -> None:
        self.acknowledged: set[int] = set()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.importer", database, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"ZHICE_DATABASE": database},
            text=True,
        )
        self._until("READY")

    @property
    def _out(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout

    def work_and_be_killed(self, *, after: float) -> None:
        pid = self._start()
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
        self._until("ENDED")

    def time_of_a_batch(self) -> float:
        """Seconds from the start of a worker to its first acknowledgement."""
        pid = self._start()
        started = time.monotonic()
        self.acknowledged.add(int(self._until("ACK")))
        taken = time.monotonic() - started
        os.kill(pid, signal.SIGKILL)
        self._until("ENDED")
        return taken

    def _start(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f"START {max(self.acknowledged, default=-1) + 1}\n")
        self._process.stdin.flush()
        return int(self._until("PID"))

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._out.close()

    def _until(self, word: str) -> str:
        for line in self._out:
            said, _, rest = line.strip().partition(" ")
            if said == word:
                return rest
            if said == "ACK":
                self.acknowledged.add(int(rest))
        pytest.fail(f"the importer ended before it said {word}")


@pytest.mark.django_db(transaction=True)
def test_two_hundred_kills(superuser: psycopg.Connection[Any], tmp_path: Path) -> None:
    database = superuser.info.dbname
    chance = random.Random(20261122)
    killed = Importer(database, tmp_path)
    try:
        longest = SHARE * statistics.median(killed.time_of_a_batch() for _ in range(TRIALS))
        for _ in range(KILLS):
            killed.work_and_be_killed(after=chance.uniform(0, longest))
    finally:
        killed.close()
    settle(superuser)
    assert len(killed.acknowledged) > KILLS // 10
    nothing_acknowledged_is_lost(superuser, killed.acknowledged)
    no_batch_is_half(superuser)
    print(f"{KILLS} kills within {longest:.2f} s, {len(killed.acknowledged)} acknowledged batches")


def settle(database: psycopg.Connection[Any]) -> None:
    """The server notices a dead client within moments; wait until no transaction of one is open."""
    for _ in range(200):
        busy = database.execute(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> "
            "pg_backend_pid()"
            " and xact_start is not null"
        ).fetchone()
        if busy == (0,):
            return
        time.sleep(0.05)
    pytest.fail("a transaction of a killed worker is still open")


def nothing_acknowledged_is_lost(database: psycopg.Connection[Any], acknowledged: set[int]) -> None:
    stored = {token for (token,) in database.execute("select token from intake_batch")}
    assert {importer.token(number) for number in acknowledged} <= stored
    assert stored - {importer.token(number) for number in acknowledged} <= {
        importer.token(number) for number in range(max(acknowledged) + 2)
    }


def no_batch_is_half(database: psycopg.Connection[Any]) -> None:
    """Every batch has all its rows, rejections and its one event; no record is without its batch."""
    bad = len(range(0, importer.ROWS, importer.BAD))
    whole = (importer.ROWS, importer.ROWS - bad - 1, 1, bad)
    counted = database.execute(
        """
        select b.rows, b.stored, b.duplicate, b.quarantined,
               (select count(*) from registry_publication p where p.batch_id = b.id),
               (select count(*) from intake_rejection r where r.batch_id = b.id),
               (select count(*) from journal_event e where e.record = 'batch:' || b.id)
        from intake_batch b
        """
    ).fetchall()
    assert counted
    assert set(counted) == {(*whole, whole[1], bad, 1)}
    orphans = database.execute("select count(*) from registry_publication where batch_id is null").fetchone()
    assert orphans == (0,)
