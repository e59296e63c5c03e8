"""What can be found: declared once for each kind of record, by whoever shows that kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet

MASKED = "masked"
WHOLE = ("all", MASKED)


@dataclass(frozen=True, kw_only=True)
class Searching:
    """What a register adds to its `search` columns: paths over relations, as in its columns.

    `name`: also short and telling; `text`: long; `people`: personal names, never found by whom names are masked for;
    `heard`: found by their sound, too. Left out: `ipc`, `region` and `day` are taken from the columns.
    """

    name: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()  # symbols, the main one first
    region: str = ""  # the foreign key to a region
    day: str = ""
    weight: float = 0.0  # added to the score: a party stands above the many rights that bear its name


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """A kind of record with all that the index holds of it, and how a hit is shown.

    `rows(user)` are the records that `user` may read, and the only ones ever shown; `scope(user)` is their scope for
    reading, None where they have none. `listed`: the only ones that have an entry; the others lead to one of these.
    """

    kind: str
    title: Any
    model: type[Model]
    what: Searching
    rows: Callable[[Any], QuerySet[Any]]
    scope: Callable[[Any], str | None]
    called: Callable[[Any, bool], str]  # (record, masked) → its name on a page
    address: Callable[[Any], str]
    noticed: Callable[[int], None] = lambda rows: None  # told how many were shown, for the journal
    listed: Q = field(default_factory=Q)

    @property
    def records(self) -> QuerySet[Any]:
        """All that have an entry."""
        return self.model._default_manager.filter(self.listed)

    @cached_property
    def sources(self) -> list[tuple[str, str, str]]:
        """(table to watch, table whose key is noted, column that holds it): the record's own and what it is named by."""
        meta = self.model._meta
        found = {(meta.db_table, meta.db_table, meta.pk.column): None}
        for path in self.paths:
            near, _, far = path.partition("__")
            relation: Any = meta.get_field(near)
            if not far or not relation.is_relation:
                continue
            there = relation.related_model._meta
            if relation.one_to_many:  # its rows tell of this record
                found[there.db_table, meta.db_table, relation.field.column] = None
            else:
                found[there.db_table, there.db_table, there.pk.column] = None
        return list(found)

    @property
    def paths(self) -> list[str]:
        what = self.what
        region = [f"{what.region}__name", f"{what.region}__parent__name"] if what.region else []
        return list(dict.fromkeys((*what.name, *what.text, *what.people, *region)))

    def concerned(self, source: str, keys: Iterable[int]) -> QuerySet[Any]:
        """The records that a change of `source` concerns."""
        rows = self.records
        if source == self.model._meta.db_table:
            return rows.filter(pk__in=keys)
        found = rows.none()
        for near in dict.fromkeys(path.partition("__")[0] for path in self.paths if "__" in path):
            relation: Any = self.model._meta.get_field(near)
            if not relation.one_to_many and relation.related_model._meta.db_table == source:
                found = found | rows.filter(**{f"{near}__in": list(keys)})
        return found


_providers: list[Callable[[], Iterable[Searchable]]] = []


def provide(provider: Callable[[], Iterable[Searchable]]) -> None:
    """Let `provider` name kinds of records, each time they are asked for."""
    if provider not in _providers:
        _providers.append(provider)


def everything() -> list[Searchable]:
    """All kinds that can be found, each once."""
    found: dict[str, Searchable] = {}
    for provider in _providers:
        for each in provider():
            found.setdefault(each.kind, each)
    return list(found.values())
