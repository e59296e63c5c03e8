"""The normalised text of a document: one script, one width, no broken sentences.

What is folded: digits, Latin letters and % to half width; traditional characters to simplified ones, one by one;
pinyin that a mirror left behind 國(guó); zero-width and control characters; line ends; sentences broken over
lines or pages. What is kept: Chinese punctuation, the signs ＞ ≥ 〔〕, headings, table rows, and the single spaces
inside a line. Offsets of a reading point into this text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {
    code: code - 0xFEE0 for first, last in ((0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for code in range(first, last)
}
_WIDE |= {
    ord("％"): ord("%"),
    ord("／"): ord("/"),
    ord("＋"): ord("+"),
    ord("＆"): ord("&"),
    ord("＃"): ord("#"),
}
_SPACES = {code: " " for code in (0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B))}
_LINE_ENDS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_NOISE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_FULL_STOP_IN_NUMBER = re.compile(r"(?<=[0-9])．(?=[0-9])")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])[(（][a-zü]{{0,5}}[{_TONED}][a-zü]{{0,5}}[)）]")

LIST_START = re.compile(
    r"(?:第[一二三四五六七八九十百零〇0-9]+[章节条篇部]|[一二三四五六七八九十]+[、.．]|"
    r"[（(][一二三四五六七八九十0-9]+[)）]"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[、．)）]|\.(?![0-9])|\s+(?=[^0-9\s]))|[①-⑳]|[-—•●◆■★*#|]|"
    r"专栏|附件|注[：:]|[一二三四五六七八九]是)"
)
_TERMINAL = (*"。！？；：!?;:…）)】》|", "。”", "！”", "？”")
_OPEN_ENDED = tuple("，、,（(《“—-")
_QUANTITY_END = re.compile(
    r"(?!(?:19|20)[0-9]{2}年$)(?<![0-9])[0-9.]+\s*[%‰\u3400-\u9fff]{0,4}(?:以上|左右|以内|以下)?$"
)
_COLUMNS = re.compile(r"\t|\S {2,}\S+ {2,}\S|\|")


def normalise(raw: str) -> str:
    """The normalised text of `raw`. Applying it twice changes nothing that matters to the reader."""
    text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", raw))
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    text = _NOISE.sub("", text).translate(_WIDE).translate(_SPACES)
    text = _FULL_STOP_IN_NUMBER.sub(".", text)
    text = _COMPATIBLE.sub(lambda match: _one_for_one(match[0]), text)
    return _join_broken_lines(_simplified(_PINYIN.sub("", text)))


def _one_for_one(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _simplified(text: str) -> str:
    return text.translate(_simple_forms(frozenset(c for c in text if c >= "\u3400")))


@lru_cache(maxsize=8)
def _simple_forms(characters: frozenset[str]) -> dict[int, str]:
    converter = _converter()
    forms = {}
    for character in characters:
        simple = converter.convert(character)
        if simple != character and len(simple) == 1:
            forms[ord(character)] = simple
    return forms


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]  # the library has no types
    from opencc import OpenCC

    return OpenCC("t2s")


def _join_broken_lines(text: str) -> str:
    lines = [line.strip(" ") for line in text.split("\n")]
    wrap = _wrap_width(lines)
    parts: list[str] = []
    above, is_sentence, blanks = "", False, 0
    for line in lines:
        if not line:
            blanks += 1
            continue
        if above and _continues(above, line, blanks=blanks, wrap=wrap, is_sentence=is_sentence):
            gap = above[-1].isascii() and above[-1].isalpha() and line[0].isascii()
            parts.append((" " if gap else "") + line)
            is_sentence = is_sentence or "，" in line or "。" in line
        else:
            parts.append(("\n" if parts else "") + line)
            is_sentence = "，" in line or "。" in line
        above, blanks = line, 0
    return "".join(parts)


def _wrap_width(lines: list[str]) -> int:
    """The width at which a text was hard-wrapped (many lines of one length without an end), or 0."""
    lengths = Counter(len(line) for line in lines if len(line) >= 18 and not line.endswith(_TERMINAL))
    if not lengths:
        return 0
    width, _ = lengths.most_common(1)[0]
    near = sum(count for length, count in lengths.items() if abs(length - width) <= 2)
    return width if near >= 4 and near >= len([line for line in lines if line]) * 0.4 else 0


def _continues(above: str, below: str, *, blanks: int, wrap: int, is_sentence: bool) -> bool:
    """Whether the line `below` goes on with the sentence that the line `above` left open."""
    if (
        above.endswith(_TERMINAL)
        or LIST_START.match(below)
        or _COLUMNS.search(below)
        or _COLUMNS.search(above)
    ):
        return False
    if above.endswith(_OPEN_ENDED):
        return True
    if wrap and not blanks and len(above) >= wrap - 2:
        return True
    return is_sentence and len(above) > 20 and not _QUANTITY_END.search(above)
