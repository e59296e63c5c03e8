"""Records of the database as entries of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhice.kernel.identifiers import identity_numbers
from zhice.search.engine import numbers
from zhice.search.engine.index import Entry
from zhice.search.searchable import Searchable

CHUNK = 2_000
_SYMBOL = re.compile(r"[A-HY][0-9]{2}[A-Z](?:[0-9]{1,4}/[0-9]{1,8})?")
_YEAR_DIGITS = 4


def entries(what: Searchable, rows: QuerySet[Any]) -> list[Entry]:
    return [entry(what, record) for record in with_relations(what, rows)]


def all_entries(what: Searchable) -> Iterator[list[Entry]]:
    """Every record, a few thousand at a time, in the order of their keys; nothing is kept open in between."""
    last: Any = None
    while True:
        rows = what.records.order_by("pk")
        found = entries(what, (rows if last is None else rows.filter(pk__gt=last))[:CHUNK])
        if not found:
            return
        yield found
        pk = what.model._meta.pk
        last = pk.to_python(found[-1].pk)


def with_relations(what: Searchable, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with what their entries are made of, in as few questions as can be."""
    one: dict[str, None] = {}
    many: dict[str, None] = {}
    for path in what.paths:
        near, _, far = path.rpartition("__")
        first = path.partition("__")[0]
        relation: Any = what.model._meta.get_field(first)
        if far and near and relation.is_relation:
            (many if relation.one_to_many else one)[near] = None
    return rows.select_related(*one).prefetch_related(*many)


def entry(what: Searchable, record: Any) -> Entry:
    declared = what.what
    names = _values(record, declared.name)
    people = _values(record, declared.people)
    region = getattr(record, f"{declared.region}_id", None) if declared.region else None
    places = [f"{declared.region}__name", f"{declared.region}__parent__name"] if region else []
    return Entry(
        kind=what.kind,
        pk=int(record.pk),
        name="\n".join(names),
        people="\n".join(people),
        text="\n".join(_values(record, declared.text)),
        numbers=tuple(dict.fromkeys(value for value in (*names, *people) if numbers.read(value))),
        ipc=_symbols(_values(record, declared.ipc)),
        region=str(region or ""),
        place="\n".join(dict.fromkeys(_values(record, tuple(places)))),
        year=_year(record, declared.day),
        heard=" ".join(_values(record, [path for path in declared.heard if path in declared.name])),
        people_heard=" ".join(_values(record, [path for path in declared.heard if path in declared.people])),
    )


def _values(record: Any, paths: Iterable[str]) -> list[str]:
    return [said for path in paths for value in _at(record, path.split("__")) if (said := _said(value))]


def _at(record: Any, path: list[str]) -> list[Any]:
    """All values at the end of the path; a relation to many leads to all of them."""
    here = [record]
    for part in path:
        following: list[Any] = []
        for one in here:
            value = getattr(one, part, None)
            following += list(value.all()) if hasattr(value, "all") else [value]
        here = [value for value in following if value is not None]
    return here


def _said(value: Any) -> str:
    """The text; an identity number that has got into one is not to be found, nor shown as a hit."""
    return identity_numbers.masked(value) if isinstance(value, str) else "" if value is None else str(value)


def _symbols(texts: list[str]) -> tuple[str, ...]:
    plain = "".join("；".join(texts).split()).upper()
    return tuple(dict.fromkeys(_SYMBOL.findall(plain)))


def _year(record: Any, path: str) -> int | None:
    for value in _at(record, path.split("__")) if path else ():
        if isinstance(value, date):
            return value.year
        if isinstance(value, int) and len(str(value)) == _YEAR_DIGITS:
            return value
    return None
