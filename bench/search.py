"""Search over generated titles and abstracts in Chinese, beside SQLite FTS5, PostgreSQL and a plain scan.

python -m bench.search [--docs N] [--postgres N] [--threads N]

Per engine: documents a second (and a second of processor), size, the ten best for questions of one, two and three terms
(p50 and p99 of the medians of five, in milliseconds of processor and by the clock: on a shared machine the clock tells of
the others; of PostgreSQL only by the clock, since another process answers), and whether every document is found in which
the terms stand. FTS5 gets the same pairs of signs and `order by rank`; PostgreSQL gets trigrams over fewer documents, since
its index takes minutes. One process, in turns.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from zhice.search.engine import asking, grams, index
from zhice.search.engine.grammar import Each, Term
from zhice.search.engine.normal import normal

BATCH, ROUNDS, BEST = 1_000, 5, 10
QUESTIONS = 150  # of each length
GOALS = {"docs/s": 30_000, "p99": 10.0, "fts5": 30.0}
ENDINGS = ["装置", "方法", "系统", "设备", "及其制备方法", "的控制方法"]
PATTERNS = [
    "本发明公开了一种{}{}{}，包括{}、{}和{}，所述{}与{}{}连接，所述{}内设有{}{}，通过{}{}{}，实现了{}的{}{}，能够有效{}{}{}，提高{}{}的{}效率，降低{}成本，具有{}{}、{}{}的优点，适用于{}{}领域。",
    "本实用新型涉及{}技术领域，具体为一种{}{}，包括{}本体，{}本体的一侧固定连接有{}{}，{}的内壁开设有{}，{}与{}滑动连接，{}的顶部设置{}{}，{}{}时{}带动{}{}，从而{}{}，解决了现有{}{}{}不便的问题，结构简单，{}方便。",
    "本申请提供{}{}{}，应用于{}{}，该方法包括：获取{}{}的{}信息；根据所述{}信息{}{}；将{}输入{}{}模型，得到{}{}结果；依据{}{}结果{}{}{}，并向{}发送{}{}。采用本申请，可{}{}{}的{}，{}{}{}的准确性。",
]


@dataclass
class Times:
    """Milliseconds for questions of one, two and three terms: of processor, and by the clock."""

    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    clock50: list[float] = field(default_factory=list)
    clock99: list[float] = field(default_factory=list)


@dataclass
class Figures:
    """What one engine came to."""

    engine: str
    docs: int
    seconds: float
    processor: float | None  # None: another process works
    megabytes: float
    times: Times
    found: float | None  # None: not counted


def vocabulary(size: int = 30_000, seed: int = 7) -> tuple[list[str], np.ndarray]:
    """Made-up words of two to four characters in common use, and how often each comes (Zipf)."""
    rng = random.Random(seed)
    signs = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFA)]
    common = [min(int(rng.paretovariate(0.7) * 40), len(signs) - 1) for _ in range(200_000)]
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(signs[rng.choice(common)] for _ in range(rng.choice((2, 2, 2, 2, 3, 4))))] = None
    weight = 1 / np.arange(1, size + 1) ** 0.85
    return list(words), np.cumsum(weight) / weight.sum()


def documents(count: int, seed: int = 11) -> Iterator[tuple[str, str]]:
    words, steps = vocabulary()
    rng = np.random.default_rng(seed)
    holes = [pattern.count("{}") for pattern in PATTERNS]
    for _ in range(0, count, BATCH):
        drawn = np.searchsorted(steps, rng.random((BATCH, max(holes) + 2)))
        which, ending = rng.integers(0, len(PATTERNS), BATCH), rng.integers(0, len(ENDINGS), BATCH)
        for row in range(BATCH):
            taken = [words[min(place, len(words) - 1)] for place in drawn[row]]
            title = f"一种{taken[-1]}{taken[-2]}{ENDINGS[ending[row]]}"
            yield title, PATTERNS[which[row]].format(*taken[: holes[which[row]]])


def questions(texts: list[tuple[str, str]], seed: int = 5) -> dict[int, list[list[str]]]:
    """Terms of two to four signs cut out of one document, so that each question finds something."""
    rng = random.Random(seed)

    def terms(number: int) -> list[str]:
        title, abstract = rng.choice(texts)
        plain = normal(title + " " + abstract).replace(" ", "·")
        cut = [plain[at : at + rng.choice((2, 2, 3, 4))] for at in rng.choices(range(len(plain) - 4), k=40)]
        return [term for term in cut if "·" not in term][:number]

    return {number: [terms(number) for _ in range(QUESTIONS)] for number in (1, 2, 3)}


def truth(texts: list[str], asked: dict[int, list[list[str]]]) -> dict[int, list[int]]:
    """How many documents hold all terms of a question, by looking into each."""
    return {
        number: [sum(all(term in text for term in terms) for text in texts) for terms in each[:TRIED]]
        for number, each in asked.items()
    }


TRIED = 8  # questions whose every hit is counted by a scan, of each length


def ours(texts: list[tuple[str, str]], folder: Path, threads: int) -> tuple[Any, float, float, float]:
    began, worked = time.perf_counter(), _worked()
    writer = index.Writer(folder, heap=index.BULK_HEAP, threads=threads)
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        entries = [index.Entry("patent", start + n, name=t, text=a) for n, (t, a) in enumerate(part)]
        writer.put(entries, fresh=True)
    writer.commit()
    writer.close()
    took, cpu = time.perf_counter() - began, _worked() - worked
    return index.Reader(folder), took, cpu, size(folder)


def asked_of(reader: Any, terms: list[str]) -> asking.Asked:
    """As the search page asks."""
    return asking.Asked(reader, Each(tuple(Term(term, raw=term) for term in terms)))


def best_of(reader: Any, terms: list[str]) -> Any:
    asked = asked_of(reader, terms)
    return asked.best(asked.query(), limit=BEST)


def fts5(texts: list[tuple[str, str]], file: Path) -> tuple[sqlite3.Connection, float, float, float]:
    began, worked = time.perf_counter(), _worked()
    connection = sqlite3.connect(file)
    connection.executescript("pragma journal_mode=wal; pragma synchronous=off; pragma cache_size=-500000;")
    connection.execute(
        "create virtual table f using fts5(x, content='', tokenize=\"unicode61 categories 'L* N* Co P*'\")"
    )
    for start in range(0, len(texts), BATCH):
        cut = grams.many([f"{title} {abstract}" for title, abstract in texts[start : start + BATCH]])
        connection.executemany("insert into f(rowid, x) values (?, ?)", enumerate(cut, start))
    connection.execute("insert into f(f) values ('optimize')")
    connection.commit()
    connection.execute("pragma wal_checkpoint(truncate)")
    return connection, time.perf_counter() - began, _worked() - worked, size(file)


def match_of(terms: list[str]) -> str:
    return " AND ".join(
        '"' + " ".join(term[at : at + 2] for at in range(len(term) - 1)) + '"' for term in terms
    )


def postgres(texts: list[tuple[str, str]], asked: dict[int, list[list[str]]]) -> Figures:
    """Trigrams in a database of its own."""
    import psycopg

    from zhice.site import postgres as site

    with (
        site.running(),
        psycopg.connect(**site.conninfo("bootstrap", database="postgres"), autocommit=True) as c,
    ):
        c.execute("create extension if not exists pg_trgm")
        c.execute(
            "set max_parallel_workers_per_gather=0; set max_parallel_maintenance_workers=0; set jit=off"
        )
        c.execute("create unlogged table bench_text (id int primary key, x text)")
        began = time.perf_counter()
        with c.cursor().copy("copy bench_text from stdin") as rows:
            for number, (title, abstract) in enumerate(texts):
                rows.write_row((number, normal(f"{title} {abstract}")))
        c.execute("create index on bench_text using gin (x gin_trgm_ops)")
        c.execute("analyze bench_text")
        took = time.perf_counter() - began
        bytes_ = c.execute("select pg_total_relation_size('bench_text')").fetchone()

        def ask(terms: list[str], what: str, end: str) -> Any:
            where = " and ".join(["x like %s"] * len(terms))
            return c.execute(
                f"select {what} from bench_text where {where} {end}", [f"%{t}%" for t in terms]
            ).fetchall()

        few = {number: each[:20] for number, each in asked.items()}
        times = timed(few, lambda terms: ask(terms, "id", f"limit {BEST}"), rounds=1)
        assert bytes_ is not None
        return Figures("PostgreSQL trigrams", len(texts), took, None, bytes_[0] / 1e6, times, None)


def timed(asked: dict[int, list[list[str]]], ask: Callable[[list[str]], Any], rounds: int = ROUNDS) -> Times:
    """Of each question the median of the rounds, of the questions of a length the middle and the slowest of a hundred."""
    times = Times()
    for number in (1, 2, 3):
        took = [[_once(ask, terms) for _ in range(rounds)] for terms in asked[number]]
        for which, p50, p99 in ((0, times.p50, times.p99), (1, times.clock50, times.clock99)):
            row = sorted(statistics.median(one[which] for one in each) * 1e3 for each in took)
            p50.append(row[len(row) // 2])
            p99.append(row[int(len(row) * 0.99)])
    return times


def found(
    asked: dict[int, list[list[str]]], true: dict[int, list[int]], count: Callable[[list[str]], int]
) -> float:
    """Recall over all tried questions; more than the truth is a fault."""
    pairs = [
        (count(terms), wanted)
        for number, counts in true.items()
        for terms, wanted in zip(asked[number], counts, strict=False)
    ]
    assert all(got <= wanted for got, wanted in pairs), "found what is not there"
    return sum(got for got, _ in pairs) / max(1, sum(wanted for _, wanted in pairs))


def size(place: Path) -> float:
    files = [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def _once(ask: Callable[[list[str]], Any], terms: list[str]) -> tuple[float, float]:
    """Seconds of processor, and by the clock."""
    worked, began = time.process_time(), time.perf_counter()
    ask(terms)
    return time.process_time() - worked, time.perf_counter() - began


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(docs: int, fewer: int, threads: int) -> None:
    print(f"{docs:,} documents, load {os.getloadavg()[0]:.1f}, {threads} writing threads", flush=True)
    texts = list(documents(docs))
    asked = questions(texts)
    plain = [normal(f"{title} {abstract}") for title, abstract in texts]
    began = time.perf_counter()
    true = truth(plain, asked)
    print(f"  a scan: {(time.perf_counter() - began) / (3 * TRIED) * 1e3:,.0f} ms a question", flush=True)
    results = []
    with tempfile.TemporaryDirectory(prefix="zhice-bench-") as folder:
        reader, took, cpu, megabytes = ours(texts, Path(folder) / "ours", threads)
        times = timed(asked, lambda terms: best_of(reader, terms))
        recall = found(asked, true, lambda terms: reader.count(asked_of(reader, terms).query()))
        results.append(Figures("ours", docs, took, cpu, megabytes, times, recall))
        told(results[-1])
        shutil.rmtree(Path(folder) / "ours")
        connection, took, cpu, megabytes = fts5(texts, Path(folder) / "fts5.db")
        best = f"select rowid from f where f match ? order by rank limit {BEST}"
        peer = {number: each[:40] for number, each in asked.items()}
        times = timed(peer, lambda terms: connection.execute(best, [match_of(terms)]).fetchall(), rounds=3)
        several = "select count(*) from f where f match ?"
        recall = found(
            asked, true, lambda terms: connection.execute(several, [match_of(terms)]).fetchone()[0]
        )
        results.append(Figures("SQLite FTS5, pairs", docs, took, cpu, megabytes, times, recall))
        told(results[-1])
        if fewer:
            os.environ["ZHICE_HOME"] = f"{folder}/home"
            results.append(postgres(texts[:fewer], asked))
            told(results[-1])
    report(results)


def told(each: Figures) -> None:
    """One engine's line, as soon as it is known."""
    rates = f"{each.docs / each.seconds:,.0f} docs/s"
    if each.processor:
        rates += f", {each.docs / each.processor:,.0f} a second of processor"
    recall = "" if each.found is None else f", recall {each.found:.4f}"
    print(f"{each.engine}, {each.docs:,} documents: {rates}, {each.megabytes:,.0f} MB{recall}")
    rows = [("by the clock", each.times.clock50, each.times.clock99)]
    if each.processor:
        rows.insert(0, ("of processor", each.times.p50, each.times.p99))
    for name, p50, p99 in rows:
        row = "  ".join(f"{a:.2f}/{b:.2f}" for a, b in zip(p50, p99, strict=True))
        print(f"  p50/p99 ms {name}, 1, 2, 3 terms: {row}")
    print(f"  load {os.getloadavg()[0]:.1f}", flush=True)


def report(results: list[Figures]) -> None:
    mine, peer = results[0], results[1]
    print(f"docs/s ÷ goal {GOALS['docs/s']:,}: {mine.docs / mine.seconds / GOALS['docs/s']:.2f}")
    print(f"worst p99 ÷ goal {GOALS['p99']} ms: {max(mine.times.p99) / GOALS['p99']:.2f} of processor, "
          f"{max(mine.times.clock99) / GOALS['p99']:.2f} by the clock")  # fmt: skip
    ratios = [b / a for a, b in zip(mine.times.p99, peer.times.p99, strict=True)]
    print(
        f"p99 below FTS5's by {', '.join(f'{ratio:.0f} x' for ratio in ratios)} (goal {GOALS['fts5']:.0f} x)"
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    options.add_argument("--docs", type=int, default=1_000_000)
    options.add_argument(
        "--postgres", type=int, default=200_000, metavar="N", help="documents for PostgreSQL; 0: none"
    )
    options.add_argument("--threads", type=int, default=2)
    said = options.parse_args()
    main(said.docs, said.postgres, said.threads)
