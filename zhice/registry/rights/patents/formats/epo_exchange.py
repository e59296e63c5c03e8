"""The EPO's exchange documents: answers of OPS (bibliography, family, search, full text) and DOCDB files.

An answer about a family tells of each member only its numbers and priorities, a bibliographic answer all but the
claims, a full-text answer only these: three sources, kept side by side. A Chinese publication among them creates no
patent and no figure; it says to which family ours belongs. Seen: OPS 3.2. Legal events abroad are not kept.
"""

from __future__ import annotations

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected, XmlShape
from zhice.kernel.identifiers.foreign import DocumentNumber
from zhice.kernel.identifiers.priorities import Priority
from zhice.kernel.words import Words
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import foreign_cells as foreign
from zhice.registry.rights.patents.formats import xml_cells as xml

_DOCDB, _EPODOC = "x:document-id[@document-id-type='docdb']", "x:document-id[@document-id-type='epodoc']"
_LONGEST_TITLE = 1000


def read_row(cells: Cells) -> Accepted | Rejected:
    """One exchange document, one member of a family, or one full text."""
    found = read.Findings()
    country, digits, kind, told = next(xml.groups(cells["publication_number"], of=4), [""] * 4)
    number = foreign.number(country, digits, kind, findings=found)
    if number is None:
        return foreign.rejected(found)
    if cells["fulltext"] and not cells["claims"]:
        found.problem(
            "claims", "empty", Words(zh="全文应答中没有权利要求，说明书不登记。", en="No claims in it.")
        )
    claimed = _claimed(cells["priorities"])
    office, serial, filed_on, epodoc_day = next(xml.groups(cells["application"], of=4), [""] * 4)
    filed = xml.day_or_none(filed_on) or xml.day_or_none(epodoc_day)
    row = ForeignPublicationRow(
        publication_number=number.canonical,
        source=_source(cells),
        country=number.country,
        number=number.number,
        kind=number.kind,
        day=xml.day_or_none(told),
        title=_title(cells, found),
        applicants="；".join(
            name.rstrip(" ,") for name in xml.several(cells["applicants"]) or xml.several(cells["assignees"])
        ),
        application_number=DocumentNumber(office, serial).canonical if serial else "",
        filed_date=filed,
        classes=xml.classes(cells["classes"]),
        abstract=xml.prose(
            xml.paragraphs(cells["abstract"]) or cells["abstracts"], column="abstract", findings=found
        ),
        claims=xml.prose(cells["claims"], column="claims", findings=found),
        priorities=xml.listed(claimed),
        priority_set=foreign.priority_set(claimed, (office, serial), filed, form="docdb"),
        family_number=cells["family_number"][:40],
    )
    return foreign.accepted(row, found)


def _claimed(cell: str) -> list[Priority]:
    """Claims that are active, by their DOCDB number, else by the EPODOC one."""
    found: dict[Priority, None] = {}
    for country, number, told, epodoc, epodoc_day, active in xml.groups(cell, of=6):
        day = xml.day_or_none(told) or xml.day_or_none(epodoc_day)
        if day is None or active == "NO" or not (number or epodoc):
            continue
        form = "docdb" if number else "epodoc"
        found[Priority.read(country, number or epodoc, day, form=form)] = None
    return list(found)


def _title(cells: Cells, found: read.Findings) -> str:
    titles = xml.several(cells["title"]) or xml.several(cells["titles"])
    return xml.prose("".join(titles[:1]), column="title", findings=found)[:_LONGEST_TITLE]


def _source(cells: Cells) -> str:
    """What kind of answer it was; each tells other things of the same publication."""
    if cells["member"]:
        return "epo-family"
    return "epo-fulltext" if cells["fulltext"] else "epo-document"


def _numbered(place: str, inner: str) -> str:
    return f"{place}{{{inner}/x:country,{inner}/x:doc-number,{inner}/x:kind,{inner}/x:date}}"


