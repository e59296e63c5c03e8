"""Generate: a corpus of made-up rights from a fixed seed, for measuring speed and trying things out. Never to be taken for real.

Filings grow from 2000 to 2022; about half the inventions and nine in ten of the others are granted; rights lapse as fees go
unpaid; few applicants file much and most little (Zipf). The same seed and size give the same files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhice.corpus.manifest import Held, Manifest, digest
from zhice.corpus.schema import arrow_schema
from zhice.measuring.facts import relation, relations

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]

DAY = date(2022, 12, 31)
FIRST = np.datetime64("2000-01-01")
LAST = np.datetime64("2022-12-31")
CHUNK = 500_000
ORIGIN = "示例数据：按固定种子生成，不是真实记录 (generated from a fixed seed, not real)"
KINDS = pa.array(["INVENTION", "UTILITY_MODEL", "DESIGN"])
PREFECTURES = [f"41{number:02d}00" for number in range(1, 18)]
COUNTIES = [f"{prefecture[:4]}{number:02d}" for prefecture in PREFECTURES for number in range(2, 8)]
REGIONS = ["419001", *COUNTIES]
SUBCLASSES = [f"{s}{c:02d}{g}" for s in "ABCDEFGH" for c in range(1, 31) for g in "BCDF"]
THINGS = [
    "传感器",
    "电机",
    "阀体",
    "换热器",
    "催化剂",
    "电解液",
    "轴承",
    "机械臂",
    "光伏组件",
    "净水器",
    "铅锭",
    "连铸坯",
]
ENDINGS = ["装置", "方法", "系统", "及其制备方法", "的检测方法", "结构"]
AGENCIES = 800


def generate(
    folder: Path, *, rights: int, seed: int = 20201118, names: Mapping[str, str] | None = None
) -> Manifest:
    """Write a generated corpus of `rights` rights to `folder`, replacing files of the same names, and its manifest (generated: true).

    `names` gives regions the names that readers know; the others are called 示例….
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    holders = Holders(rng, max(200, min(200_000, rights // 40)))
    spells = pq.ParquetWriter(
        folder / "patent_spells.parquet", arrow_schema(relation("patent_spells")), compression="zstd"
    )
    patents = pq.ParquetWriter(
        folder / "patents.parquet", arrow_schema(relation("patents")), compression="zstd"
    )
    with patents, spells:
        for start in range(0, rights, CHUNK):
            chunk = _patents(rng, holders, start, min(CHUNK, rights - start))
            patents.write_table(chunk)
            spells.write_table(_spells(rng, chunk))
    for name, rows in (
        ("regions", _named(names or {})),
        ("resident_population", _population(rng)),
        ("pct_applications", _pct(rng, rights // 500)),
    ):
        pq.write_table(
            pa.Table.from_pylist(list(rows), schema=arrow_schema(relation(name))), folder / f"{name}.parquet"
        )
    _nothing_of_the_others(folder)
    files = sorted(folder.glob("*.parquet"))
    held = {file.stem: Held(pq.read_metadata(file).num_rows, digest(file)) for file in files}
    manifest = Manifest(DAY, ORIGIN, generated=True, relations=held)
    manifest.write(folder)
    return manifest


def _nothing_of_the_others(folder: Path) -> None:
    """Relations that nothing is made up for are there and empty: a corpus holds every published relation."""
    for published in relations():
        file = folder / f"{published.name}.parquet"
        if not file.exists():
            pq.write_table(arrow_schema(published).empty_table(), file)


class Holders:
    """Made-up applicants: a record, a name, a region each; drawn so that few file much."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self.records = pa.array([f"party:{number}" for number in range(count)])
        self.names = pa.array([f"示例{THINGS[n % len(THINGS)]}第{n}有限公司" for n in range(count)])
        self.region = _zipf(rng, len(REGIONS), count, 0.7)
        self.count = count


def _zipf(rng: np.random.Generator, values: int, size: int, slope: float) -> Ints:
    weights = np.cumsum(1 / np.arange(1, values + 1) ** slope)
    drawn: Ints = np.minimum(np.searchsorted(weights, rng.random(size) * weights[-1]), values - 1)
    return drawn


@dataclass(frozen=True)
class _Lives:
    """The drawn dates of a chunk of rights, and which of them have happened by the last day."""

    kind: Ints
    filed: Days
    granted: Days
    is_granted: Flags
    lapsed: Days
    abnormal: Days
    is_abnormal: Flags


def _lives(rng: np.random.Generator, size: int) -> _Lives:
    kind = np.searchsorted([0.42, 0.85], rng.random(size))
    span = int((LAST - FIRST).astype(int))
    filed = FIRST + (rng.beta(3, 1.3, size) * span).astype(np.int64)
    is_invention = kind == 0
    wait = np.where(is_invention, rng.normal(900, 250, size), rng.normal(220, 60, size))
    wait = wait.clip(60, 3000).astype(np.int64)
    granted = filed + wait
    is_granted = (rng.random(size) < np.where(is_invention, 0.52, 0.93)) & (granted <= LAST)
    term = np.array([7305, 3652, 5479])[kind]
    life = np.minimum(
        (rng.exponential(np.where(is_invention, 3400, 1500), size) + 200).astype(np.int64), term - wait
    )
    abnormal = filed + rng.integers(200, 900, size)
    is_abnormal = (rng.random(size) < 1 / 25) & (abnormal <= LAST)
    return _Lives(kind, filed, granted, is_granted, granted + life, abnormal, is_abnormal)


def _patents(rng: np.random.Generator, holders: Holders, start: int, size: int) -> pa.Table:
    lives = _lives(rng, size)
    holder = _zipf(rng, holders.count, size, 0.95)
    number = pa.array(np.arange(start, start + size))
    region = pa.array(REGIONS).take(pa.array(holders.region[holder]))
    columns: dict[str, Any] = {
        "record": pc.binary_join_element_wise("patent:", number.cast(pa.string()), ""),
        "document_number": pc.binary_join_element_wise(
            "CN", pc.add(number, 100_000_000).cast(pa.string()), ""
        ),
        "application_number": pa.nulls(size, pa.string()),
        "kind": KINDS.take(pa.array(lives.kind)),
        "title": pc.binary_join_element_wise("一种", _pick(rng, THINGS, size), _pick(rng, ENDINGS, size), ""),
        **_dates(lives),
        **_classes(rng, size),
        "filed_region": region,
        "granted_region": pc.if_else(pa.array(lives.is_granted), region, pa.scalar(None, pa.string())),
        "holder_region": region,
        "holder": holders.records.take(pa.array(holder)),
        "holder_name": holders.names.take(pa.array(holder)),
        "agency": pa.array([f"示例代理{n}" for n in range(AGENCIES)]).take(
            pa.array(_zipf(rng, AGENCIES, size, 0.9))
        ),
    }
    return pa.table(columns, schema=arrow_schema(relation("patents")))


def _classes(rng: np.random.Generator, size: int) -> dict[str, pa.Array]:
    """One symbol each; families are not drawn."""
    subclass = pa.array(SUBCLASSES).take(pa.array(_zipf(rng, len(SUBCLASSES), size, 0.5)))
    return {
        "ipc_subclass": subclass,
        "classes": pc.binary_join_element_wise(subclass, "1/00", ""),
        "family": pa.nulls(size, pa.string()),
    }


def _dates(lives: _Lives) -> dict[str, pa.Array]:
    published = lives.filed + 540
    return {
        "filed_date": _days(lives.filed),
        "published_date": _days(published, (lives.kind == 0) & (published <= LAST)),
        "granted_date": _days(lives.granted, lives.is_granted),
        "lapsed_date": _days(lives.lapsed, lives.is_granted & (lives.lapsed <= LAST)),
        "abnormal_date": _days(lives.abnormal, lives.is_abnormal),
        "filed_year": pa.array(_year(lives.filed)),
        "granted_year": pa.array(_year(lives.granted), mask=~lives.is_granted),
    }


def _spells(rng: np.random.Generator, patents: pa.Table) -> pa.Table:
    """One spell for each granted right; for one in thirty two, its holder having moved halfway."""
    granted = patents.filter(pc.is_valid(patents["granted_date"]))
    start, end = granted["granted_date"], granted["lapsed_date"]
    first_day = start.to_numpy().astype("datetime64[D]")
    last_day = pc.fill_null(end, pa.scalar(DAY)).to_numpy().astype("datetime64[D]")
    moved = rng.random(len(granted)) < 1 / 30
    middle = first_day + (last_day - first_day) // 2
    before = _spell(granted, start, pc.if_else(pa.array(moved), _days(middle), end), granted["holder_region"])
    elsewhere = pa.array(REGIONS).take(pa.array(rng.integers(0, len(REGIONS), len(granted))))
    after = _spell(granted, _days(middle), end, elsewhere).filter(pa.array(moved))
    return pa.concat_tables([before, after])


def _spell(granted: pa.Table, start: Any, end: Any, region: Any) -> pa.Table:
    kept = {
        name: granted[name]
        for name in ("record", "document_number", "kind", "title", "holder", "holder_name")
    }
    schema = arrow_schema(relation("patent_spells"))
    return pa.table({**kept, "region": region, "start_date": start, "end_date": end}, schema=schema)


def _pick(rng: np.random.Generator, words: list[str], size: int) -> pa.Array:
    return pa.array(words).take(pa.array(rng.integers(0, len(words), size)))


def _days(days: Days, known: Flags | None = None) -> pa.Array:
    return pa.array(days.astype("datetime64[D]"), mask=None if known is None else ~known)


def _year(days: Days) -> Ints:
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def _named(names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    return (row | {"name": names.get(row["code"], row["name"])} for row in _regions())


def _regions() -> Iterator[dict[str, Any]]:
    yield {"code": "410000", "name": "示例省", "level": "province", "parent": None}
    yield {"code": "419001", "name": "示例区", "level": "county", "parent": "410000"}
    for code in PREFECTURES:
        yield {"code": code, "name": f"示例市{code[2:4]}", "level": "prefecture", "parent": "410000"}
    for code in COUNTIES:
        yield {"code": code, "name": f"示例县{code[2:]}", "level": "county", "parent": f"{code[:4]}00"}


def _population(rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    for place, code in enumerate([*REGIONS, *PREFECTURES]):
        persons = int(rng.integers(300_000, 9_000_000))
        for year in range(2015, 2022):
            persons += int(rng.integers(-3_000, 6_000))
            yield {
                "record": f"population:{place * 10 + year - 2015}",
                "region": code,
                "year": year,
                "persons": persons,
                "status": "final",
                "published_date": date(year + 1, 4, 1),
                "source": "示例统计公报",
            }


def _pct(rng: np.random.Generator, count: int) -> Iterator[dict[str, Any]]:
    for number, days in enumerate(rng.integers(0, 365 * 23, count)):
        filed = date.fromordinal(date(2000, 1, 1).toordinal() + int(days))
        yield {
            "record": f"pct:{number}",
            "application_number": f"PCT/CN{filed.year}/{number:06d}",
            "title": f"示例{THINGS[number % len(THINGS)]}",
            "filed_date": filed,
            "region": REGIONS[int(rng.integers(len(REGIONS)))],
            "applicant": None,
            "applicant_name": None,
        }
