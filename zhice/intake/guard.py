"""What a file is, by its bytes and not by its name; whatever is not plainly a table of ours is refused.

`inspect` looks at the outside only. The insides of a workbook are checked by `zips` and `workbooks`, of XML
by
`xmls`, all of them in the child process.
"""

from __future__ import annotations

import mmap
from enum import Enum
from pathlib import Path

import puremagic

from zhice.intake.limits import Limits
from zhice.intake.refusals import Refused, both
from zhice.kernel.words import Words


class Container(Enum):
    TEXT = "text"
    WORKBOOK = "workbook"
    XML = "xml"
    ARCHIVE = "archive"
    """A .zip of XML documents, where the format takes one."""


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_END_OF_ZIP = b"PK\x05\x06"
_FOREIGN = {
    b"%PDF-": "PDF",
    b"GIF8": "GIF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x7fELF": "ELF",
    b"MZ": "Windows 程序",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
    b"PAR1": "Parquet",
    b"OggS": "Ogg",
    b"\x00asm": "WebAssembly",
}
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff")
_EXTENSIONS = {
    ".csv": Container.TEXT,
    ".tsv": Container.TEXT,
    ".txt": Container.TEXT,
    ".xlsx": Container.WORKBOOK,
    ".xml": Container.XML,
}
_REFUSED_NAMES = {".xls", ".xlsm", ".xlsb", ".xltm", ".ods", ".zip"}
_SURE = 0.8
_SAVE_AS = Words(
    zh="请用电子表格软件另存为 .xlsx 或 UTF-8 编码的 .csv 后重新导入。",
    en="Save it as .xlsx, or as .csv in UTF-8, with a spreadsheet program and send it again.",
)


def inspect(path: Path, *, name: str, limits: Limits, archives: bool = False) -> Container:
    """What the file is; raises `Refused` for what we do not read. Reads at most some kilobytes.

    `archives`: the format takes a .zip of XML documents.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused(
            "empty", Words(zh="文件是空的，没有可导入的内容。", en="The file is empty; nothing to take in.")
        )
    if size > limits.file:
        raise _too_large(size, limits)
    with path.open("rb") as file:
        head = file.read(65_536)
        file.seek(max(0, size - 65_558))
        tail = file.read()
    found = _container(path, head, tail)
    if archives and found is Container.WORKBOOK and Path(name).suffix.lower() == ".zip":
        return Container.ARCHIVE
    _agrees(found, name)
    return found


def _container(path: Path, head: bytes, tail: bytes) -> Container:
    if head.startswith(_OLE):
        raise _ole(path)
    foreign = next((kind for magic, kind in _FOREIGN.items() if head.startswith(magic)), None)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        _not_two_things(head)
        return Container.WORKBOOK
    if foreign or b"%PDF-" in head[:1024]:
        raise _foreign(foreign or "PDF", also_zip=_END_OF_ZIP in tail)
    if _END_OF_ZIP in tail and b"\x00" in tail:
        raise _foreign("ZIP", also_zip=True)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<script")):
        raise _foreign("HTML", also_zip=False)
    if start.startswith(b"<") or _wide(head).lstrip().startswith("<"):
        return Container.XML
    if not head.startswith(_MARKS) and b"\x00" not in head[:4096]:
        return Container.TEXT
    _not_binary(head)
    return Container.TEXT


def _wide(head: bytes) -> str:
    """The opening of a UTF-16 or UTF-32 file with a mark, else nothing."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return head[:512].decode("utf-32", "replace")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[:512].decode("utf-16", "replace")
    return ""


def _not_two_things(head: bytes) -> None:
    """A file that is a zip for one program and a PDF or picture for the next is an attack, not a table."""
    if b"%PDF-" in head[:1024] or b"GIF8" in head[:64]:
        raise _foreign("PDF/GIF", also_zip=True)


def _not_binary(head: bytes) -> None:
    """Text with NUL bytes may be UTF-16 or a damaged table (`decode` says which); a known binary is named
    here.
    """
    if head.startswith(_MARKS):
        return
    try:
        kinds = puremagic.magic_string(head)
    except puremagic.PureError:
        return
    best = next(
        (kind for kind in kinds if kind.confidence >= _SURE and len(kind.byte_match or b"") >= len(_ZIP)),
        None,
    )
    if best is not None:
        raise _foreign(best.name or best.extension, also_zip=False)


def _too_large(size: int, limits: Limits) -> Refused:
    return Refused(
        "too_large",
        Words(
            zh=f"文件有 {size} 字节，超过上限 {limits.file} 字节。请拆成几个文件分别导入。",
            en=f"The file has {size} bytes; the limit is {limits.file}. Split it and send the parts.",
        ),
    )


def _foreign(kind: str, *, also_zip: bool) -> Refused:
    if also_zip:
        what = Words(
            zh=f"文件同时具有 {kind} 和压缩包的结构，可能是伪装文件。",
            en=f"The file is at once {kind} and a zip container; it may be a disguise.",
        )
        return Refused("polyglot", both(what, _SAVE_AS))
    what = Words(zh=f"文件内容是 {kind}，不是表格。", en=f"The content of the file is {kind}, not a table.")
    return Refused("foreign", both(what, _SAVE_AS))


def _ole(path: Path) -> Refused:
    """Old binary Office files and encrypted new ones share this container; neither is opened."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        encrypted = content.find("EncryptedPackage".encode("utf-16-le")) >= 0
    if encrypted:
        return Refused(
            "encrypted",
            Words(
                zh="工作簿设有打开密码，无法读取。请取消密码后重新导入。",
                en="The workbook is protected by a password. Remove the password and send it again.",
            ),
        )
    return Refused(
        "old_office",
        both(
            Words(zh="这是旧版二进制 Office 文件（.xls）。", en="This is an old binary Office file (.xls)."),
            _SAVE_AS,
        ),
    )


def _agrees(found: Container, name: str) -> None:
    extension = Path(name).suffix.lower()
    if extension in _REFUSED_NAMES:
        raise Refused(
            "extension",
            both(Words(zh=f"不接受 {extension} 文件。", en=f"{extension} files are not taken."), _SAVE_AS),
        )
    expected = _EXTENSIONS.get(extension)
    if expected is not None and expected is not found:
        raise Refused(
            "not_what_it_says",
            both(
                Words(
                    zh=f"文件名以 {extension} 结尾，但内容是{_KINDS[found].zh}。",
                    en=f"The name ends in {extension}, but the content is {_KINDS[found].en}.",
                ),
                _SAVE_AS,
            ),
        )


_KINDS = {
    Container.TEXT: Words(zh="文本", en="text"),
    Container.WORKBOOK: Words(zh="压缩包或工作簿", en="a zip container"),
    Container.XML: Words(zh="XML", en="XML"),
    Container.ARCHIVE: Words(zh="压缩包", en="a zip container"),
}
