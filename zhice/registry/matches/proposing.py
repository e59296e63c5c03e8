"""Finding pairs among all parties, set-based: names in an index in memory, evidence in one query, proposals in one insert."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from zhice.matching.finding import Finding, Verdict
from zhice.matching.firms import Firm, compare
from zhice.matching.persons import Person, compare_persons
from zhice.matching.places import PlaceWords
from zhice.matching.writing import NameRefused, write
from zhice.registry.matches.models import MatchProposal
from zhice.registry.parties.models import Party, PartyName
from zhice.registry.regions.gazetteer import national
from zhice.registry.rights.patents.models import Patent

PROPOSED_FROM = 0.5
_CANDIDATES = 8
_MOST_NAMESAKES = 20
_INVENTORS = re.compile(r"[、;；,，]")


class Row(NamedTuple):
    """What is compared of a party."""

    pk: int
    kind: str
    name: str
    uscc: str | None
    region: str | None


@cache
def places() -> PlaceWords:
    """The gazetteer's region words; built once for a process."""
    return PlaceWords(national().units())


def propose(*, behind: int, upto: int, day: date) -> int:
    """Proposals for the parties with a number above `behind`; how many were not there before. Part of the caller's act."""
    found = Party.objects.filter(merged_into=None, pk__lte=upto).order_by("pk")
    rows = [Row(*values) for values in found.values_list("pk", "kind", "name", "uscc", "region_id")]
    pairs = {*_firms(rows, behind), *_persons(rows, behind)}
    by_key = {row.pk: row for row in rows}
    made = [
        MatchProposal(left_id=a, right_id=b, score=finding.score, reasons=told(finding), proposed_on=day)
        for (a, b), finding in _judged(pairs, by_key)
        if finding.verdict is not Verdict.DIFFERENT and finding.score >= PROPOSED_FROM
    ]
    before = MatchProposal.objects.count()
    MatchProposal.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    return MatchProposal.objects.count() - before


def told(finding: Finding) -> list[dict[str, Any]]:
    """The reasons as a proposal keeps them, in both languages."""
    return [
        {"feature": each.feature, "weight": each.weight, "zh": each.words.zh, "en": each.words.en}
        for each in finding.reasons
    ]


def _firms(rows: list[Row], behind: int) -> Iterator[tuple[int, int]]:
    """By the names of today, former names, and those of aliases."""
    firms = {row.pk: row for row in rows if row.kind == Party.Kind.ORGANISATION}
    if not any(pk > behind for pk in firms):
        return
    from zhice.matching.index import FirmIndex  # a web server starts without arrays

    former = ((pk, name) for pk, names in _former_names(set(firms)).items() for name in names)
    borne = [*((row.pk, row.name) for row in firms.values()), *former]
    index = FirmIndex([name for _, name in borne], places())
    for pk, name in borne:
        if pk > behind:
            try:
                hits = index.find(Firm(name=name, region=firms[pk].region), most=_CANDIDATES)
            except NameRefused:
                continue
            others = (borne[hit.place][0] for hit in hits)
            yield from (_pair(pk, other) for other in others if other != pk)


def _persons(rows: list[Row], behind: int) -> Iterator[tuple[int, int]]:
    """Persons of one name in one region, written otherwise; a name that very many bear says nothing."""
    namesakes: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for row in rows:
        if row.kind == Party.Kind.PERSON:
            try:
                namesakes[write(row.name).text, row.region].append(row.pk)
            except NameRefused:
                continue
    for keys in namesakes.values():
        if 1 < len(keys) <= _MOST_NAMESAKES:
            yield from ((a, b) for a in keys for b in keys if a < b and b > behind)


def _judged(
    pairs: Iterable[tuple[int, int]], rows: Mapping[int, Row]
) -> Iterator[tuple[tuple[int, int], Finding]]:
    pairs = sorted(pairs)
    keys = {key for pair in pairs for key in pair}
    former, people = _former_names(keys), _people(keys)
    for a, b in pairs:
        left, right = rows[a], rows[b]
        if left.kind == Party.Kind.PERSON:
            yield (a, b), compare_persons(_person(left), _person(right), places())
        else:
            yield (a, b), compare(*(_firm(row, former, people) for row in (left, right)), places())


def _firm(row: Row, former: Mapping[int, list[str]], people: Mapping[int, set[str]]) -> Firm:
    names = tuple(name for name in former.get(row.pk, ()) if name != row.name)
    return Firm(
        name=row.name,
        code=row.uscc,
        region=row.region,
        former_names=names,
        people=frozenset(people.get(row.pk, ())),
    )


def _person(row: Row) -> Person:
    return Person(name=row.name, region=row.region)


def _former_names(keys: set[int]) -> Mapping[int, list[str]]:
    """Names these parties had, and those of the parties merged into them."""
    found: dict[int, list[str]] = defaultdict(list)
    had = PartyName.objects.filter(party__in=keys).values_list("party_id", "name")
    aliases = Party.objects.filter(merged_into__in=keys).values_list("merged_into_id", "name")
    for party, name in (*had, *aliases):
        found[party].append(name)
    return found


def _people(keys: set[int]) -> Mapping[int, set[str]]:
    """Inventors of the patents each holds: people in common speak for one party."""
    found: dict[int, set[str]] = defaultdict(set)
    for party, inventors in Patent.objects.filter(first_holder__in=keys).values_list(
        "first_holder_id", "inventors"
    ):
        found[party].update(name.strip() for name in _INVENTORS.split(inventors) if name.strip())
    return found


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
