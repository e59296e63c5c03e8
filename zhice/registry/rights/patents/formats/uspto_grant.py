"""USPTO grants in XML: v4.0 to v4.5 (`us-patent-grant`, since 2005) and ST.32 v2.5 (`PATDOC`, 2001 to 2004)."""

from __future__ import annotations

from zhice.intake.format import Format, XmlShape
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import foreign_cells as foreign
from zhice.registry.rights.patents.formats import uspto

_NEW, _OLD = "us-bibliographic-data-grant", "SDOBI"
_NAME = "PARTY-US/NAM/"

USPTO_GRANT = Format(
    name="uspto-grant",
    title=Words(zh="美国专利商标局授权 XML", en="USPTO grants, XML"),
    note=Words(
        zh="单件或每周合订的 XML（v4.x 与 ST.32 v2.5），可为 .zip。登记境外文献和同族关系。",
        en="Single documents or weekly files (v4.x and ST.32 v2.5), also zipped. Publications abroad and families.",
    ),
    key=foreign.KEY_COLUMN,
    read_row=uspto.read_row,
    flags=foreign.FLAGS,
    warns=read.WARNS,
    columns=uspto.COLUMNS,
    xml=XmlShape(
        rows=("us-patent-grant", "PATDOC"),
        doctypes=("us-patent-grant-v4*.dtd", "ST32-US-Grant-*.dtd", "-//USPTO//DTD ST.32 US PATENT GRANT *"),
        documents=True,
        zipped=True,
        cells={
            "publication_number": (
                f"{_NEW}/publication-reference/document-id{{country,doc-number,kind,date}}",
                f"{_OLD}/B100{{B190/PDAT,B110/DNUM/PDAT,B130/PDAT,B140/DATE/PDAT}}",
            ),
            "application": (
                f"{_NEW}/application-reference/{uspto.DOCUMENT}",
                f"{_OLD}/B200{{B231/PDAT,B210/DNUM/PDAT,B220/DATE/PDAT}}",
            ),
            "title": (f"{_NEW}/invention-title", f"{_OLD}/B500/B540"),
            "applicants": (
                f"{_NEW}/parties/applicants/applicant{uspto.PERSON}",
                f"{_NEW}/us-parties/us-applicants/us-applicant{uspto.PERSON}",
                f"{_OLD}/B700/B720/B721{{{_NAME}ONM,{_NAME}SNM,{_NAME}FNM}}",
            ),
            "assignees": (
                f"{_NEW}/assignees/assignee{uspto.PERSON}",
                f"{_OLD}/B700/B730/B731{{{_NAME}ONM,{_NAME}SNM,{_NAME}FNM}}",
            ),
            "classes": (
                f"{_NEW}/classifications-ipcr/classification-ipcr{{section,class,subclass,main-group,subgroup}}",
                f"{_NEW}/classification-ipc/main-classification",
                f"{_NEW}/classification-ipc/further-classification",
                f"{_OLD}/B500/B510/B511",
                f"{_OLD}/B500/B510/B512",
            ),
            "priorities": (
                f"{_NEW}/priority-claims/priority-claim{{country,doc-number,date}}",
                f"{_NEW}/us-related-documents/us-provisional-application/{uspto.DOCUMENT}",
            ),
            "priority_countries": f"{_OLD}/B300/B330/CTRY/PDAT",
            "priority_numbers": f"{_OLD}/B300/B310/DNUM/PDAT",
            "priority_days": f"{_OLD}/B300/B320/DATE/PDAT",
            "abstract": ("abstract/p", "SDOAB/BTEXT/PARA"),
            "claims": ("claims/claim", "SDOCL/CL/CLM"),
        },
    ),
)
