"""What the generations of USPTO grants and applications share: how one of their rows is read.

Without an assignee the applicants are the holders, as the office prints it. Priorities are the foreign ones claimed and
the provisional applications named; continuations of earlier American filings are not followed.
"""

from __future__ import annotations

from zhice.intake.format import Accepted, Cells, Column, Rejected
from zhice.kernel.identifiers.priorities import Priority
from zhice.kernel.words import Words
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import foreign_cells as foreign
from zhice.registry.rights.patents.formats import xml_cells as xml

_LONGEST_TITLE = 1000
COLUMNS = (
    *foreign.COLUMNS.values(),
    Column(name="priority_countries", title=Words(zh="优先权国别", en="Countries of priorities")),
    Column(name="priority_numbers", title=Words(zh="优先权号", en="Numbers of priorities")),
    Column(name="priority_days", title=Words(zh="优先权日", en="Days of priorities")),
)
PERSON = "{addressbook/orgname,addressbook/last-name,addressbook/first-name}"
DOCUMENT = "document-id{country,doc-number,date}"


def read_row(cells: Cells) -> Accepted | Rejected:
    """One grant or one application laid open."""
    found = read.Findings()
    _, digits, kind, told = next(xml.groups(cells["publication_number"], of=4), [""] * 4)
    number = foreign.number("US", digits, kind, findings=found)
    if number is None:
        return foreign.rejected(found)
    _, serial, filed_on = next(xml.groups(cells["application"], of=3), [""] * 3)
    filed, claimed = xml.day_or_none(filed_on), _claimed(cells)
    title = xml.prose(cells["title"], column="title", findings=found)
    holders = [xml.person(values) for values in xml.groups(cells["assignees"] or cells["applicants"], of=3)]
    row = ForeignPublicationRow(
        publication_number=number.canonical,
        source="uspto",
        country="US",
        number=number.number,
        kind=number.kind,
        day=xml.day_or_none(told),
        title=title[:_LONGEST_TITLE],
        applicants="；".join(holders),
        application_number=f"US{serial}" if serial else "",
        filed_date=filed,
        classes=xml.classes(cells["classes"]),
        abstract=xml.prose(xml.paragraphs(cells["abstract"]), column="abstract", findings=found),
        claims=xml.prose(cells["claims"], column="claims", findings=found),
        priorities=xml.listed(claimed),
        priority_set=foreign.priority_set(claimed, ("US", serial), filed),
    )
    return foreign.accepted(row, found)


def _claimed(cells: Cells) -> list[Priority]:
    """Each generation says it in its own place; the oldest lists countries, numbers and days apart."""
    apart = [cells[name].split("；") for name in ("priority_countries", "priority_numbers", "priority_days")]
    if len({len(part) for part in apart}) == 1:
        together = "；".join("|".join(values) for values in zip(*apart, strict=True))
        return xml.priorities(f"{cells['priorities']}；{together}")
    return xml.priorities(cells["priorities"])
