"""USPTO applications laid open: v4.0 to v4.4 (`us-patent-application`) and v1.5/1.6 (`patent-application-publication`)."""

from __future__ import annotations

from zhice.intake.format import Format, XmlShape
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import foreign_cells as foreign
from zhice.registry.rights.patents.formats import uspto

_NEW, _OLD = "us-bibliographic-data-application", "subdoc-bibliographic-information"
_NAME = "{organization-name,name/family-name,name/given-name}"

USPTO_APPLICATION = Format(
    name="uspto-application",
    title=Words(zh="美国专利商标局申请公布 XML", en="USPTO applications, XML"),
    note=Words(
        zh="单件或每周合订的 XML（v4.x 与 v1.5/1.6），可为 .zip。登记境外文献和同族关系。",
        en="Single documents or weekly files (v4.x and v1.5/1.6), also zipped. Publications abroad and families.",
    ),
    key=foreign.KEY_COLUMN,
    read_row=uspto.read_row,
    flags=foreign.FLAGS,
    warns=read.WARNS,
    columns=uspto.COLUMNS,
    xml=XmlShape(
        rows=("us-patent-application", "patent-application-publication"),
        doctypes=("us-patent-application-v4*.dtd", "pap-v1*.dtd", "-//W3C//DTD XHTML 1.0 Strict//EN"),
        documents=True,
        zipped=True,
        cells={
            "publication_number": (
                f"{_NEW}/publication-reference/document-id{{country,doc-number,kind,date}}",
                f"{_OLD}/document-id{{country-code,doc-number,kind-code,document-date}}",
            ),
            "application": (
                f"{_NEW}/application-reference/{uspto.DOCUMENT}",
                f"{_OLD}/domestic-filing-data{{country-code,application-number/doc-number,filing-date}}",
            ),
            "title": (f"{_NEW}/invention-title", f"{_OLD}/technical-information/title-of-invention"),
            "applicants": (
                f"{_NEW}/parties/applicants/applicant{uspto.PERSON}",
                f"{_NEW}/us-parties/us-applicants/us-applicant{uspto.PERSON}",
                f"{_OLD}/inventors/first-named-inventor{_NAME}",
                f"{_OLD}/inventors/inventor{_NAME}",
            ),
            "assignees": (f"{_NEW}/assignees/assignee{uspto.PERSON}", f"{_OLD}/assignee{_NAME}"),
            "classes": (
                f"{_NEW}/classifications-ipcr/classification-ipcr{{section,class,subclass,main-group,subgroup}}",
                f"{_NEW}/classification-ipc/main-classification",
                f"{_NEW}/classification-ipc/further-classification",
                f"{_OLD}/technical-information/classification-ipc/classification-ipc-primary/ipc",
                f"{_OLD}/technical-information/classification-ipc/classification-ipc-secondary/ipc",
            ),
            "priorities": (
                f"{_NEW}/priority-claims/priority-claim{{country,doc-number,date}}",
                f"{_NEW}/us-related-documents/us-provisional-application/{uspto.DOCUMENT}",
                f"{_OLD}/foreign-priority-data{{country-code,priority-application-number/doc-number,filing-date}}",
            ),
            "priority_countries": (),
            "priority_numbers": (),
            "priority_days": (),
            "abstract": ("abstract/p", "subdoc-abstract/paragraph"),
            "claims": ("claims/claim", "subdoc-claims/claim"),
        },
    ),
)
