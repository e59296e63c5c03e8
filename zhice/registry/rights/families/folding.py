"""Which publications and patents are one family: one invention, however many countries published it.

The rule (decision 0021): a simple family. Documents belong together when their sets of priorities are the same, a
document without a priority being its own; or when DOCDB gives them the same family number, or a database lists the same
members; or when a source names our patent's publication number among the members. What is tied to the same document is
tied together. The name of a family is DOCDB's number, the smallest where there are several, else that of its members, else
a digest of the smallest set: it follows from the documents alone, so neither the order of files nor repetition changes it.
A patent tied to nothing has no family, or the one its own source gave.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from zhice.kernel.identifiers.patents import check_digit

Document = tuple[str, int]
"""("f", key of a publication abroad) or ("p", key of a patent)."""

# A patent without a claimed priority is its own: country, number without check digit, day.
OWN = "'CN ' || split_part(p.application_number, '.', 1) || ' ' || p.filed_date"
_SET = f"case when p.priorities <> '' then p.priorities else {OWN} end"
_FOREIGN = "select 'f', f.id, f.priority_set, f.family_number, '' as document, f.country, f.number from registry_foreignpublication f"
_PATENT = f"select 'p', p.id, {_SET}, '', coalesce(p.document_number, ''), '', '' from registry_patent p"
_BY = {
    "set": (
        f"{_FOREIGN} where f.priority_set <> '' and md5(f.priority_set) = any(select md5(unnest(%(asked)s::text[])))",
        f"{_PATENT} where p.priorities <> '' and md5(p.priorities) = any(select md5(unnest(%(asked)s::text[])))",
        f"{_PATENT} where p.priorities = '' and p.filed_date is not null and p.application_number = any(%(numbers)s)",
    ),
    "docdb": (f"{_FOREIGN} where f.family_number <> '' and f.family_number = any(%(asked)s)",),
    "document": (
        f"{_FOREIGN} where f.country = 'CN' and f.number = any(%(bare)s)",
        f"{_PATENT} where p.document_number = any(%(asked)s)",
    ),
}
_GIVE_FOREIGN = """
update registry_foreignpublication f set family = n.family from unnest(%(ids)s::bigint[], %(families)s::text[]) n(id, family)
where f.id = n.id and f.family <> n.family
"""
_GIVE_PATENTS = """
update registry_patent p set family = n.family from unnest(%(ids)s::bigint[], %(families)s::text[]) n(id, family)
where p.id = n.id and p.family <> n.family
"""
_OWN_FAMILY = """
select patent_id, (array_agg(content->>'family' order by rank, date desc, publication_number desc, digest)
                   filter (where content->>'family' <> ''))[1]
from registry_publication where patent_id = any(%s) group by patent_id
"""


def fold(*, foreign: Iterable[int] = (), patents: Iterable[int] = (), families: Iterable[str] = ()) -> None:
    """Fold anew every family that these documents, or the members of these families, belong to."""
    with connection.cursor() as cursor:
        found = _Found(cursor)
        found.look(f"{_FOREIGN} where f.id = any(%(asked)s)", asked=list(foreign))
        found.look(f"{_PATENT} where p.id = any(%(asked)s)", asked=list(patents))
        found.look(f"{_FOREIGN} where f.family <> '' and f.family = any(%(asked)s)", asked=list(families))
        found.look(f"{_PATENT} where p.family <> '' and p.family = any(%(asked)s)", asked=list(families))
        found.follow()
        named = _named(found.keys)
        _write(cursor, named)


def fold_patents_of(publications: Iterable[str], *, told: bool = False) -> None:
    """Fold the families of the patents of these publications, where any could have one; cheap where none can. `told`: a
    source names their families."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select %s or exists (select 1 from registry_foreignpublication)"
            " or exists (select 1 from registry_patent where priorities <> '')",
            [told],
        )
        if not cursor.fetchone()[0]:
            return
        cursor.execute(
            "select distinct patent_id from registry_publication where publication_number = any(%s)",
            [list(publications)],
        )
        fold(patents=[patent for (patent,) in cursor.fetchall()])


