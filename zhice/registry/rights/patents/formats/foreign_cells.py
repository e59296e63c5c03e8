"""What the formats of other offices share: a publication's number, its application, its set of priorities."""

from __future__ import annotations

from datetime import date

from zhice.intake.format import Accepted, Column, Rejected
from zhice.kernel.identifiers.foreign import BadDocumentNumber, DocumentNumber
from zhice.kernel.identifiers.priorities import Form, Priority, together
from zhice.kernel.words import Words
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents.formats import cells as read

KEY_COLUMN = "publication_number"
FLAGS = {
    **read.FLAGS,
    "no_publication_day": Words(zh="没有公布日", en="no publication day"),
    "no_priority_set": Words(
        zh="没有优先权和申请号，不能归入同族", en="no priority and no application: no family"
    ),
}
COLUMNS = {
    KEY_COLUMN: Column(name=KEY_COLUMN, title=Words(zh="公布号", en="Publication"), required=True),
    "application": Column(name="application", title=Words(zh="申请", en="Application")),
    "title": Column(name="title", title=Words(zh="名称", en="Title")),
    "applicants": Column(name="applicants", title=Words(zh="申请人", en="Applicants")),
    "assignees": Column(name="assignees", title=Words(zh="权利人", en="Assignees")),
    "classes": Column(name="classes", title=Words(zh="分类号", en="Classes")),
    "priorities": Column(name="priorities", title=Words(zh="优先权", en="Priorities")),
    "abstract": Column(name="abstract", title=Words(zh="摘要", en="Abstract")),
    "claims": Column(name="claims", title=Words(zh="权利要求", en="Claims")),
}


def number(country: str, digits: str, kind: str, *, findings: read.Findings) -> DocumentNumber | None:
    """The key of the record; a bad one is a problem."""
    try:
        return DocumentNumber.of(country, digits, kind)
    except BadDocumentNumber as fault:
        findings.problem(KEY_COLUMN, "bad_number", fault.words)
        return None


def priority_set(
    claimed: list[Priority], application: tuple[str, str], filed: date | None, *, form: Form = "original"
) -> str:
    """The claimed priorities in canonical order; a first filing is its own."""
    country, said = application
    if not claimed and country and said and filed is not None:
        claimed = [Priority.read(country, said, filed, form=form)]
    return together(set(claimed))


def accepted(row: ForeignPublicationRow, findings: read.Findings) -> Accepted | Rejected:
    """The row under its key, with a word on what it lacks."""
    key = f"{row.publication_number} {row.source}"
    if findings.problems:
        return Rejected(tuple(findings.problems), key, tuple(findings.flags))
    if row.day is None:
        findings.flag("no_publication_day")
    if not row.priority_set and not row.family_number:
        findings.flag("no_priority_set")
    return Accepted(key, row, tuple(findings.flags))


def rejected(findings: read.Findings) -> Rejected:
    return Rejected(tuple(findings.problems), "", tuple(findings.flags))
