"""Reading files: every encoding and container a clerk may hand over, and everything that is refused, with words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from zhice.kernel.errors import ZhiceError
from zhice.plan.documents.files import MAX_TEXT_BYTES, text_of_file
from zhice.plan.documents.reader import read_file

SENTENCE = "到2025年，每万人口高价值发明专利拥有量达到6件以上。"


def _write(folder: Path, data: bytes, name: str = "plan.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_text_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    data = {
        "utf-16-le-bom": b"\xff\xfe" + SENTENCE.encode("utf-16-le"),
        "utf-16-be-bom": b"\xfe\xff" + SENTENCE.encode("utf-16-be"),
    }.get(encoding) or SENTENCE.encode(encoding)
    assert [t.low for t in read_file(_write(tmp_path, data)).targets] == [6]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b" \n\t ", "空文件"),
        ("　\n".encode(), "没有文字"),
        ((SENTENCE * 5).encode("utf-16-le"), "零字节"),
        (("知识产权强市建设工作方案目标任务" * 9).encode("utf-16-le"), "不像中文文本"),
        (SENTENCE.encode() * 3 + "规划".encode("gb18030") + b"\xff\xff\xff", "字节起"),
        (bytes(range(1, 9)) * 400, "控制字符"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(200), "零字节"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
        (b"PK\x03\x04" + b"\x01" * 50, "压缩包已损坏"),
        (b"%PDF-1.4 nothing", "PDF"),
        (b"a" * (MAX_TEXT_BYTES + 1), "太大"),
        (b"\xff\xfe\x00\x00" + SENTENCE.encode("utf-32-le"), "UTF-32"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_file_and_the_reason(
    tmp_path: Path, data: bytes, words: str
) -> None:
    path = _write(tmp_path, data, "规划.txt")
    with pytest.raises(ZhiceError) as refusal:
        text_of_file(path)
    assert "规划.txt" in str(refusal.value)
    assert words in str(refusal.value)
    assert "规划.txt" in refusal.value.words.en


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ZhiceError, match="找不到文件"):
        text_of_file(tmp_path / "none.txt")


def _docx(folder: Path) -> Path:
    document = docx.Document()
    document.add_heading("某市知识产权“十四五”规划")
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=2, cols=4)
    for row, words in enumerate(
        (("指标", "单位", "2020年", "2025年"), ("专利授权量", "件", "1000", "≥2000"))
    ):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    document.add_paragraph("建立专利导航机制。（市市场监管局牵头，市科技局配合）")
    document.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def test_a_docx_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    reading = read_file(_docx(tmp_path))
    assert [(t.subject, t.comparator, t.low, t.unit, t.year) for t in reading.targets] == [
        ("每万人口高价值发明专利拥有量", "at_least", 6, "件", 2025),
        ("专利授权量", "at_least", 2000, "件", 2025),
    ]
    assert [c.units for c in reading.commitments if "导航" in c.object] == [("市市场监管局", "市科技局")]


def _changed(path: Path, *, add: dict[str, bytes]) -> Path:
    held = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in add:
                new.writestr(entry, old.read(entry))
        for name, data in add.items():
            new.writestr(name, data)
    path.write_bytes(held.getvalue())
    return path


TEMPLATE = (
    b'<?xml version="1.0"?><Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://127.0.0.1/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("add", "words"),
    [
        ({"word/_rels/settings.xml.rels": TEMPLATE}, "外部模板"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "嵌入对象"),
        ({"word/vbaProject.bin": b"x"}, "宏"),
        ({"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "DOCTYPE"),
        ({"word/bomb.xml": b"0" * (201 * 1024 * 1024)}, "压缩炸弹"),
        ({f"word/e{i}.txt": b"" for i in range(2001)}, "压缩炸弹"),
    ],
    ids=["outside template", "OLE", "macro", "doctype", "bomb", "too many entries"],
)
def test_a_hostile_docx_is_refused(tmp_path: Path, add: dict[str, bytes], words: str) -> None:
    with pytest.raises(ZhiceError, match=words):
        text_of_file(_changed(_docx(tmp_path), add=add))


def test_a_zip_that_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "x")
    with pytest.raises(ZhiceError, match="不是 Word 文档"):
        text_of_file(path)


def _pdf(words: str | None, *, pages: int = 1) -> bytes:
    """A minimal PDF of `pages` pages, with ASCII words or without any text."""
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode() if words else b"0 0 10 10 re f"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + i} 0 R" for i in range(pages))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())
    content, font = 3 + pages, 4 + pages
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Resources << "
        f"/Font << /F1 {font} 0 R >> >> >>"
    )
    objects += [page.encode()] * pages
    objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    body, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    return (
        body
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    )


def test_a_pdf_with_text_is_read(tmp_path: Path) -> None:
    path = _write(tmp_path, _pdf("GDP target 2025 for the municipal plan of intellectual property"), "a.pdf")
    assert "GDP target 2025" in text_of_file(path)


def test_a_pdf_without_text_is_called_a_scan(tmp_path: Path) -> None:
    with pytest.raises(ZhiceError, match="扫描件"):
        text_of_file(_write(tmp_path, _pdf(None), "a.pdf"))


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ZhiceError, match="超过上限 600 页"):
        text_of_file(_write(tmp_path, _pdf("x", pages=601), "a.pdf"))
