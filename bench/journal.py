"""The journal: acts per second, and events per second when it is verified (goal 200,000; trust.md, G14).

python -m bench.journal [EVENTS]     in a database and a home of its own, which are removed afterwards
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5
ACTS = 500
FILL = """do $$ declare
    last text := '%(previous)s'; said text := '%(body)s'; now text; found text;
begin
    for number in %(first)s .. %(last)s loop
        now := regexp_replace(said, '"seq":[0-9]+', '"seq":' || number);
        found := encode(sha256(convert_to(last || now, 'UTF8')), 'hex');
        insert into journal_event (seq, body, previous, hash) values (number, now, last, found);
        last := found;
    end loop;
end $$"""


def main(events: int) -> None:
    with tempfile.TemporaryDirectory(prefix="zhice-bench-") as folder:
        os.environ["ZHICE_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhice.site.settings"
        from zhice.site import migrating, postgres

        with postgres.running():
            migrating.ensure()
            import django

            django.setup()
            measure(events)


def measure(events: int) -> None:
    from django.db import connection

    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.journal import checkpoints
    from zhice.journal.verification import verify

    with acting_as(SYSTEM):
        began = time.perf_counter()
        for number in range(ACTS):
            write_one(number)
        print(f"acts, one commit each: {ACTS / (time.perf_counter() - began):,.0f}/s")
        fill(ACTS + 1, events)
        began = time.perf_counter()
        checkpoints.extend()
        print(f"signing {events:,} events at once: {time.perf_counter() - began:.2f} s")
        with connection.cursor() as cursor:
            cursor.execute("select pg_size_pretty(pg_total_relation_size('journal_event'))")
            print(f"table with indexes: {cursor.fetchone()[0]}; checkpoint file: {size(checkpoints.file())}")
        rates = []
        for _ in range(ROUNDS):
            verdict = verify()
            assert verdict.ok, verdict.words.en
            rates.append(verdict.events / verdict.seconds)
        print(f"verify {verdict.events:,} events: median {statistics.median(rates):,.0f}/s of {ROUNDS}")
        print(f"ratio to the goal of 200,000/s: {statistics.median(rates) / 200_000:.2f}")
    connection.close()


def write_one(number: int) -> None:
    from zhice.journal.acts import act

    with act("registry.party.change", record=f"party:{number}", detail={"fields": ["name"]}):
        pass


def fill(first: int, last: int) -> None:
    """Chain events like those of `act`, without a transaction each; the database hashes, so that filling is quick."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select body, hash from journal_event order by seq desc limit 1")
        body, previous = cursor.fetchone()
        cursor.execute(
            FILL % {"first": first, "last": last, "previous": previous, "body": body.replace("'", "''")}
        )


def size(file: Path) -> str:
    return f"{file.stat().st_size / 1024:,.0f} KiB"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
