"""What a database tells of another office's publication: a document of the register of publications abroad.

Numbers of filings stand there as DOCDB writes them, so that its families meet those of the EPO's and the USPTO's own data.
A list of the simple family's members, where the export has one, ties them whatever priorities they claim, and with them our
patent of that number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from zhice.intake.format import Accepted, Cells, Rejected
from zhice.kernel.identifiers.foreign import BadDocumentNumber, DocumentNumber
from zhice.kernel.identifiers.priorities import Priority, together
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import foreign_cells as foreign
from zhice.registry.rights.patents.rows import PublicationRow, Rank

SOURCES = {Rank.CNKI: "cnki", Rank.PATSNAP: "patsnap", Rank.GOOGLE: "google", Rank.LENS: "lens"}

_PRIORITY = re.compile(
    r"([A-Z]{2})[\s-]*([0-9A-Z./]*[0-9][0-9A-Z./]*?)(?:[\s-]+[A-Z][0-9]?)?[\s,]+([0-9.-]{8,10})"
)
_APPLICATION = re.compile(r"([A-Z]{2})[\s-]*([0-9A-Z./]*[0-9][0-9A-Z./]*?)(?:[\s-]+[A-Z][0-9]?)?")
_DAY = len("20040923")
_LONGEST_APPLICATION = 40


def priorities(values: tuple[str, ...]) -> set[Priority]:
    """Every priority whose three parts can be told; “KR 20040027455 U 20040923” in the Lens.

    >>> together(priorities(("US 201161550506 P 20111024", "not told")))
    'US 550506 2011-10-24'
    """
    kept = set()
    for value in values:
        match = _PRIORITY.fullmatch(value.strip())
        told = re.sub(r"[.-]", "", match[3]) if match else ""
        if match and len(told) == _DAY:
            day = read.day(told, column="priorities", findings=read.Findings())
            if day is not None:
                kept.add(Priority.read(match[1], match[2], day, form="docdb"))
    return kept


def read_abroad(
    cells: Cells,
    number: str,
    *,
    rank: Rank,
    found: read.Findings,
    day: Callable[[str, str, read.Findings], date | None],
    described: Mapping[str, str],
    claimed: set[Priority],
    members: tuple[str, ...],
) -> Accepted | Rejected:
    """The row of a publication abroad; `described` holds what the vendors' columns say in words."""
    document = _document(number, found)
    published = day(cells["published_date"], "published_date", found)
    filed = day(cells.get("filed_date", ""), "filed_date", found)
    if document is None:
        return foreign.rejected(found)
    match = _APPLICATION.fullmatch(cells.get("application_number", "").strip())
    office, serial = match.groups() if match else ("", "")
    row = ForeignPublicationRow(
        publication_number=document.canonical,
        source=SOURCES[rank],
        country=document.country,
        number=document.number,
        kind=document.kind,
        day=published,
        application_number=f"{office}{serial}"[:_LONGEST_APPLICATION],
        filed_date=filed,
        priorities=together(claimed),
        priority_set=foreign.priority_set(sorted(claimed), (office, serial), filed, form="docdb"),
        family_number=family_of(document.canonical, members),
        **described,
    )
    return foreign.accepted(row, found)


def as_member(row: PublicationRow, rank: Rank, members: tuple[str, ...]) -> ForeignPublicationRow | None:
    """A publication of ours that its source lists among the members of a family, as a document of that family."""
    family = family_of(row.publication_number, members)
    if not family:
        return None
    document = DocumentNumber.read(row.publication_number)
    named = ForeignPublicationRow(
        publication_number=document.canonical,
        source=SOURCES[rank],
        country=document.country,
        number=document.number,
        kind=document.kind,
    )
    return replace(named, day=row.date, title=row.title, family_number=family)


def family_of(number: str, members: tuple[str, ...]) -> str:
    """The name of a family by its first member in the order of numbers; every member lists the same.

    >>> family_of("US8926509B2", ("CN 110083831 A",)) == family_of("CN110083831A", ("US-8926509-B2", "CN 110083831 A"))
    True
    """
    listed = {number}
    for member in members:
        try:
            listed.add(DocumentNumber.read(member).canonical)
        except BadDocumentNumber:
            continue
    return f"of-{min(listed)}" if len(listed) > 1 else ""


def _document(number: str, found: read.Findings) -> DocumentNumber | None:
    try:
        return DocumentNumber.read(number)
    except BadDocumentNumber as fault:
        found.problem(foreign.KEY_COLUMN, "bad_number", fault.words)
        return None
