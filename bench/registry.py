"""The registry at a million patents: figure, evidence and overview in server time; rows stored per second.

python -m bench.registry [PATENTS]     in a home of its own, which is removed afterwards; medians of 5

Goals: figure to evidence ≤ 300 ms, overview ≤ 100 ms, storing ≥ 5,000 rows/s (reading the rows counted elsewhere).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

ROUNDS = 5
REGION, DAY = "419001", date(2022, 12, 31)
FIRMS = 40_000
EVIDENCE_MS, OVERVIEW_MS, ROWS_A_SECOND = 300, 100, 5_000

# Regions get shares that fall with their rank, as in life; 419001 keeps about one in a thousand.
FILL = (
    """
create temporary table place as
select code, row_number() over (order by md5(code)) as rank from registry_region where level <> 'province'
""",
    """
insert into registry_party (kind, name, matching_name, region_id, note, example)
select 'organisation', '示例企业' || n, '示例企业' || n, p.code, '', true
from generate_series(1, %(firms)s) n
join place p on p.rank = 1 + floor((select count(*) from place) * power((n * 7919 %% 10007) / 10007.0, 2))::int
""",
    "create temporary table firm as select id, region_id, row_number() over (order by id) as n from registry_party"
    " where name like '示例企业%%'",
    """
insert into registry_patent (document_number, kind, title, application_number_state, filed_date, published_date,
    granted_date, lapsed_date, abnormal_date, first_holder_id, filed_region_id, granted_region_id, holder_region_id,
    ipc, holders, inventors, agency)
select 'CN' || (t.n %% 3 + 1) || '8' || lpad(t.n::text, 7, '0'),
    (array['INVENTION', 'UTILITY_MODEL', 'DESIGN'])[t.n %% 3 + 1], '一种示例装置' || t.n, 'missing', filed, null, granted,
    case when t.n %% 5 = 0 then granted + 900 end, case when t.n %% 37 = 0 then filed + 300 end,
    f.id, f.region_id, case when granted is not null then f.region_id end, f.region_id, 'G06F17/30', '', '', ''
from (select n, date '2010-01-01' + (n * 7919::bigint %% 4747)::int as filed,
             case when n %% 4 <> 0 then date '2010-01-01' + (n * 7919::bigint %% 4747)::int + 400 + n %% 300 end as granted
      from generate_series(1, %(patents)s) n) t
join firm f on f.n = 1 + (t.n * 104729::bigint %% (select count(*) from firm))
""",
    """
insert into registry_patentspell (patent_id, kind, party_id, region_id, from_date, to_date)
select id, kind, first_holder_id, holder_region_id, granted_date, lapsed_date from registry_patent
where granted_date is not null and title like '一种示例装置%%'
""",
    "drop table place, firm",
)


def main(patents: int) -> None:
    with tempfile.TemporaryDirectory(prefix="zhice-bench-") as folder:
        os.environ["ZHICE_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhice.site.settings"
        from zhice.site import migrating, postgres

        with postgres.running():
            migrating.ensure()
            import django

            django.setup()
            from django.db import connection

            from zhice.accounts.acting import SYSTEM, acting_as

            with acting_as(SYSTEM):
                storing()
                fill(patents)
                figures()
            overview()
            connection.close()


def postgres_owner() -> Any:
    import psycopg

    from zhice.site import postgres

    return psycopg.connect(**postgres.conninfo("owner"), autocommit=True)


def storing() -> None:
    """The example region: its rows are read by the format and stored by the registry, in one act."""
    from zhice.registry.example import loading, rows
    from zhice.registry.example.region import invent
    from zhice.site import example

    began = time.perf_counter()
    publications = list(rows.publications(invent().filings))
    print(f"inventing and reading {len(publications):,} rows: {time.perf_counter() - began:.1f} s")
    began, cpu = time.perf_counter(), time.process_time()
    counts = loading.load(lambda done, of: None)
    took = time.perf_counter() - began
    stored = counts["publications"] + counts["events"]
    print(
        f"inventing, reading and storing {stored:,} rows: {took:.1f} s, {stored / took:,.0f} rows/s", end=""
    )
    print(
        f" = {stored / took / ROWS_A_SECOND:.2f} x goal ({time.process_time() - cpu:.1f} s of it in Python)"
    )
    example._people()
    example._plan()


def fill(patents: int) -> None:
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in FILL:
            cursor.execute(statement, {"patents": patents, "firms": FIRMS})
    with postgres_owner() as owner:
        owner.execute("vacuum analyze")
    print(f"{patents:,} patents made in {time.perf_counter() - began:.0f} s")


def figures() -> None:
    """Every indicator of the plan that has a figure, and the first page of its evidence."""
    from zhice.plan.figures.reckoning import opened, reckon
    from zhice.plan.indicators.models import Indicator

    worst = 0.0
    for indicator in Indicator.objects.order_by("code"):
        if indicator.awaits:
            continue
        reckoned = reckon(indicator=indicator, region_code=REGION, on=DAY)
        count = timed(lambda it=indicator: reckon(indicator=it, region_code=REGION, on=DAY))

        def page(it: Any = reckoned) -> int:
            with opened(it) as evidence:
                return evidence.count()

        evidence = timed(page)
        worst = max(worst, count + evidence)
        print(
            f"{indicator.code:<40} {reckoned.figure.value!s:>16} figure {count:6.0f} ms, evidence {evidence:6.0f} ms"
        )
    print(
        f"slowest figure with its evidence: {worst:.0f} ms = {worst / EVIDENCE_MS:.2f} x limit of {EVIDENCE_MS} ms"
    )


def overview() -> None:
    """The pages as the plan office asks for them, the cache emptied before each: server time without network."""
    from django.conf import settings
    from django.core.cache import cache
    from django.test import Client

    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.models import User

    settings.ZHICE_SECOND_FACTOR = "off"
    client = Client()
    with acting_as(SYSTEM):
        client.force_login(User.objects.get(username="plan"), backend="zhice.accounts.signing_in.Backend")
    for address in ("/", "/registers/patents/", f"/registers/patents/?holder_region={REGION}"):
        answer = client.get(address)
        warm = timed(lambda url=address: client.get(url))

        def cold(url: str = address) -> None:
            cache.clear()
            client.get(url)

        print(
            f"GET {address:<48} {answer.status_code}: warm {warm:6.0f} ms, cache empty {timed(cold):6.0f} ms"
            f" (limit {OVERVIEW_MS} ms)"
        )


def timed(do: Callable[[], Any]) -> float:
    """Median milliseconds."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        do()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
