"""What a source says of a publication of any office, as it is handed to the registry."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPublicationRow:
    """One publication as one source tells it; `source` and `publication_number` are the key.

    `priorities` are those claimed, `priority_set` the same in canonical order or, where none is claimed, the document's
    own application: documents with equal sets are one simple family. `family_number` is DOCDB's, where the source gives
    one. Sources: uspto, epo-document, epo-family, epo-fulltext, lens, patsnap, google, cnki.
    """

    publication_number: str
    source: str
    country: str
    number: str
    kind: str = ""
    day: date | None = None
    title: str = ""
    applicants: str = ""
    application_number: str = ""
    filed_date: date | None = None
    classes: str = ""
    abstract: str = ""
    claims: str = ""
    priorities: str = ""
    priority_set: str = ""
    family_number: str = ""


COLUMNS = tuple(column.name for column in fields(ForeignPublicationRow))
