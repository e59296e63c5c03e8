"""The child's part: the words of a docx or pdf as one JSON object on standard output, under hard limits.

python -m zhice.plan.documents.extract docx FILE MEMORY_BYTES SECONDS
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PAGES = 600
MAX_CHARACTERS = 400_000
_DANGEROUS = re.compile(r"(?:^|/)(?:embeddings/.*|vbaProject\.bin|activeX/.*|.*\.ole)$", re.I)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*>", re.S)
_ALLOWED_OUTSIDE = (b"/hyperlink",)


class Refused(Exception):
    """A reason in Chinese and English, to be said after the file's name."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.reason = (zh, en)


def docx_text(path: str) -> str:
    """Paragraphs and tables in document order; a table row is written | a | b |."""
    _guard_package(path)
    import docx

    document = docx.Document(path)
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += [_row(row) for row in block.rows] if hasattr(block, "rows") else [block.text]
    return "\n\n".join(_groups(lines))


def _groups(lines: list[str]) -> Iterator[str]:
    """Rows of one table stay together; paragraphs stand apart."""
    table: list[str] = []
    for line in lines:
        if line.startswith("| "):
            table.append(line)
            continue
        if table:
            yield "\n".join(table)
            table = []
        yield line
    if table:
        yield "\n".join(table)


def _row(row: Any) -> str:
    cells, seen = [], set()
    for cell in row.cells:
        words = "" if id(cell._tc) in seen else re.sub(r"\s+", " ", cell.text).strip().replace("|", "/")
        seen.add(id(cell._tc))
        cells.append(words)
    return "| " + " | ".join(cells) + " |"


def _guard_package(path: str) -> None:
    """Refuse bombs, macros, embedded objects, outside templates and XML with a doctype, before any parser opens it."""
    try:
        package = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise Refused(
            "不是有效的 .docx 文件（压缩包已损坏）。", "is no valid .docx (the archive is damaged)."
        ) from None
    with package:
        entries = package.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Refused(
                "解开后过大，疑似压缩炸弹，已拒绝。", "unpacks to too much, like a zip bomb; refused."
            )
        names = [entry.filename for entry in entries]
        if "word/document.xml" not in names:
            raise Refused(
                "是压缩包，但不是 Word 文档（.docx）。", "is an archive but no Word document (.docx)."
            )
        if len(set(names)) != len(names):
            raise Refused("内有重名条目，已拒绝。", "holds entries of the same name; refused.")
        if any(_DANGEROUS.search(name) for name in names):
            raise Refused(
                "含有宏或嵌入对象，请另存为不含对象的 .docx。",
                "holds macros or embedded objects; save it without them.",
            )
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                _guard_part(package.read(entry), entry.filename)


def _guard_part(data: bytes, name: str) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise Refused(
            "含有文档类型声明（DOCTYPE），已拒绝。", "holds a document type declaration (DOCTYPE); refused."
        )
    if not name.endswith(".rels"):
        return
    for relation in _OUTSIDE.findall(data):
        if b'TargetMode="External"' in relation and not any(kind in relation for kind in _ALLOWED_OUTSIDE):
            raise Refused(
                "引用了外部模板或外部对象，已拒绝。", "refers to an outside template or object; refused."
            )


def pdf_text(path: str) -> str:
    """The text of a pdf, page by page. A pdf of pictures is refused as a scan."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise Refused(
            "打不开：PDF 已损坏或有密码。", "cannot be opened: the PDF is damaged or has a password."
        ) from None
    if len(document) > MAX_PAGES:
        raise Refused(
            f"有 {len(document)} 页，超过上限 {MAX_PAGES} 页。",
            f"has {len(document)} pages, more than the limit of {MAX_PAGES}.",
        )
    pages, total = [], 0
    for page in document:
        words = page.get_textpage().get_text_bounded()
        total += len(words)
        if total > MAX_CHARACTERS:
            raise Refused("文字过多，超过上限。", "holds too much text.")
        pages.append(_without_page_number(words))
    if total < 20 * max(1, len(pages)) and total < 200:
        raise Refused(
            "没有可读的文字，像是扫描件。请先做文字识别（OCR），或提供 Word、文本版本。",
            "holds no readable text and looks like a scan. Run OCR first, or give a Word or text version.",
        )
    return "\n".join(pages)


def _without_page_number(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\ufffe", "").split("\n")
    return "\n".join(
        line
        for line in lines
        if not re.fullmatch(r"\s*[-—–]*\s*[0-9]{1,3}\s*[-—–]*\s*|\s*第\s*[0-9]+\s*页.*", line)
    )


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> int:
    kind, path, memory, seconds = arguments
    _limit(int(memory), int(seconds))
    answer: dict[str, object]
    try:
        answer = {"text": docx_text(path) if kind == "docx" else pdf_text(path)}
    except Refused as refused:
        answer = {"refused": refused.reason}
    except MemoryError:
        return 3
    except Exception as error:  # the parser's own failures: the caller gets their kind, never a traceback
        answer = {
            "refused": (
                f"读取时出错（{type(error).__name__}），文件可能已损坏。",
                f"failed to read ({type(error).__name__}); it may be damaged.",
            )
        }
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
