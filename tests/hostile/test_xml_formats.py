"""Items 1–16 of the catalogue against every XML format that allows a doctype: what it names is never read, what it
declares never expanded, and nothing of a refused file is a row before the refusal that a caller would keep.

The flat format of `catalogue.yaml` goes through the child process; these go through the same reader in this process, one
document each, so that the whole table costs a second.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhice.intake import xml_rows
from zhice.intake.format import Accepted, Format
from zhice.intake.limits import DEFAULT
from zhice.intake.refusals import Refused
from zhice.registry.rights.patents.formats.cnipa_efiling import CNIPA_EFILING
from zhice.registry.rights.patents.formats.cnipa_xml import CNIPA_XML
from zhice.registry.rights.patents.formats.epo_exchange import EPO_EXCHANGE
from zhice.registry.rights.patents.formats.uspto_application import USPTO_APPLICATION
from zhice.registry.rights.patents.formats.uspto_grant import USPTO_GRANT


@dataclass(frozen=True)
class Sample:
    """A format, the doctype it expects, its root, and a document that holds `@` where a text stands."""

    format: Format
    doctype: str
    root: str
    body: str

    def document(self, subset: str | None = "", text: str = "示例", before: str = "") -> str:
        allowed = self.doctype if subset is not None else ""
        doctype = (
            f"<!DOCTYPE {allowed} [{subset}]>" if allowed else (f"<!DOCTYPE x [{subset}]>" if subset else "")
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>{before}{doctype}{self.body.replace("@", text)}'


_REFERENCE = "<country>US</country><doc-number>08927118</doc-number><kind>B2</kind><date>20150106</date>"
_CHINESE = (
    "<base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>110083831</base:DocNumber>"
    "<base:Kind>A</base:Kind><base:Date>20190802</base:Date>"
)
SAMPLES = [
    Sample(
        CNIPA_XML,
        'business:PatentDocumentAndRelated SYSTEM "/DTDS/ExternalStandards/ipphdb-entities.dtd"',
        "business:PatentDocumentAndRelated",
        '<business:PatentDocumentAndRelated xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" '
        'xmlns:base="http://www.sipo.gov.cn/XMLSchema/base"><business:BibliographicData>'
        f'<business:PublicationReference dataFormat="original"><base:DocumentID>{_CHINESE}</base:DocumentID>'
        '</business:PublicationReference><business:InventionTitle lang="zh">@</business:InventionTitle><business:Parties>'
        '<business:ApplicantDetails><business:Applicant dataFormat="original"><base:AddressBook><base:Name>某厂</base:Name>'
        "</base:AddressBook></business:Applicant></business:ApplicantDetails></business:Parties>"
        "</business:BibliographicData></business:PatentDocumentAndRelated>",
    ),
    Sample(
        CNIPA_EFILING,
        'cn-application-body SYSTEM "/dtdandxsl/cn-application-body-20080416.dtd"',
        "cn-application-body",
        "<cn-application-body><cn-abstract><p>@</p></cn-abstract></cn-application-body>",
    ),
    Sample(
        USPTO_GRANT,
        'us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd"',
        "us-patent-grant",
        f"<us-patent-grant><us-bibliographic-data-grant><publication-reference><document-id>{_REFERENCE}</document-id>"
        "</publication-reference><invention-title>@</invention-title></us-bibliographic-data-grant></us-patent-grant>",
    ),
    Sample(
        USPTO_APPLICATION,
        'us-patent-application SYSTEM "us-patent-application-v44-2014-04-03.dtd"',
        "us-patent-application",
        f"<us-patent-application><us-bibliographic-data-application><publication-reference><document-id>{_REFERENCE}"
        "</document-id></publication-reference><invention-title>@</invention-title>"
        "</us-bibliographic-data-application></us-patent-application>",
    ),
    Sample(
        EPO_EXCHANGE,
        "",
        "exchange-document",
        '<exchange-document xmlns="http://www.epo.org/exchange"><bibliographic-data><publication-reference>'
        f'<document-id document-id-type="docdb">{_REFERENCE}</document-id></publication-reference>'
        '<invention-title lang="en">@</invention-title></bibliographic-data></exchange-document>',
    ),
]
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
MANY = " ".join(f'a{n}=""' for n in range(200_000))
ENTITY = ("xml_entity", "xml_doctype")  # the second where the format expects no doctype at all
ATTACKS: list[tuple[int, Callable[[Sample], str | bytes], tuple[str, ...]]] = [
    (1, lambda s: s.document(LAUGHS, "&j;"), ENTITY),
    (2, lambda s: s.document(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 2000), ENTITY),
    (3, lambda s: s.document('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), ENTITY),
    (4, lambda s: s.document(None, before='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), ("xml_doctype",)),
    (5, lambda s: s.document('<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;'), ENTITY),
    (6, lambda s: s.document(text="<a>" * 200_000 + "</a>" * 200_000), ("xml_depth",)),
    (7, lambda s: s.document().replace("UTF-8", "klingon-8"), ("xml_encoding",)),
    (8, lambda s: s.document().encode("gb18030"), ("xml_broken",)),
    (9, lambda s: s.document().replace("UTF-8", "UTF-7").encode("utf-7"), ("xml_encoding",)),
    (9, lambda s: codecs.BOM_UTF32_LE + s.document().encode("utf-32-le"), ("xml_encoding",)),
    (11, lambda s: s.body.replace(s.root, "html"), ("xml_root",)),
    (11, lambda s: f'<wrap xmlns="urn:other">{s.body}</wrap>', ("xml_root",)),
    (13, lambda s: s.document(text="a" * (9 << 20)), ("xml_text",)),
    (14, lambda s: s.document(text=f"<a {MANY}/>"), ("xml_attributes",)),
    (15, lambda s: s.document()[: len(s.document()) // 2], ("xml_broken",)),
    (16, lambda s: s.document() + s.document(), ("xml_broken",)),
]  # fmt: skip


def rows(sample: Sample, content: str | bytes, tmp_path: Path) -> list[list[str]]:
    file = tmp_path / "file.xml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    assert sample.format.xml is not None
    return list(xml_rows.rows(file, shape=sample.format.xml, limits=DEFAULT))


@pytest.mark.parametrize(
    ("item", "attack", "codes"), ATTACKS, ids=[f"{n:02}-{a[0]:02}" for n, a in enumerate(ATTACKS)]
)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.format.name)
def test_it_is_refused(
    sample: Sample, item: int, attack: Callable[[Sample], str | bytes], codes: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(Refused) as caught:
        rows(sample, attack(sample), tmp_path)
    assert caught.value.code in codes, f"item {item}: {caught.value}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.format.name)
def test_item_10_nothing_is_included(sample: Sample, tmp_path: Path) -> None:
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    content = sample.document(
        text=f"示例{include}", before='<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'
    )
    assert any("示例" in cell for cell in rows(sample, content, tmp_path)[0])
    assert "root:" not in "".join(rows(sample, content, tmp_path)[0])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.format.name)
def test_item_12_a_script_is_text(sample: Sample, tmp_path: Path) -> None:
    (row,) = rows(sample, sample.document(text="<![CDATA[<script>alert(1)</script>]]>"), tmp_path)
    assert "<script>alert(1)</script>" in row
    assert sample.format.xml is not None
    judged = sample.format.read_row(dict(zip(sample.format.xml.cells, row, strict=True)))
    assert (
        isinstance(judged, Accepted) or sample.format is CNIPA_EFILING
    )  # which wants the number of its folder
