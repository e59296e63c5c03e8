"""Lives of patents as plain Python, the fact rows that follow from them, and counts by brute force: the truth that figures are held to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

import zhice.creation.measures
import zhice.registry.measures  # noqa: F401 - declares relations and measures
from zhice.corpus.schema import arrow_schema
from zhice.measuring.facts import relation, relations
from zhice.measuring.source import ParquetSource

JIYUAN, ZHENGZHOU, ZHONGYUAN, LUOYANG, BEIJING = "419001", "410100", "410102", "410300", "110000"
SEATS = [JIYUAN, ZHONGYUAN, LUOYANG, BEIJING]
WITHIN = {
    JIYUAN: {JIYUAN},
    ZHENGZHOU: {ZHENGZHOU, ZHONGYUAN},
    LUOYANG: {LUOYANG},
    "410000": {JIYUAN, ZHENGZHOU, ZHONGYUAN, LUOYANG, "410000"},
}
REGIONS = [
    {"code": "410000", "name": "河南省", "level": "province", "parent": None},
    {"code": ZHENGZHOU, "name": "郑州市", "level": "prefecture", "parent": "410000"},
    {"code": ZHONGYUAN, "name": "中原区", "level": "county", "parent": ZHENGZHOU},
    {"code": LUOYANG, "name": "洛阳市", "level": "prefecture", "parent": "410000"},
    {"code": JIYUAN, "name": "济源市", "level": "county", "parent": "410000"},
    {"code": BEIJING, "name": "北京市", "level": "province", "parent": None},
]
Row = dict[str, Any]


@dataclass(frozen=True)
class Life:
    """A patent: filed, perhaps granted, lapsed or found abnormal; its first holder's seats, each from a day on."""

    kind: str
    filed: date
    granted: date | None
    lapsed: date | None
    abnormal: date | None
    seats: tuple[tuple[date, str], ...]
    holder: str

    def seat(self, day: date) -> str:
        return [region for since, region in self.seats if since <= day][-1]

    def in_force(self, day: date) -> bool:
        return self.granted is not None and self.granted <= day and (self.lapsed is None or day < self.lapsed)


DAYS = st.dates(date(2018, 6, 1), date(2023, 6, 30))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    filed = draw(DAYS)
    granted = draw(st.none() | st.integers(30, 900).map(lambda days: filed + timedelta(days)))
    lapsed = (
        draw(st.none() | st.integers(0, 900).map(lambda days: granted + timedelta(days))) if granted else None
    )
    abnormal = draw(st.none() | st.none() | st.integers(1, 700).map(lambda days: filed + timedelta(days)))
    moves = sorted(draw(st.lists(st.tuples(st.integers(1, 1500), st.sampled_from(SEATS)), max_size=2)))
    seats = [
        (filed, draw(st.sampled_from(SEATS))),
        *((filed + timedelta(days), region) for days, region in moves),
    ]
    kind = draw(st.sampled_from(["INVENTION", "INVENTION", "UTILITY_MODEL", "DESIGN"]))
    return Life(kind, filed, granted, lapsed, abnormal, tuple(seats), draw(st.sampled_from("甲乙丙丁")))


@dataclass(frozen=True)
class Census:
    region: str
    year: int
    persons: int
    status: str
    published: date


CENSUSES = st.lists(
    st.builds(
        Census,
        st.sampled_from([JIYUAN, ZHENGZHOU, LUOYANG]),
        st.integers(2018, 2022),
        st.integers(1, 900_000),
        st.sampled_from(["preliminary", "revised", "final", "superseded"]),
        st.dates(date(2019, 1, 1), date(2023, 12, 31)),
    ),
    max_size=10,
    unique_by=lambda one: (one.region, one.year, one.status, one.published),
)


def fact_rows(rights: Iterable[Life], censuses: Iterable[Census] = ()) -> dict[str, list[Row]]:
    rights = list(rights)
    others = {known.name: [] for known in relations()}
    return others | {
        "patents": [_patent(number, life) for number, life in enumerate(rights)],
        "patent_spells": [row for number, life in enumerate(rights) for row in _spells(number, life)],
        "pct_applications": [_pct(number, life) for number, life in enumerate(rights) if life.holder == "甲"],
        "resident_population": [
            {"record": f"population:{n}", "region": one.region, "year": one.year, "persons": one.persons,
             "status": one.status, "published_date": one.published, "source": f"{one.year}年公报"}
            for n, one in enumerate(censuses)
        ],
        "regions": REGIONS,
    }  # fmt: skip


def _patent(number: int, life: Life) -> Row:
    last = life.seats[-1][1]
    return {
        "record": f"patent:{number}", "document_number": f"CN{number}", "application_number": None, "kind": life.kind,
        "title": f"发明{number % 3}", "filed_date": life.filed, "published_date": None, "granted_date": life.granted,
        "lapsed_date": life.lapsed, "abnormal_date": life.abnormal, "filed_region": life.seat(life.filed),
        "granted_region": life.seat(life.granted) if life.granted else None, "holder_region": last,
        "holder": f"party:{life.holder}", "holder_name": life.holder, "ipc_subclass": "A01B", "agency": None,
        "classes": "A01B1/00", "family": None,
        "filed_year": life.filed.year, "granted_year": life.granted.year if life.granted else None,
    }  # fmt: skip


def _spells(number: int, life: Life) -> Iterable[Row]:
    if life.granted is None:
        return
    ends = [since for since, _ in life.seats[1:]] + [None]
    for (since, region), until in zip(life.seats, ends, strict=True):
        start = max(since, life.granted)
        end = min((day for day in (until, life.lapsed) if day is not None), default=None)
        if end is None or start < end:
            yield {
                "record": f"patent:{number}", "document_number": f"CN{number}", "kind": life.kind, "title": "题",
                "holder": f"party:{life.holder}", "holder_name": life.holder, "region": region, "start_date": start,
                "end_date": end,
            }  # fmt: skip


def _pct(number: int, life: Life) -> Row:
    return {
        "record": f"pct:{number}", "application_number": f"PCT/CN{number}", "title": "题", "filed_date": life.filed,
        "region": life.seat(life.filed), "applicant": None, "applicant_name": None,
    }  # fmt: skip


def as_parquet(rows: Mapping[str, list[Row]], folder: Path) -> ParquetSource:
    folder.mkdir(parents=True, exist_ok=True)
    for known in relations():
        if known.name in rows:
            table = pa.Table.from_pylist(rows[known.name], schema=arrow_schema(known))
            pq.write_table(table, folder / f"{known.name}.parquet")
    return ParquetSource(folder, threads=1)


_SQL = {"string": "text", "date": "date", "int64": "bigint", "decimal(18, 2)": "numeric(18, 2)"}


def as_postgres(rows: Mapping[str, list[Row]], connection: psycopg.Connection[Any]) -> None:
    """The relations as tables of schema `fact`; in the product they are views."""
    connection.execute("drop schema if exists fact cascade")
    connection.execute("create schema fact")
    for name, held in rows.items():
        columns = relation(name).columns
        typed = ", ".join(f'"{column}" {_SQL[kind.rstrip("?")]}' for column, (kind, _) in columns.items())
        connection.execute(f'create table fact."{name}" ({typed})')  # type: ignore[call-overload]
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(columns))
            insert = f'insert into fact."{name}" values ({places})'
            cursor.executemany(insert, [[row[column] for column in columns] for row in held])  # type: ignore[arg-type]
