"""From a plan file to its text: txt and md in four encodings, docx, pdf with text. Everything refused says why.

Text is tried as strict UTF-8 first and then as GB18030, which reads almost any bytes as *something*: so the result
must also look like Chinese. docx and pdf are opened in a child process with limits of memory, time and size.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.documents.child import extract_in_child

MAX_FILE_BYTES = 40 * 1024 * 1024
MAX_TEXT_BYTES = 2 * 1024 * 1024
MAX_CHARACTERS = 400_000

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = ((b"%PDF", "pdf"), (b"PK\x03\x04", "docx"), (b"PK\x05\x06", "docx"))


class PlanFileRefused(ZhiceError):
    """A plan file that cannot be read; the words name the file and say what to do."""


def text_of_file(path: Path) -> str:
    """The text of a plan file. Raises PlanFileRefused with the file's name and the reason."""
    name = path.name
    if not path.is_file():
        raise PlanFileRefused(
            Words(zh=f"找不到文件“{name}”，请检查路径。", en=f"There is no file “{name}”; check the path.")
        )
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise _too_large(name, size, MAX_FILE_BYTES)
    data = path.read_bytes()
    kind = _kind(data)
    if kind in ("pdf", "docx"):
        text = extract_in_child(path, kind=kind)
    elif kind == "doc":
        raise PlanFileRefused(
            Words(
                zh=f"“{name}”是旧版 Word（.doc）或其他 OLE 文件，请另存为 .docx 后再读。",
                en=f"“{name}” is an old Word (.doc) or another OLE file; save it as .docx and read it again.",
            )
        )
    else:
        text = text_of_bytes(data, name=name)
    return _checked(text, name)


def _kind(data: bytes) -> str:
    if data.startswith(_OLD_OFFICE):
        return "doc"
    return next(
        (kind for magic, kind in _MAGIC if data.lstrip(b"\x00\t\n\r \xef\xbb\xbf")[:8].startswith(magic)),
        "text",
    )


def text_of_bytes(data: bytes, *, name: str) -> str:
    """The text of a txt or md file from its bytes. Raises PlanFileRefused."""
    if not data.strip():
        raise PlanFileRefused(Words(zh=f"“{name}”是空文件。", en=f"“{name}” is empty."))
    if len(data) > MAX_TEXT_BYTES:
        raise _too_large(name, len(data), MAX_TEXT_BYTES)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_bom(data[len(bom) :], encoding, name)
    if b"\x00" in data:
        raise PlanFileRefused(
            Words(
                zh=f"“{name}”含有零字节：它不是文本，或是没有字节顺序标记的 UTF-16。请另存为 UTF-8 后再读。",
                en=f"“{name}” holds zero bytes: it is no text, or UTF-16 without a byte order mark. Save it as "
                f"UTF-8 and read it again.",
            )
        )
    return _without_bom(data, name)


def _with_bom(data: bytes, encoding: str, name: str) -> str:
    if encoding == "utf-32":
        raise PlanFileRefused(
            Words(
                zh=f"“{name}”是 UTF-32 编码，请另存为 UTF-8 后再读。",
                en=f"“{name}” is UTF-32; save it as UTF-8 and read it again.",
            )
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding.upper(), error.start) from error


def _without_bom(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _undecodable(name, "UTF-8 / GB18030", max(first_bad, error.start)) from error
    if not _looks_chinese(data):
        raise PlanFileRefused(
            Words(
                zh=f"“{name}”不像中文文本：既不是 UTF-8（第 {first_bad} 字节起），按 GB18030 "
                f"读出的也是乱码。请另存为 UTF-8 后再读。",
                en=f"“{name}” does not look like Chinese text: it is not UTF-8 (from byte {first_bad}), and as "
                f"GB18030 it is gibberish. Save it as UTF-8.",
            )
        )
    return text


def _looks_chinese(data: bytes) -> bool:
    """Whether GB18030 bytes are mostly common characters (GB 2312 level one) and signs; other bytes give rare ones."""
    common = rare = position = 0
    while position < len(data):
        lead = data[position]
        if lead < 0x80:
            position += 1
            continue
        trail = data[position + 1] if position + 1 < len(data) else 0
        if 0x30 <= trail <= 0x39:
            rare, position = rare + 1, position + 4
            continue
        is_common = trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)
        common, rare, position = common + is_common, rare + (not is_common), position + 2
    return common >= 4 * rare


def _checked(text: str, name: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise _too_large(name, len(text), MAX_CHARACTERS)
    controls = sum(1 for character in text if character < " " and character not in "\t\n\r\x0b\x0c")
    if controls > 8 and controls > len(text) * 0.01:
        raise PlanFileRefused(
            Words(
                zh=f"“{name}”不是文本文件（含大量控制字符）。",
                en=f"“{name}” is no text file (it is full of control characters).",
            )
        )
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise PlanFileRefused(Words(zh=f"“{name}”里没有文字。", en=f"“{name}” holds no words."))
    return text


def _too_large(name: str, size: int, limit: int) -> PlanFileRefused:
    return PlanFileRefused(
        Words(
            zh=f"“{name}”太大（{size:,}，上限 {limit:,}）。规划文件不会这么大，请确认是否选错了文件。",
            en=f"“{name}” is too large ({size:,}, the limit is {limit:,}). No plan is that large; check that "
            f"it is the right file.",
        )
    )


def _undecodable(name: str, encoding: str, place: int) -> PlanFileRefused:
    return PlanFileRefused(
        Words(
            zh=f"“{name}”从第 {place} 字节起不是 {encoding} 编码（可能混用了编码）。请另存为 UTF-8 后再读。",
            en=f"“{name}” is not {encoding} from byte {place} on (encodings may be mixed). Save it as UTF-8 "
            f"and read it again.",
        )
    )
