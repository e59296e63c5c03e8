"""An official document as .docx. Page, grid and type sizes follow GB/T 9704-2012."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from zhice.documents.official import Block, Heading, Note, OfficialDocument, Paragraph, Table

RED = RGBColor(0xD7, 0x1A, 0x1A)
BODY, TITLE, HEAD_1, HEAD_2 = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
SIZE, TITLE_SIZE, HEAD_SIZE, TABLE_SIZE, NOTE_SIZE = 16.0, 22.0, 34.0, 12.0, 10.5
LINE = 28.95  # points: 22 lines on 225 mm
GRID = "579"  # the same pitch in twentieths of a point
TYPE_AREA = Mm(156)
TABLE_LINE = 17.0


def write_docx(document: OfficialDocument) -> bytes:
    """The bytes of the .docx file."""
    paper = docx.Document()
    _set_page(paper)
    _set_banner(paper, document.banner)
    _set_page_number(paper)
    _head(paper, document)
    for block in document.body:
        _block(paper, block)
    _close(paper, document)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _set_page(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), GRID)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(SIZE)
    normal.font.name = "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)


def _set_banner(paper: Any, banner: str) -> None:
    if banner:
        line = paper.sections[0].header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(line, banner, HEAD_1, NOTE_SIZE, RED)


def _set_page_number(paper: Any) -> None:
    section = paper.sections[0]
    paper.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        line.alignment = side
        _run(line, "— ", "宋体", 14)
        _field(_run(line, "", "宋体", 14), "PAGE")
        _run(line, " —", "宋体", 14)
    if section.header.paragraphs[0].text:
        even = section.even_page_header.paragraphs[0]
        even.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(even, section.header.paragraphs[0].text, HEAD_1, NOTE_SIZE, RED)


def _field(run: Any, instruction: str) -> None:
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = instruction
        run._r.append(element)


def _head(paper: Any, document: OfficialDocument) -> None:
    head = document.issuer + "文件"
    one_line = TYPE_AREA.pt / len(head)
    _line(paper, head, TITLE, min(HEAD_SIZE, one_line), centred=True, colour=RED, spacing=52)
    number = _line(paper, document.number or " ", BODY, SIZE, centred=True)
    _rule_below(number)
    _line(paper, "", BODY, SIZE)
    _line(paper, document.title, TITLE, TITLE_SIZE, centred=True, spacing=36)
    _line(paper, "", BODY, SIZE)
    if document.addressees:
        _line(paper, document.addressees, BODY, SIZE)


def _block(paper: Any, block: Block) -> None:
    if isinstance(block, Heading):
        _line(paper, block.text, {1: HEAD_1, 2: HEAD_2}.get(block.level, BODY), SIZE, indent=2, keep=True)
    elif isinstance(block, Paragraph):
        _line(paper, block.text, BODY, SIZE, indent=2)
    elif isinstance(block, Note):
        _line(paper, block.text, BODY, NOTE_SIZE, spacing=16)
    else:
        _table(paper, block)


def _table(paper: Any, block: Table) -> None:
    _line(paper, block.caption, HEAD_1, TABLE_SIZE, centred=True, keep=True)
    table = paper.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    whole = sum(block.widths)
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = Emu(int(TYPE_AREA * share / whole))
    _cells(table.rows[0], block.header, HEAD_1, ())
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in block.rows:
        _cells(table.add_row(), row, BODY, block.numeric)
    _line(paper, "", BODY, NOTE_SIZE, spacing=10)


def _cells(row: Any, texts: tuple[str, ...], face: str, numeric: tuple[int, ...]) -> None:
    unbroken = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(unbroken)
    for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = Pt(TABLE_LINE)  # else each row takes a whole line of the grid
        if index in numeric:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(line, text, face, TABLE_SIZE)


def _close(paper: Any, document: OfficialDocument) -> None:
    if document.attachments:
        _line(paper, "", BODY, SIZE)
        for number, name in enumerate(document.attachments, start=1):
            label = "附件：" if number == 1 else "　　　"
            _line(paper, f"{label}{number}.{name}", BODY, SIZE, indent=2)
    _line(paper, "", BODY, SIZE)
    _line(paper, document.signed_by + "　　", BODY, SIZE, right=True, keep=True)
    _line(paper, document.dated + "　　　　", BODY, SIZE, right=True)


def _line(
    paper: Any,
    text: str,
    face: str,
    size: float,
    *,
    centred: bool = False,
    right: bool = False,
    indent: int = 0,
    colour: RGBColor | None = None,
    spacing: float = LINE,
    keep: bool = False,
) -> Any:
    paragraph = paper.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(spacing)
    layout.space_after, layout.keep_with_next = Pt(0), keep
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        # Word follows firstLineChars, other programs firstLine: both are needed
        element = OxmlElement("w:ind")
        element.set(qn("w:firstLineChars"), str(indent * 100))
        element.set(qn("w:firstLine"), str(int(indent * size * 20)))
        paragraph._p.get_or_add_pPr().append(element)
    _run(paragraph, text, face, size, colour)
    return paragraph


def _run(paragraph: Any, text: str, face: str, size: float, colour: RGBColor | None = None) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    run._element.get_or_add_rPr().find(qn("w:rFonts")).set(qn("w:eastAsia"), face)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _rule_below(paragraph: Any) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "12", "space": "4", "color": "D71A1A"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
