"""A person asks: what the question finds among the records that this person may read, and nothing of the others.

The index is asked within a fence: kinds that the person reads as a whole, and of the others the keys that `rows(user)`
gives. So hits, counts and facets are of visible records only; what is shown was read through `rows(user)` once more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from zhice.search.engine import asking, grammar, index, marking, numbers
from zhice.search.engine.asking import Asked
from zhice.search.engine.grammar import Node
from zhice.search.engine.index import Reader, kind_number, pk_of
from zhice.search.searchable import MASKED, WHOLE, Searchable, everything
from zhice.search.shelf import shelf

OWN = 20_000  # keys of a kind that a fence is made of
FACETS = ("kind", "region", "section", "year")
LATEST = "year"
FEW = 3  # lines that tell of a hit whose text holds nothing of the question


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a person narrowed the hits to; empty: not at all."""

    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    def query(self) -> list[Any]:
        parts = [
            asking.one_of(name, values)
            for name, values in (("kind", self.kinds), ("region", self.regions), ("section", self.sections))
            if values
        ]
        if self.first_year is not None or self.last_year is not None:
            parts.append(asking.years(self.first_year, self.last_year))
        return parts


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record found, as it may be shown."""

    what: Searchable
    record: Any
    title: list[marking.Piece]
    snippet: list[marking.Piece]
    score: float

    @property
    def url(self) -> str:
        return self.what.address(self.record)

    @property
    def plain_title(self) -> str:
        return "".join(piece.text for piece in self.title)


@dataclass(kw_only=True)
class Found:
    """The answer: hits of one page, how many there are in all, and how they are spread."""

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    ready: bool = True  # False: the index is being built
    shortened: bool = False  # so many visible records that not all could be looked at


def find(
    user: Any,
    question: str,
    *,
    filters: Filters | None = None,
    offset: int = 0,
    limit: int = 20,
    newest: bool = False,
    facets: bool = False,
) -> Found:
    """What `question` finds for `user`; raises QuestionRefused."""
    node = grammar.read(question)
    reader = shelf().reader()
    if reader is None:
        return Found(ready=False)
    search = _Search(user, reader, node, question)
    fenced = search.query()
    if fenced is None:
        return Found()
    query = asking.all_of([fenced, *(filters or Filters()).query()])
    found = Found(total=reader.count(query), shortened=search.shortened)
    if facets and found.total:
        found.facets = reader.facets(query, FACETS)
    if newest:
        keys = reader.latest(query, LATEST, limit=limit, offset=offset)
    else:
        keys = Asked(reader, node).best(query, limit=limit, offset=offset) if limit else []
    found.hits = shown(user, keys, node)
    found.total -= len(keys) - len(found.hits)  # deleted, or hidden, in the last second
    return found


def keys(user: Any, question: str, *, filters: Filters, most: int) -> list[int] | None:
    """The keys of the newest hits, in their order; None while there is no index. Raises QuestionRefused."""
    node = grammar.read(question)
    reader = shelf().reader()
    if reader is None:
        return None
    fenced = _Search(user, reader, node, question).query()
    if fenced is None:
        return []
    query = asking.all_of([fenced, *filters.query()])
    return sorted(key for key, _ in reader.latest(query, LATEST, limit=most))


def by_number(user: Any, question: str) -> Hit | None:
    """The one record that bears the number, in whatever spelling; None where it is no number, or not of exactly one."""
    forms = numbers.forms(question)
    reader = shelf().reader()
    if not forms or reader is None:
        return None
    query = _Search(user, reader, grammar.Term("", "number", forms[0]), "").fence(
        asking.one_of("number", forms)
    )
    keys = reader.hits(query, limit=2) if query is not None else []
    hits = shown(user, keys, grammar.Term("", "number"))
    return hits[0] if len(hits) == 1 else None


def suggested(user: Any, text: str, *, limit: int = 8) -> list[Hit]:
    """Records whose name, number or sound holds what was typed so far."""
    try:
        return find(user, text, limit=limit).hits
    except grammar.QuestionRefused:
        return []  # half a question is no mistake


def keys_of_kind(kind: str, question: str, *, masked: bool, most: int, smallest: int) -> list[int] | None:
    """Keys of all records of a kind that are found; None: more than `most`, or the kind is no larger than `smallest`.

    Whoever asks narrows them to what a person may read.
    """
    reader = shelf().reader()
    if reader is None or reader.frequency("kind", kind) < smallest:
        return None
    asked = Asked(reader, grammar.read(question), masked=masked, whole=question)
    query = asking.all_of([asked.query(), asking.one_of("kind", [kind])])
    if reader.count(query) > most:
        return None
    return [pk_of(key) for key, _ in reader.hits(query, limit=most)]


class _Search:
    """One question of one person, fenced in to what they may read."""

    def __init__(self, user: Any, reader: Reader, node: Node, question: str) -> None:
        self.user, self.reader = user, reader
        self.asked = {masked: Asked(reader, node, masked=masked, whole=question) for masked in (False, True)}
        self.shortened = False

    def query(self) -> Any | None:
        return self.fence(None)

    def fence(self, instead: Any | None) -> Any | None:
        """The question, or `instead` of it another query, within each fence; None where nothing may be read."""
        whole: dict[bool, list[str]] = defaultdict(list)
        own: list[int] = []
        for what in everything():
            scope = what.scope(self.user)
            if scope in WHOLE:
                whole[scope == MASKED].append(what.kind)
            elif scope is not None:
                own += self._own(what)
        weights = [(what.kind, what.what.weight) for what in everything() if what.what.weight]
        parts = [
            asking.all_of([self._query(instead, masked=masked), asking.one_of("kind", kinds)])
            for masked, kinds in whole.items()
        ]
        if own:
            parts.append(asking.all_of([self._query(instead, masked=False), asking.keys(own)]))
        if not parts:
            return None
        return asking.better(asking.any_of(parts), [asking.weighted("kind", *weight) for weight in weights])

    def _query(self, instead: Any | None, *, masked: bool) -> Any:
        return self.asked[masked].query() if instead is None else instead

    def _own(self, what: Searchable) -> list[int]:
        rows = what.rows(self.user).order_by("-pk").values_list("pk", flat=True)[: OWN + 1]
        keys = [index.key_of(what.kind, int(pk)) for pk in rows]
        self.shortened = self.shortened or len(keys) > OWN
        return keys[:OWN]


def shown(user: Any, keys: list[tuple[int, float]], node: Node) -> list[Hit]:
    """The records behind the keys that `user` may read, marked, in the order of the keys."""
    wanted = list(dict.fromkeys(term.text for term in grammar.terms(node) if term.text))
    kinds = {kind_number(index.key_of(what.kind, 0)): what for what in everything()}
    by_kind: dict[int, list[int]] = defaultdict(list)
    for key, _ in keys:
        by_kind[kind_number(key)].append(pk_of(key))
    records: dict[int, tuple[Searchable, Any]] = {}
    for number, pks in by_kind.items():
        what = kinds.get(number)
        if what is None or what.scope(user) is None:
            continue
        pk: Any = what.model._meta.pk
        found = list(what.rows(user).filter(pk__in=[pk.to_python(each) for each in pks]))
        records |= {index.key_of(what.kind, int(record.pk)): (what, record) for record in found}
        what.noticed(len(found))
    return [_hit(user, *records[key], wanted, score) for key, score in keys if key in records]


def _hit(user: Any, what: Searchable, record: Any, wanted: list[str], score: float) -> Hit:
    from zhice.search.reading import entry

    masked = what.scope(user) == MASKED
    title = what.called(record, masked)
    made = entry(what, record)
    lines = [*made.name.split("\n"), *made.text.split("\n"), *([] if masked else made.people.split("\n"))]
    told = [line for line in lines if line and line != title]
    best = next((line for line in told if marking.holds(line, wanted)), " · ".join(dict.fromkeys(told[:FEW])))
    return Hit(
        what=what,
        record=record,
        title=marking.marked(title, wanted),
        snippet=marking.marked(best, wanted, whole=False),
        score=score,
    )
