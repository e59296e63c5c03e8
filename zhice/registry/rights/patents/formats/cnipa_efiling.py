"""Packages of the national office's electronic filing: claims, description and abstract as `cn-application-body`.

The documents themselves name no application; the folder in which the office keeps them does (`2010102412224`), be it in
the .zip or the .zip's own name. All documents of one folder are one row. What a request (请求书) would say is not in
them: filing day and applicant come from the patent that we already know (`texts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected, XmlShape
from zhice.kernel.identifiers.patents import ApplicationNumber, BadApplicationNumber
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import xml_cells as xml

_CLAIM = re.compile(r"(?:^|；)([0-9]{1,4})\|")
"""Where a claim begins in the gathered cell: its number; a semicolon alone is part of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationText:
    """The text of an application as it was filed; the number is the key."""

    application_number: str
    title: str = ""
    abstract: str = ""
    claims: str = ""


def read_row(cells: Cells) -> Accepted | Rejected:
    """All documents of one application."""
    found = read.Findings()
    number = None
    try:
        number = ApplicationNumber.read(cells["application_number"])
    except BadApplicationNumber as fault:
        found.problem("application_number", "bad_number", fault.words)
    title = xml.prose(cells["title"], column="title", findings=found)
    abstract = xml.prose(cells["abstract"], column="abstract", findings=found)
    _, *parts = _CLAIM.split(cells["claims"])
    claims = "\n".join(
        f"{place}. {xml.prose(text, column='claims', findings=found)}"
        for place, text in zip(parts[::2], parts[1::2], strict=True)
    )
    if not (abstract or claims):
        found.problem(
            "claims",
            "empty",
            Words(zh="包内没有摘要和权利要求书。", en="The package holds no abstract and no claims."),
        )
    if len(title) > read.LONGEST_NAME:
        found.problem("title", "bad_title", Words(zh="名称过长。", en="The title is too long."))
    if found.problems or number is None:
        return Rejected(tuple(found.problems), number.canonical if number else "", tuple(found.flags))
    text = ApplicationText(application_number=number.canonical, title=title, abstract=abstract, claims=claims)
    return Accepted(number.canonical, text, tuple(found.flags))


CNIPA_EFILING = Format(
    name="cnipa-efiling",
    title=Words(
        zh="电子申请文件包（权利要求书、说明书、摘要）", en="E-filing package (claims, description, abstract)"
    ),
    note=Words(
        zh="整理成一个 .zip：以申请号（含校验位，如 2010102412224）为文件夹名或压缩包名，内放各 XML，图片不读取。"
        "专利须已登记。",
        en="One .zip: the application number with check digit as the folder’s or the archive’s name, the XML files in "
        "it; pictures are not read. The patent must be known.",
    ),
    key="application_number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    xml=XmlShape(
        rows=("cn-application-body",),
        doctypes=("*cn-application-body-*.dtd",),
        zipped=True,
        bundle=r"(?:^|[/_-])((?:20[0-9]{2}|[089][0-9])[12389][0-9]{5,7}\.?[0-9Xx])(?=[/_.-])",
        cells={
            "application_number": "#bundle",
            "title": "description/invention-title",
            "abstract": "cn-abstract",
            "claims": "cn-claims/claim{@num,.}",
        },
    ),
    columns=(
        Column(name="application_number", title=Words(zh="申请号", en="Application number"), required=True),
        Column(name="title", title=Words(zh="名称", en="Title")),
        Column(name="abstract", title=Words(zh="摘要", en="Abstract")),
        Column(name="claims", title=Words(zh="权利要求", en="Claims")),
    ),
)
