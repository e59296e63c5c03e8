"""Finding records by words, in tables of a million rows behind the wall.

Behind row-level security PostgreSQL uses no trigram index: LIKE might tell of hidden rows, so it runs after the wall, on
every row that is left. Two things keep that cheap: a look at a row costs little, and every row is looked at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet

from zhice.search import finding
from zhice.web.register import Register

FEW = 1_000  # keys that a page may be chosen from
LARGE = 20_000  # records of a register, from which on the index of search is asked instead of each row
MANY = 20_000  # hits up to which the index's keys narrow the rows; beyond, a page is soon full by looking at rows


def found(register: Register, rows: QuerySet[Any], words: str, *, masked: bool) -> QuerySet[Any]:
    """The rows that a search in a register finds: in a large one by the index, in the language of the search box."""
    if not words:
        return rows
    keys = finding.keys_of_kind(register.record, words, masked=masked, most=MANY, smallest=LARGE)
    if keys is None:
        return searched(rows, register.search, words)
    return rows.filter(pk__in=keys)


def searched(rows: QuerySet[Any], fields: tuple[str, ...], words: str) -> QuerySet[Any]:
    """Rows in which every word stands in one of the fields."""
    for word in words.split():
        rows = rows.filter(holding(rows.model, fields, word))
    return rows


def holding(model: type[Model], fields: Iterable[str], text: str) -> Q:
    """The condition that `text` stands in one of the fields, whatever the case of its letters.

    Text without letters of two cases (Chinese, digits) needs no UPPER() of every value; a related record is looked for in
    its own table, which is smaller, and not joined to every row.
    """
    found, related = Q(), defaultdict(list)
    lookup = "contains" if text.upper() == text.lower() else "icontains"
    for field in fields:
        near, _, far = field.partition("__")
        if far and isinstance(model._meta.get_field(near), ForeignKey):
            related[near].append(far)
        else:
            found |= Q(**{f"{field}__{lookup}": text})
    for near, beyond in related.items():
        found |= linked(model, near, beyond, text)
    return found


def linked(model: type[Model], name: str, fields: Iterable[str], text: str) -> Q:
    """The condition that `text` stands in one of the fields of the record that `name` leads to."""
    there: Any = model._meta.get_field(name).related_model
    return Q(**{f"{name}__in": there._base_manager.filter(holding(there, fields, text)).values("pk")})


def few(rows: QuerySet[Any]) -> list[Any] | None:
    """The keys of all rows when they are few, else None.

    For a first page PostgreSQL would walk the index of the order and look into each row until the page is full; for a rare
    word that is all of them, one by one. The keys alone are found by reading the table once, in its own order.
    """
    keys = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    return keys if len(keys) <= FEW else None
