"""Which encoding a text file is in: strict UTF-8 first, then GB18030, never a guess from a short sample.

GB18030 decodes almost anything, UTF-16 and UTF-8 included, into rubbish without complaint. So it is
accepted only
where UTF-8 failed, no part of the file is plainly UTF-8, and the headings make sense.
"""

from __future__ import annotations

import codecs
import mmap
import re
from dataclasses import dataclass
from pathlib import Path

from zhice.intake.refusals import Place, Refused
from zhice.kernel.words import Words

_BLOCK = 1 << 20
# Four or more Chinese characters in UTF-8 between ASCII signs. The same bytes as GB18030 would be six or
# more rare
# characters in a row: not found once in 60,399 gazette rows.
_PLAINLY_UTF8 = re.compile(rb"(?<![\x80-\xff])(?:[\xe4-\xe9][\x80-\xbf]{2}){4,}(?![\x80-\xff])")
_CANDIDATE = re.compile(
    rb"[\xe4-\xe9][\x80-\xbf][\x80-\xbf]" * 4
)  # the same, three times as fast to search for
_MOSTLY = 0.5
_ENOUGH = 4
_TELLING = 3  # signs; shorter cells turn into Chinese by chance


@dataclass(frozen=True)
class Encoding:
    """A Python codec that reads the whole file without error, and the length of the byte order mark."""

    codec: str
    mark: int = 0


def choose(path: Path, *, asked: str | None = None) -> Encoding:
    """The encoding of a text file. Raises `Refused` with the first bad byte where no encoding fits.

    `asked` is the user's own choice; it must still decode the file strictly.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    marked = _marked(head)
    if marked is None:
        _not_wide(head)
    if marked is not None or asked:
        encoding = marked or Encoding(codecs.lookup(asked or "").name)
        bad = first_bad_byte(path, encoding)
        if bad is not None:
            raise undecodable(encoding.codec, bad)
        return encoding
    utf8 = first_bad_byte(path, Encoding("utf-8"))
    if utf8 is None:
        return Encoding("utf-8")
    _not_mixed(path, utf8)
    return Encoding("gb18030")  # whether all of it decodes, reading will tell


def _marked(head: bytes) -> Encoding | None:
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise _unsupported("UTF-32")
    if head.startswith(b"+/v") and head[3:4] in (b"8", b"9", b"+", b"/"):
        raise _unsupported("UTF-7")
    if head.startswith(b"\xef\xbb\xbf"):
        return Encoding("utf-8", mark=3)
    if head.startswith(b"\xff\xfe"):
        return Encoding("utf-16-le", mark=2)
    if head.startswith(b"\xfe\xff"):
        return Encoding("utf-16-be", mark=2)
    return None


def _not_wide(head: bytes) -> None:
    """Commas, digits and line ends of UTF-16 are pairs with a NUL, always on the same side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    several = max(even, odd) >= _ENOUGH
    if several and min(even, odd) * 10 < max(even, odd) and max(even, odd) * 50 > len(head):
        raise _unsupported("UTF-16", without_mark=True)
    if several and b"\0\0\0" in head:
        raise _unsupported("UTF-32", without_mark=True)


def first_bad_byte(path: Path, encoding: Encoding) -> int | None:
    """The offset of the first byte that does not decode; None where all do."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    at = encoding.mark
    with path.open("rb") as file:
        file.seek(encoding.mark)
        while block := file.read(_BLOCK):
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as fault:
                return at - held + fault.start
            at += len(block)
    held = len(decoder.getstate()[0])
    try:
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return at - held
    return None


def _not_mixed(path: Path, first_not_utf8: int) -> None:
    """Rows pasted together from two programs: one part UTF-8, the other GB18030."""
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)  # unmapped when the matches are gone
    candidates = (hit.start() for hit in _CANDIDATE.finditer(content))
    plain = next((at for at in candidates if _PLAINLY_UTF8.match(content, at)), None)
    if plain is not None:
        at = max(first_not_utf8, plain)
        raise Refused(
            "mixed_encodings",
            Words(
                zh="同一文件里混有 UTF-8 和 GB18030 两种编码，从此处起编码改变。请统一编码后重新导入。",
                en="The file mixes UTF-8 and GB18030; here the encoding changes. Save it in one encoding.",
            ),
            place=Place(byte=at),
        )


def is_mojibake(cells: list[str]) -> bool:
    """Whether most of the cells are UTF-8 that some program once read as GB18030 and saved so: 涓撳埄 for
    专利.
    """
    foreign = [cell for cell in cells if sum(sign > "\x7f" for sign in cell) >= _TELLING]
    turned = sum(_turns_back(cell) for cell in foreign)
    return bool(foreign) and turned > _MOSTLY * len(foreign)


def _turns_back(cell: str) -> bool:
    """Whether the cell, saved as GB18030, is UTF-8 with Chinese in it; its last sign may be lost."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        original = decoder.decode(cell.rstrip("?\ufffd").encode("gb18030"))
    except UnicodeError:
        return False
    return any("\u4e00" <= sign <= "\u9fff" for sign in original)


def is_rubbish(cells: list[str]) -> bool:
    """Whether headings hold characters that nobody heads a column with: the sign of a wrong encoding."""
    foreign = [sign for cell in cells for sign in cell if sign > "\x7f"]
    odd = sum(not _usual(sign) for sign in foreign)
    return odd * 5 > len(foreign)


def _usual(sign: str) -> bool:
    try:
        return len(sign.encode("gb2312")) == len("ab")
    except UnicodeError:
        return False


def mojibake() -> Refused:
    return Refused(
        "mojibake",
        Words(
            zh="文件里的汉字是乱码（UTF-8 内容曾被当作 GB18030 打开并保存）。请回到原始文件重新导出。",
            en="The Chinese text is garbled (UTF-8 once opened as GB18030 and saved). Export the original "
            "anew.",
        ),
    )


def rubbish(codec: str) -> Refused:
    return Refused(
        "encoding_unknown",
        Words(
            zh=f"按 {codec} 读出的表头不是通常的文字，编码可能有误。请另存为 UTF-8 后重新导入。",
            en=f"Read as {codec}, the headings are no usual words: the encoding may be another. Save as "
            f"UTF-8.",
        ),
    )


def _unsupported(name: str, *, without_mark: bool = False) -> Refused:
    zh, en = ("（无字节序标记）", " without a byte order mark") if without_mark else ("", "")
    return Refused(
        "encoding_unsupported",
        Words(
            zh=f"文件是 {name}{zh} 编码，不能可靠读取。请另存为 UTF-8 后重新导入。",
            en=f"The file is in {name}{en}, which cannot be read reliably. Save it as UTF-8 and send it "
            f"again.",
        ),
    )


def undecodable(codec: str, byte: int) -> Refused:
    """The refusal of text that is not in its encoding, naming the byte."""
    return Refused(
        "encoding",
        Words(
            zh=f"此处不是有效的 {codec} 文字。请另存为 UTF-8 后重新导入。",
            en=f"Here the text is not valid {codec}. Save the file as UTF-8 and send it again.",
        ),
        place=Place(byte=byte),
    )
