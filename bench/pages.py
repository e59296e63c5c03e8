"""The pages at a million patents: server time through Django's test client, as the plan office asks for them.

python -m bench.pages [--patents N] [--home FOLDER]     without a folder in a home of its own, removed afterwards

Medians of 5. Goals: overview ≤ 100 ms, figure to evidence ≤ 300 ms. "cold" is the first answer after a record moved: the
scoreboard is computed anew. A kept home is filled once and used again; `--profile` prints each page's slowest queries.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.registry import DAY, REGION, fill, storing, timed

OVERVIEW_MS, EVIDENCE_MS, LIST_MS = 100, 300, 300
STOCK = "invention-stock"
SIZE, SLOWEST = 50, 6


def main(patents: int, folder: str | None, *, profiled: bool) -> None:
    with contextlib.ExitStack() as stack:
        home = folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="zhice-bench-"))
        os.environ |= {"ZHICE_HOME": home, "DJANGO_SETTINGS_MODULE": "zhice.site.settings"}
        os.environ.pop("DATABASE_URL", None)
        from zhice.site import migrating, postgres

        stack.enter_context(postgres.running())
        migrating.ensure()
        import django

        django.setup()
        prepare(Path(home) / f"filled-{patents}", patents)
        client = plan_office()
        for name, goal, ask in cases(client):
            took = timed(ask)
            said = f"{took / goal:5.2f} x goal of {goal} ms" if goal else ""
            print(f"{name:<58} {took:7.0f} ms  {said}", flush=True)
            if profiled:
                profile(ask)


def prepare(mark: Path, patents: int) -> None:
    """The example region, its plan and people, then the generated patents; once for a home."""
    from zhice.accounts.acting import SYSTEM, acting_as

    if mark.exists():
        return
    with acting_as(SYSTEM):
        storing()
        fill(patents)
    mark.touch()


def plan_office() -> Any:
    from django.conf import settings
    from django.test import Client

    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.models import User

    settings.ZHICE_SECOND_FACTOR = "off"
    client = Client()
    with acting_as(SYSTEM):
        client.force_login(User.objects.get(username="plan"), backend="zhice.accounts.signing_in.Backend")
    return client


def cases(client: Any) -> Iterator[tuple[str, int, Callable[[], Any]]]:
    """Name, goal in ms (0: none set), and the asking."""
    day = f"on={DAY}"
    evidence = f"/indicators/{STOCK}/evidence/?{day}"
    last = last_page(client)
    asked = [
        ("overview, warm", OVERVIEW_MS, f"/?{day}"),
        (f"indicator {STOCK}, warm", OVERVIEW_MS, f"/indicators/{STOCK}/?{day}"),
        ("evidence, first page", EVIDENCE_MS, evidence),
        (f"evidence, page {last}", EVIDENCE_MS, f"{evidence}&page={last}"),
        ("evidence, sorted by holder", EVIDENCE_MS, f"{evidence}&sort=-holder_name"),
        (f"API figure {STOCK}", EVIDENCE_MS, f"/api/v1/figures/{STOCK}?region={REGION}&{day}"),
        ("API evidence, 100 rows", EVIDENCE_MS, f"/api/v1/figures/{STOCK}/evidence?region={REGION}&{day}"),
        ("patents, first page", LIST_MS, "/registers/patents/"),
        ("patents of the region", LIST_MS, f"/registers/patents/?holder_region={REGION}"),
        ("patents of one kind", LIST_MS, "/registers/patents/?kind=DESIGN"),
        ("patents, search that finds few", LIST_MS, "/registers/patents/?q=示例装置777123"),
        ("patents, search that finds a fifth", LIST_MS, "/registers/patents/?q=示例装置7"),
        ("patents, search that finds nothing", LIST_MS, "/registers/patents/?q=查无此名"),
        ("patents, page 5,000", LIST_MS, "/registers/patents/?page=5000"),
        ("search in all registers", LIST_MS, "/search/?q=示例装置777123"),
    ]
    for name, goal, address in asked:
        yield name, goal, answers(client, address)
    for name, _goal, address in asked[:3]:
        yield name.replace(", warm", "") + ", cold", 0, moved(answers(client, address))
    yield "figure to evidence: API figure, then first page", EVIDENCE_MS, both(client, asked[5][2], evidence)


def answers(client: Any, address: str) -> Callable[[], Any]:
    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        _ = answer.content

    ask()
    return ask


def both(client: Any, first: str, second: str) -> Callable[[], Any]:
    asks = [answers(client, first), answers(client, second)]
    return lambda: [ask() for ask in asks]


def moved(ask: Callable[[], Any]) -> Callable[[], Any]:
    """The same after the kept boards were thrown away, as any change of a record does."""
    from django.core.cache import cache

    def cold() -> None:
        cache.clear()
        ask()

    return cold


def last_page(client: Any) -> int:
    answer = client.get(f"/api/v1/figures/{STOCK}/evidence?region={REGION}&on={DAY}&size=1")
    return -(-answer.json()["count"] // SIZE)


def profile(ask: Callable[[], Any]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        ask()
    queries = sorted(found.captured_queries, key=lambda query: -float(query["time"]))
    total = sum(1000 * float(query["time"]) for query in queries)
    print(f"    {len(queries)} queries, {total:.0f} ms")
    for query in queries[:SLOWEST]:
        print(f"    {1000 * float(query['time']):6.0f} ms  {query['sql'][:400]!r}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--patents", type=int, default=1_000_000)
    arguments.add_argument("--home", help="a folder to keep the filled database in")
    arguments.add_argument("--profile", action="store_true")
    given = arguments.parse_args()
    main(given.patents, given.home, profiled=given.profile)
