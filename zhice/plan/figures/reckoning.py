"""A figure of an indicator for a region, a period and a day: the stored definition handed to the measuring engine.

A figure counts records that its reader may not open one by one, so it is computed seeing all; its evidence is shown only
through the evidence pages, which ask who reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection

from zhice.accounts import permissions
from zhice.accounts.acting import acting_as, seeing_all
from zhice.kernel.days import Period
from zhice.measuring import measure
from zhice.measuring.counts import Counts, Cumulative
from zhice.measuring.evidence import Evidence
from zhice.measuring.facts import Facts
from zhice.measuring.figure import Figure
from zhice.measuring.fold import fold
from zhice.measuring.source import PostgresSource, Source
from zhice.measuring.territory import Atlas
from zhice.plan.corpora.models import Corpus
from zhice.plan.corpora.opening import facts_in
from zhice.plan.indicators.models import Definition, Indicator
from zhice.plan.indicators.queries import counts_of


@dataclass(frozen=True)
class Reckoned:
    """A figure with the definition it was counted by, and the figures that stand beside it."""

    indicator: Indicator
    definition: Definition
    figure: Figure
    beside: dict[str, Figure]
    corpus: Corpus | None = None

    def kept(self) -> Reckoned:
        """The same without the way to its evidence rows, fit to be kept in a cache."""
        return replace(
            self,
            figure=_kept(self.figure),
            beside={name: _kept(figure) for name, figure in self.beside.items()},
        )


def reckon(
    *,
    indicator: Indicator,
    region_code: str,
    on: date,
    period: Period | None = None,
    definition: Definition | None = None,
    since: date | None = None,
    facts: Facts | None = None,
    corpus: Corpus | None = None,
) -> Reckoned:
    """The figure as known on the day `on`, by the definition in force then (or the one given).

    `period` defaults to the year of `on`. `since` is where cumulative counts begin, the plan's first day. `facts` are those
    of the region and the day where the caller has them already: reading a region's surroundings takes longer than a count.
    `corpus` is where to count instead of the records; an indicator that ranks may have one chosen for it.
    """
    definition = definition or indicator.definition(on=on)
    period = period or Period.year(on.year)
    corpus = corpus or _chosen(indicator)
    known = facts if facts and corpus is None else facts_of(region_code, on, corpus=corpus)

    def count(stored: object) -> Figure:
        counts = counts_of(stored)
        return fold(
            counts,
            facts=known,
            period=_reach(counts, period, since),
            unit=indicator.unit,
            awaits=indicator.awaits or None,
        )

    with seeing_all():
        figure = count(definition.counts)
        beside = {name: count(stored) for name, stored in definition.beside.items()}
    return Reckoned(indicator, definition, figure, beside, corpus)


def _chosen(indicator: Indicator) -> Corpus | None:
    """The corpus an indicator ranks by; who reads a figure need not be one who may read the register of corpora."""
    if indicator.corpus_id is None:
        return None
    with seeing_all():
        return indicator.corpus


def facts_of(
    region_code: str, on: date, *, corpus: Corpus | None = None, source: Source | None = None
) -> Facts:
    """The live records of a region and its peers, as known on a day (through `source` if given); or what a corpus knows."""
    if corpus is not None:
        return facts_in(corpus, region_code, on)
    source = source or PostgresSource(connection.cursor)
    with seeing_all():
        atlas = Atlas(source)
        return Facts(source, atlas.territory(region_code), on, peers=atlas.peers(region_code))


@contextmanager
def opened(reckoned: Reckoned) -> Iterator[Evidence]:
    """All evidence rows of a figure, for freezing them; a page uses `read_by`."""
    with seeing_all():
        yield reckoned.figure.evidence


@contextmanager
def read_by(user: Any, reckoned: Reckoned, term: str | None) -> Iterator[Evidence]:
    """The evidence rows of a term as `user` may read them: behind their own wall, names masked where their scope is masked.

    PermissionDenied for who may read some of these records only: a list shorter than its figure would be wrong.
    """
    evidence = reckoned.figure.evidence
    if reckoned.corpus is not None:
        # its rows are no records of ours: behind no wall, so only who may read the corpus opens them
        if permissions.scope(user, "corpus", "read") not in permissions.WHOLE:
            raise PermissionDenied
        yield evidence
        return
    codes = {part.measure for part in evidence.parts if term is None or part.key == term}
    for kind in {measure.find(code).grain for code in codes}:
        if permissions.scope(user, kind, "read") not in permissions.WHOLE:
            raise PermissionDenied
    with acting_as(user):
        yield evidence


def in_chunks(evidence: Evidence) -> Evidence:
    """The same rows read through a cursor of the server: an export of a million never stands in memory whole."""
    if not isinstance(evidence.source, PostgresSource):
        return evidence  # a corpus gives its rows in chunks anyway
    return replace(evidence, source=PostgresSource(connection.chunked_cursor))


def _reach(counts: Counts, period: Period, since: date | None) -> Period:
    if isinstance(counts, Cumulative) and since is not None and since < period.start:
        return Period(since, period.end)
    return period


@lru_cache(maxsize=1)
def _no_source() -> Evidence:
    return Evidence(None, ())  # type: ignore[arg-type]  # nothing is ever read from it


def _kept(figure: Figure) -> Figure:
    return replace(figure, evidence=_no_source())
