"""Rolling-origin backtest of the forecast: does the 80 % interval hold 80 %, and is it better than "same as last year"?

    python -m bench.forecast [--series 60]

Each made-up series runs seven years; from the ends of March, June and September of years 3 to 7 the year's end is forecast
knowing only what came before. Counts have a trend that wanders, a season, and more scatter than chance; stocks are what
comes less what goes. Beside the made-up ones: the counties of the generated corpus. Seeds are fixed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from zhice.kernel.days import Period
from zhice.measuring.facts import Facts
from zhice.measuring.history import Month, monthly, months
from zhice.measuring.target import Target
from zhice.plan.forecast.forecast import forecast

YEARS = range(2015, 2022)
ORIGINS = (3, 6, 9)
CORPUS_ROWS = 1_000_000


@dataclass(frozen=True)
class Case:
    """One forecast held against what came; errors and width as shares of it. `met`: a target of 5 % above last year."""

    inside: bool
    width: float
    error: float
    naive_error: float
    met: bool
    probability: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=60)
    options = asked.parse_args()
    rng = np.random.default_rng(20201118)
    flows = [made_up_counts(rng) for _ in range(options.series)]
    stocks = [made_up_stock(rng) for _ in range(options.series)]
    print(f"{'series':34}{'n':>6}{'coverage':>10}{'skill':>8}{'width':>8}{'Brier':>8}{'(base)':>8}")
    report("made-up counts, year's total", [case for one in flows for case in cases(one, "flow")])
    report("made-up stocks, year-end level", [case for one in stocks for case in cases(one, "stock")])
    for name, code, kind in (
        ("corpus: net filings by county", "creation.patent_filings_net", "flow"),
        ("corpus: grants by county", "creation.patent_grants", "flow"),
        ("corpus: inventions in force", "creation.invention_patents_in_force", "stock"),
    ):
        report(name, [case for one in corpus_series(code, options.series // 3) for case in cases(one, kind)])
    print(
        "coverage: of the 80 % interval. skill: 1 - mean error / that of 'same as last year' (for a stock: last year's"
    )
    print(
        "rise again). width: median of interval / value. Brier: of the probability; (base): of always saying the mean."
    )


def report(name: str, found: Sequence[Case]) -> None:
    error, naive = (sum(values) for values in ([c.error for c in found], [c.naive_error for c in found]))
    base = np.mean([case.met for case in found])
    brier = np.mean([(case.probability - case.met) ** 2 for case in found])
    coverage = np.mean([case.inside for case in found])
    width = np.median([case.width for case in found])
    print(
        f"{name:34}{len(found):>6}{coverage:>10.3f}{1 - error / naive:>8.2f}{width:>8.2f}{brier:>8.3f}{base * (1 - base):>8.3f}"
    )


def cases(values: np.ndarray, kind: str) -> Iterator[Case]:
    series = as_months(values)
    for year in (year for year in YEARS if year >= YEARS.start + 2):
        for month in ORIGINS:
            case = _case(series, year, month, kind)
            if case is not None:
                yield case


def _case(series: list[Month], year: int, month: int, kind: str) -> Case | None:
    at = (year - YEARS.start) * 12
    known, day = series[: at + month], Period.month(year, month).end
    if kind == "flow":
        truth, last = _sum(series[at : at + 12]), _sum(series[at - 12 : at])
        naive = last
    else:
        truth = float(series[at + 11].value)
        last = float(series[at - 1].value)
        naive = float(known[-1].value) + last - float(series[at + month - 13].value)
    promise = Decimal(repr(round(last * 1.05, 2)))
    target = Target("more_than", promise, None, "件", year, "annual" if kind == "flow" else "stock")
    found = forecast(known, target, day, period=Period.year(year), kind=kind)  # type: ignore[arg-type]
    if found.expected is None or found.low is None or found.high is None or found.probability is None:
        return None
    scale = max(truth, 1.0)
    return Case(
        inside=found.low <= Decimal(repr(truth)) <= found.high,
        width=float(found.high - found.low) / scale,
        error=abs(float(found.expected) - truth) / scale,
        naive_error=abs(naive - truth) / scale,
        met=bool(target.met(Decimal(repr(truth)))),
        probability=float(found.probability),
    )


def _sum(series: Sequence[Month]) -> float:
    return float(sum(month.value for month in series))


def as_months(values: np.ndarray) -> list[Month]:
    span = Period(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))
    return [
        Month(month, Decimal(int(value)), complete=True)
        for month, value in zip(months(span), values, strict=True)
    ]


def made_up_counts(rng: np.random.Generator) -> np.ndarray:
    """Monthly counts of 3 to 120: growth of −10 to 25 % a year that wanders, a weak February, a strong December, scatter."""
    t = np.arange(len(YEARS) * 12)
    season = np.exp(rng.normal(0, 0.15, 12))
    season[1], season[11] = season[1] * 0.6, season[11] * 1.3
    wandering = np.cumsum(rng.normal(0, rng.choice([0, 0.02, 0.05]), len(t)))
    mean = (
        rng.choice([3, 12, 40, 120]) * np.exp(rng.uniform(-0.1, 0.25) / 12 * t + wandering) * season[t % 12]
    )
    scatter = rng.choice([0.0, 0.02, 0.1])
    return rng.poisson(mean * (rng.gamma(1 / scatter, scatter, len(t)) if scatter else 1.0))


def made_up_stock(rng: np.random.Generator) -> np.ndarray:
    """Grants coming, and rights of a stock of four years' grants going at a rate that wanders too."""
    coming = made_up_counts(rng)
    level, levels = float(coming[:12].sum() * 4), []
    for come in coming:
        level += come - rng.poisson(level * rng.uniform(0.008, 0.012))
        levels.append(level)
    return np.array(levels)


def corpus_series(code: str, count: int) -> Iterator[np.ndarray]:
    from bench.indicators import corpus
    from zhice.corpus.generate import COUNTIES
    from zhice.corpus.snapshot import open_corpus
    from zhice.measuring.territory import Atlas

    source = open_corpus(Path(corpus(CORPUS_ROWS)), threads=1).source
    atlas = Atlas(source)
    span = Period(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))
    for county in COUNTIES[:count]:
        facts = Facts(source, atlas.territory(county), day=span.end)
        yield np.array([float(month.value) for month in monthly(code, facts=facts, period=span)])


if __name__ == "__main__":
    main()