def _everywhere(path: str) -> tuple[str, ...]:
    """A member of a family carries its references itself, a document in its bibliography."""
    return path, f"x:bibliographic-data/{path}"


_APPLICATION = (
    f"x:application-reference{{{_DOCDB}/x:country,{_DOCDB}/x:doc-number,{_DOCDB}/x:date,{_EPODOC}/x:date}}"
)
_CLAIM = (
    f"x:priority-claim{{{_DOCDB}/x:country,{_DOCDB}/x:doc-number,{_DOCDB}/x:date,"
    f"{_EPODOC}/x:doc-number,{_EPODOC}/x:date,x:priority-active-indicator}}"
)
_APPLICANT = (
    "x:bibliographic-data/x:parties/x:applicants/x:applicant[@data-format='{}']/x:applicant-name/x:name"
)
_DOCUMENTS = "ops:world-patent-data/{}x:exchange-documents/x:exchange-document"

EPO_EXCHANGE = Format(
    name="epo-exchange",
    title=Words(zh="欧洲专利局 OPS/DOCDB 交换 XML", en="EPO exchange XML (OPS, DOCDB)"),
    note=Words(
        zh="著录、同族、检索和权利要求文本的应答。只登记境外文献和同族关系，不产生本地专利。",
        en="Answers about bibliography, family, search and claims. Publications abroad and families; no patent of ours.",
    ),
    key=foreign.KEY_COLUMN,
    read_row=read_row,
    flags=foreign.FLAGS,
    warns=read.WARNS,
    xml=XmlShape(
        rows=(
            _DOCUMENTS.format(""),
            _DOCUMENTS.format("ops:biblio-search/ops:search-result/"),
            "ops:world-patent-data/ops:patent-family/ops:family-member",
            "ops:world-patent-data/f:fulltext-documents/f:fulltext-document",
            "x:exchange-documents/x:exchange-document",
            "x:exchange-document",
        ),
        namespaces={
            "x": "http://www.epo.org/exchange",
            "f": "http://www.epo.org/fulltext",
            "ops": "http://ops.epo.org",
        },
        documents=True,
        zipped=True,
        cells={
            "publication_number": (
                *(_numbered(place, _DOCDB) for place in _everywhere("x:publication-reference")),
                "f:bibliographic-data/f:publication-reference[@data-format='docdb']/f:document-id"
                "{f:country,f:doc-number,f:kind,f:date}",
            ),
            "member": "x:publication-reference/x:document-id[@document-id-type='docdb']/x:country",
            "fulltext": "@fulltext-format",
            "family_number": "@family-id",
            "application": _everywhere(_APPLICATION),
            "priorities": (
                "x:priority-claims/" + _CLAIM,
                _CLAIM,
                "x:bibliographic-data/x:priority-claims/" + _CLAIM,
            ),
            "title": "x:bibliographic-data/x:invention-title[@lang='en']",
            "titles": "x:bibliographic-data/x:invention-title",
            "applicants": _APPLICANT.format("original"),
            "assignees": _APPLICANT.format("epodoc"),
            "classes": (
                "x:bibliographic-data/x:classifications-ipcr/x:classification-ipcr/x:text",
                "x:bibliographic-data/x:classification-ipc/x:text",
            ),
            "abstract": "x:abstract[@lang='en']/x:p",
            "abstracts": "x:abstract/x:p",
            "claims": "f:claims/f:claim/f:claim-text",
        },
    ),
    columns=(
        *foreign.COLUMNS.values(),
        Column(name="member", title=Words(zh="同族成员", en="Member of a family")),
        Column(name="fulltext", title=Words(zh="全文", en="Full text")),
        Column(name="family_number", title=Words(zh="DOCDB 同族号", en="DOCDB family")),
        Column(name="titles", title=Words(zh="各语种名称", en="Titles")),
        Column(name="abstracts", title=Words(zh="各语种摘要", en="Abstracts")),
    ),
)
