"""Whether two statements about one publication contradict each other, field by field (decision 0032).

What identifies must agree: kind, application number, publication day, filing day. What describes may be missing, shorter or
longer in one of them. Different words are a contradiction only between sources of one rank; between ranks the nearer one
stands in the fold and the other is kept beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhice.kernel.text import skeleton

IDENTIFIES = ("kind", "application_number", "date", "filed_date")
DESCRIBES = (
    "title",
    "applicants",
    "address",
    "inventors",
    "agency",
    "ipc",
    "other_classes",
    "abstract",
    "claims",
    "priorities",
    "family",
)
_PROSE = frozenset({"abstract", "claims", "address"})
"""Of these one source may give a part: the first claim, an address without its postcode."""
_LISTED = frozenset({"other_classes", "priorities"})
"""Of these one source may list some."""
_PRINTED = re.compile(r"\s|\([^)]*\)[A-Z]?")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source of this rank said: name of the field → its text; what it did not say is not there."""

    rank: int
    said: Mapping[str, Any]


def refuted(said: Statement, known: Iterable[Statement]) -> dict[str, tuple[str, str]]:
    """Field → (as we have it, as it is said now), for everything that cannot stand beside what is known."""
    differences: dict[str, tuple[str, str]] = {}
    for other in known:
        for name in (*IDENTIFIES, *(DESCRIBES if other.rank == said.rank else ())):
            if _differ(name, said.said.get(name), other.said.get(name)):
                differences.setdefault(name, (str(other.said[name]), str(said.said[name])))
    return dict(sorted(differences.items()))


def flags_of(said: Statement, known: Sequence[Statement]) -> tuple[str, ...]:
    """What is worth a word of a statement that is kept beside others."""
    return ("adds_to_known", "told_otherwise") if otherwise(said, known) else ("adds_to_known",)


def otherwise(said: Statement, known: Iterable[Statement]) -> tuple[str, ...]:
    """The fields that another statement words differently."""
    others = list(known)
    return tuple(
        name
        for name in DESCRIBES
        if any(_differ(name, said.said.get(name), other.said.get(name)) for other in others)
    )


def plain(value: Any) -> Any:
    """JSON as the database gives it, as text or read already; nothing is an empty object."""
    if value is None:
        return {}
    return json.loads(value) if isinstance(value, str) else value


def _differ(name: str, one: Any, other: Any) -> bool:
    if (
        not one or not other or one == other or name == "family"
    ):  # every source numbers families in its own way
        return False
    if name in IDENTIFIES:
        return str(one) != str(other)
    if name in _PROSE:
        ours, theirs = skeleton(one), skeleton(other)
        return not (ours in theirs or theirs in ours)
    first, second = _values(name, one), _values(name, other)
    if name in _LISTED:
        return not (set(first) <= set(second) or set(second) <= set(first))
    if name == "applicants":  # the first of them counts, the others stand in any order
        return first[:1] != second[:1] or sorted(first) != sorted(second)
    return sorted(first) != sorted(second)


def _values(name: str, listed: str) -> list[str]:
    """The values of a list as they are compared; classes without their edition and mark."""
    bare = _PRINTED.sub("", listed) if name in ("ipc", "other_classes") else listed
    return [skeleton(value) for value in bare.split("；") if value.strip()]
