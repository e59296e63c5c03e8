"""Our own table of patents, for CSV and XLSX: what an agency or an enterprise fills in from our template.

One row per publication or, where nothing is published yet, per acceptance notice (受理通知书): then the
application
number is the key and must be intact. Stricter than the gazette: a number given must be right.
"""

from __future__ import annotations

from datetime import date

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.identifiers.kinds import Kind
from zhice.kernel.identifiers.patents import ApplicationNumber, BadApplicationNumber, looks_float_mangled
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.rows import PublicationRow, Rank

_KINDS = {"发明": Kind.INVENTION, "实用新型": Kind.UTILITY_MODEL, "外观设计": Kind.DESIGN}
_KINDS |= {"发明专利": Kind.INVENTION, "外观": Kind.DESIGN, "新型": Kind.UTILITY_MODEL}


def read_row(cells: Cells) -> Accepted | Rejected:
    """One row of the template."""
    found = read.Findings()
    published_number = cells["publication_number"].strip()
    publication = None
    if published_number:
        publication = read.publication_number(published_number, column="publication_number", findings=found)
    application = _application_number(cells["application_number"], needed=not published_number, found=found)
    kind = _kind(
        cells["kind"], publication.kind if publication else application.kind if application else None, found
    )
    title = read.text(
        cells["title"], column="title", findings=found, required=True, longest=read.LONGEST_NAME
    )
    filed = read.day(cells["filed_date"], column="filed_date", findings=found)
    published = read.day(cells["published_date"], column="published_date", findings=found)
    day = _day(published if published_number else filed, bool(published_number), found)
    read.in_order(filed, published, column="filed_date", findings=found)
    applicants = read.names(cells["applicants"], column="applicants", findings=found, required=True)
    inventors = read.names(cells["inventors"], column="inventors", findings=found)
    address = read.text(cells["address"], column="address", findings=found)
    classes = read.names(cells["classes"], column="classes", findings=found)
    agency = read.text(cells["agency"], column="agency", findings=found, longest=200)
    key = publication.canonical if publication else application.canonical if application else ""
    if found.problems or kind is None or day is None:
        return Rejected(tuple(found.problems), key, tuple(found.flags))
    row = PublicationRow(
        publication_number=publication.canonical if publication else "",
        kind=kind.value,
        kind_code=publication.kind_code if publication else "",
        stage=publication.stage.value if publication else "filed",
        date=day,
        title=title,
        document_number=publication.document if publication else None,
        application_number=application.canonical if application else None,
        application_number_state="intact" if application else "missing",
        filed_date=filed,
        applicants="；".join(applicants),
        first_applicant=applicants[0],
        region=read.region(address, findings=found),
        address=address,
        inventors="；".join(inventors),
        agency=agency,
        ipc="".join(classes[:1]),
        classes="；".join(classes),
        rank=Rank.OWN,
    )
    return Accepted(key, row, tuple(found.flags))


def _application_number(cell: str, *, needed: bool, found: read.Findings) -> ApplicationNumber | None:
    if not cell.strip():
        if needed:
            found.problem(
                "application_number",
                "empty",
                Words(
                    zh="公布（公告）号和申请号至少填一个。",
                    en="Give the publication number or the application number.",
                ),
            )
        return None
    try:
        return ApplicationNumber.read(read.without_apostrophe(cell, found))
    except BadApplicationNumber as fault:
        code = "mangled_number" if looks_float_mangled(cell) else "bad_number"
        found.problem("application_number", code, fault.words)
        return None


def _kind(cell: str, by_number: Kind | None, found: read.Findings) -> Kind | None:
    """The kind as written; left empty, as the number says. The two must agree."""
    said = read.text(cell, column="kind", findings=found)
    written = _KINDS.get(said)
    if said and written is None:
        found.problem(
            "kind",
            "bad_kind",
            Words(
                zh=f"“{said[:20]}”不是专利类型，应为发明、实用新型或外观设计。", en="Not a kind of patent."
            ),
        )
    if written is not None and by_number is not None and written is not by_number:
        found.problem(
            "kind",
            "other_kind",
            Words(
                zh=f"号码表明是{by_number.words.zh}，此处写的是{written.words.zh}。",
                en=f"The number says {by_number.words.en}, the cell {written.words.en}.",
            ),
        )
    return by_number or written


def _day(day: date | None, published: bool, found: read.Findings) -> date | None:
    if day is None and not found.problems:
        column = "published_date" if published else "filed_date"
        found.problem(column, "empty", Words(zh="不能为空。", en="Must not be empty."))
    return day


def _column(name: str, *, required: bool = False) -> Column:
    """A column of the gazette under the same headings."""
    of = GAZETTE.column(name)
    return Column(
        name=of.name,
        title=of.title,
        aliases=of.aliases,
        kind=of.kind,
        note=of.note,
        example=of.example,
        required=required,
    )


PATENTS_TABLE = Format(
    name="patents-table",
    title=Words(zh="专利明细表（本系统模板）", en="Table of patents (our template)"),
    note=Words(
        zh="已公布或授权的填公布（公告）号；只受理未公布的填申请号。号码有误的行会退回。",
        en="Publication number where there is one, else the application number. Rows with a wrong number "
        "come back.",
    ),
    key="publication_number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    happened=read.HAPPENED,
    columns=(
        _column("title", required=True),
        Column(
            name="kind",
            title=Words(zh="专利类型", en="Kind"),
            aliases=("类型",),
            kind="choice",
            choices=("发明", "实用新型", "外观设计"),
            example="发明",
        ),
        _column("application_number"),
        _column("filed_date"),
        _column("publication_number"),
        _column("published_date"),
        _column("applicants", required=True),
        _column("inventors"),
        _column("address"),
        _column("classes"),
        Column(
            name="agency",
            title=Words(zh="代理机构", en="Agency"),
            aliases=("专利代理机构",),
            example="某某专利代理事务所",
        ),
    ),
)
