"""The rows that a source would carry of the invented filings, read by the very formats that read real files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhice.intake.format import Accepted
from zhice.registry.example.history import Filing
from zhice.registry.rights.patents.formats.patents_table import PATENTS_TABLE
from zhice.registry.rights.patents.rows import LegalEventRow, PublicationRow

_KIND_WORDS = {"INVENTION": "发明", "UTILITY_MODEL": "实用新型", "DESIGN": "外观设计"}
_GRANT_CODES = {"INVENTION": "B", "UTILITY_MODEL": "U", "DESIGN": "S"}
_NOTHING = {column.name: "" for column in PATENTS_TABLE.columns}


class ExampleRowRefused(Exception):
    """The format refused an invented row: the generator is wrong."""


def publications(filings: Iterable[Filing]) -> Iterator[PublicationRow]:
    """Publication and grant of each filing; what is not published yet comes as an acceptance notice."""
    for filing in filings:
        if filing.published:
            yield _row(filing, filing.document + "A", filing.published.isoformat())
        if filing.granted:
            yield _row(filing, filing.document + _GRANT_CODES[filing.kind], filing.granted.isoformat())
        if not filing.published and not filing.granted:
            yield _row(filing, "", "")


def events(filings: Iterable[Filing]) -> Iterator[LegalEventRow]:
    """The legal events of each filing, by its application number."""
    for filing in filings:
        for event in filing.events:
            yield LegalEventRow(
                patent=filing.number,
                kind=event.kind,
                day=event.day,
                holder=event.holder,
                region=event.region,
                detail=event.detail,
            )


def _row(filing: Filing, number: str, day: str) -> PublicationRow:
    said = {
        "title": filing.title,
        "kind": _KIND_WORDS[filing.kind],
        "application_number": filing.number,
        "filed_date": filing.filed.isoformat(),
        "publication_number": number,
        "published_date": day,
        "applicants": filing.firm.name,
        "inventors": "示例甲；示例乙",
        "address": f"河南省{filing.firm.city}市示例大道1号",
        "classes": filing.ipc,
        "agency": filing.agency,
    }
    read = PATENTS_TABLE.read_row({**_NOTHING, **said})
    if not isinstance(read, Accepted):
        raise ExampleRowRefused(f"{said}: {[problem.reason.zh for problem in read.problems]}")
    row: PublicationRow = read.record
    return row