@contextmanager
def refolded(*, batch: int) -> Iterator[None]:
    """Around the withdrawal of a batch of patents: what its patents held together is folded anew without them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct p.family from registry_patent p join registry_publication o on o.patent_id = p.id"
            " where o.batch_id = %s and p.family <> ''",
            [batch],
        )
        families = [family for (family,) in cursor.fetchall()]
    yield
    fold(families=families)


class _Found:
    """The documents reached so far, each with the keys that tie it to others."""

    def __init__(self, cursor) -> None:  # type: ignore[no-untyped-def]
        self._cursor = cursor
        self.keys: dict[Document, set[tuple[str, str]]] = {}
        self._asked: set[tuple[str, str]] = set()

    def look(self, statement: str, **asked: list[int] | list[str]) -> None:
        if not asked["asked"]:
            return
        self._cursor.execute(statement, asked)
        for kind, number, priorities, docdb, document, country, digits in self._cursor.fetchall():
            keys = self.keys.setdefault((kind, number), set())
            keys |= {("set", priorities)} if priorities else set()
            keys |= {("docdb", docdb)} if docdb else set()
            keys |= {("document", document)} if document else set()
            keys |= {("document", f"CN{digits}")} if country == "CN" else set()

    def follow(self) -> None:
        """Ask for whatever shares a key, until nothing new comes."""
        while new := {key for keys in self.keys.values() for key in keys} - self._asked:
            self._asked |= new
            for name, statements in _BY.items():
                asked = [value for kind, value in new if kind == name]
                numbers = [number for value in asked if (number := _application(value))]
                bare = [value.removeprefix("CN") for value in asked]
                for statement in statements:
                    self.look(statement, asked=asked, numbers=numbers, bare=bare)


def _application(priorities: str) -> str:
    """The application number of a set that is one Chinese filing: there our patent may stand as its own priority."""
    country, _, rest = priorities.partition(" ")
    number = rest.partition(" ")[0]
    if country != "CN" or "；" in priorities or not number.isdigit() or len(number) not in (8, 12):
        return ""
    return f"{number}.{check_digit(number)}"


def _named(keys: dict[Document, set[tuple[str, str]]]) -> dict[Document, str]:
    """Document → name of its family, "" for one that stands alone."""
    owner: dict[tuple[str, str], Document] = {}
    parent: dict[Document, Document] = {document: document for document in keys}

    def root(document: Document) -> Document:
        while parent[document] != document:
            parent[document] = document = parent[parent[document]]
        return document

    for document, ties in keys.items():
        for tie in ties:
            parent[root(document)] = root(owner.setdefault(tie, document))
    together: dict[Document, list[Document]] = defaultdict(list)
    for document in keys:
        together[root(document)].append(document)
    return {document: _name(members, keys) for members in together.values() for document in members}


def _name(members: list[Document], keys: dict[Document, set[tuple[str, str]]]) -> str:
    ties = {tie for member in members for tie in keys[member]}
    if numbers := sorted(value for kind, value in ties if kind == "docdb"):
        first = min(numbers, key=lambda number: (not number.isdigit(), len(number), number))
        return f"docdb-{first}" if first.isdigit() else first
    if len(members) == 1 and members[0][0] == "p":
        return ""
    smallest = min((value for kind, value in ties if kind == "set"), default=None)
    if smallest is None:  # told of only by its text: no family of its own
        return ""
    return f"set-{hashlib.sha256(smallest.encode()).hexdigest()[:24]}"


def _write(cursor, named: dict[Document, str]) -> None:  # type: ignore[no-untyped-def]
    alone = [number for (kind, number), family in named.items() if kind == "p" and not family]
    cursor.execute(_OWN_FAMILY, [alone])
    given = dict(cursor.fetchall())
    for which, statement in (("f", _GIVE_FOREIGN), ("p", _GIVE_PATENTS)):
        told = {number: family for (kind, number), family in named.items() if kind == which}
        families = [
            family or (given.get(number) or "")[:60] if which == "p" else family
            for number, family in told.items()
        ]
        cursor.execute(statement, {"ids": list(told), "families": families})
