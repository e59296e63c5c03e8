"""An official document says the same in both files, on the page the standard asks for."""

import io

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from zhice.documents.docx import write_docx
from zhice.documents.official import Heading, Note, OfficialDocument, Paragraph, Table
from zhice.documents.pdf import write_pdf

HOSTILE = "富源#let x = 1 *粗* _斜_ `码` $1$ \\ [括] <标> @引 //注 =题"


@pytest.fixture(scope="module")
def document() -> OfficialDocument:
    return OfficialDocument(
        issuer="某市市场监督管理局",
        number="某市监〔2022〕1号",
        title="关于2022年第三季度执行情况的通报",
        addressees="各有关单位：",
        body=(
            Heading("一、指标"),
            Heading("（一）创造", 2),
            Paragraph(HOSTILE),
            Table(
                "表1　指标", ("指标", "现值"), tuple((f"指标{n}", f"{n} 件") for n in range(60)), (3, 1), (1,)
            ),
            Note("数据截至2022年9月30日。"),
        ),
        signed_by="某市市场监督管理局",
        dated="2022年10月12日",
        banner="示例数据",
        attachments=("指标表", "任务表"),
    )


def test_docx_has_the_standard_page_and_grid(document):
    section = docx.Document(io.BytesIO(write_docx(document))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"
    assert section.header.paragraphs[0].text == "示例数据"


def test_docx_indents_the_body_for_word_and_for_others(document):
    paper = docx.Document(io.BytesIO(write_docx(document)))
    [body] = [p for p in paper.paragraphs if p.text == HOSTILE]
    indent = body._p.pPr.find(qn("w:ind"))
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


def test_pdf_says_what_the_docx_says(document):
    pdf = pypdfium2.PdfDocument(write_pdf(document))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    said = "".join("".join(pages).split())
    for text in ("某市监〔2022〕1号", HOSTILE, "指标59", "59件", "附件：1.指标表", "2022年10月12日"):
        assert "".join(text.split()) in said
    assert all("示例数据" in page for page in pages)
    assert len(pages) > 1
