"""The layout of a normalised text: headings, paragraphs, tables, each with its way back to the offsets of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

_CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…"
_LOOSE_SPACE = re.compile(rf"(?<=[{_CJK}0-9%>＞≥≤<＜.])[ \t]+|[ \t]+(?=[{_CJK}])")
_TABLE_LINE = re.compile(r"\|.*\||^[^。]*\S\t+\S|^[^。，]*\S {2,}\S+ {2,}\S")
_HEAD_ROW = re.compile(r"指标|序号|名称|项目\s*[|\t]")
_VALUE = re.compile(r"(?<![0-9])(?!(?:19|20)[0-9]{2}(?:年|\s*[|\t]))[0-9]+(?:\.[0-9]+)?(?!年)")
_LOOSE_HEAD = re.compile(r"^(?=.*(?:指标|名称))(?=.*(?:(?:19|20)[0-9]{2}年|目标值?|现状))[^，。；：]{1,90}$")
_LOOSE_ROW = re.compile(r"^[^，。；]{2,60} [>＞<＜≥≤〔\[]?[0-9.]+[^，。；]{0,30}$")

_LONGEST_ROW = 2_000

_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"^第[一二三四五六七八九十百0-9]+[章篇部]")),
    (2, re.compile(r"^第[一二三四五六七八九十百0-9]+节")),
    (3, re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")),
    (4, re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]")),
    (
        5,
        re.compile(
            r"^[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[、．)）]|\.(?![0-9])|\s+(?=[\u3400-\u9fff]))|"
            r"^[（(][0-9]{1,2}[)）]|^[①-⑳]|^[一二三四五六七八九十]是"
        ),
    ),
)
_MARKDOWN = re.compile(r"^(#{1,6})\s+")


@dataclass(frozen=True)
class Compact:
    """A stretch of text without the spaces that mean nothing, and the offset of each character in the whole text."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) of the compact text as offsets of the normalised text."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int, end: int) -> Compact:
        """A stretch of this text with its offsets."""
        return Compact(self.text[start:end], self.offsets[start : end + 1])


def compact(text: str, *, offset: int) -> Compact:
    """`text`, which begins at `offset` of the whole, with the spaces beside Chinese characters and digits left out."""
    dropped: set[int] = set()
    for match in _LOOSE_SPACE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before.isascii() and before.isdigit() and after.isascii() and (after.isdigit() or after.isalpha()):
            continue
        dropped.update(range(match.start(), match.end()))
    kept = [i for i in range(len(text)) if i not in dropped]
    return Compact("".join(text[i] for i in kept), (*(offset + i for i in kept), offset + len(text)))


@dataclass
class Block:
    """A heading, a paragraph or a table; `level` is 0 for running text, 9 for a heading without a number."""

    kind: Literal["heading", "paragraph", "table"]
    start: int
    text: str
    level: int = 0
    lines: list[tuple[int, str]] = field(default_factory=list)
    loose: bool = False  # cells stand apart by single spaces only

    @property
    def body(self) -> Compact:
        return compact(self.text, offset=self.start)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a normalised text, in order."""
    blocks: list[Block] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            _add_line(blocks, line, position)
        position += len(line) + 1
    return blocks


def _add_line(blocks: list[Block], line: str, position: int) -> None:
    if len(line) <= _LONGEST_ROW and _TABLE_LINE.search(line):
        if blocks and blocks[-1].kind == "table" and not _begins_table(line, blocks[-1]):
            blocks[-1].lines.append((position, line))
            blocks[-1].text += "\n" + line
        else:
            blocks.append(Block("table", position, line, lines=[(position, line)]))
        return
    if _is_loose(line, blocks[-1] if blocks else None):
        if blocks and blocks[-1].loose and not _LOOSE_HEAD.match(line):
            blocks[-1].lines.append((position, line))
            blocks[-1].text += "\n" + line
        else:
            blocks.append(Block("table", position, line, lines=[(position, line)], loose=True))
        return
    level = heading_level(line)
    blocks.append(Block("heading" if level else "paragraph", position, line, level=level))


def _begins_table(line: str, above: Block) -> bool:
    """A row of header words under rows of values: a second table without a line between."""
    is_head = bool(_HEAD_ROW.search(line)) and not _VALUE.search(line)
    return is_head and bool(_VALUE.search(above.lines[-1][1]))


def _is_loose(line: str, above: Block | None) -> bool:
    """A row whose cells stand apart by single spaces, as a pdf gives them: a header of years, then rows of values."""
    if _LOOSE_HEAD.match(line) and line.count(" ") > 1:
        return True
    return above is not None and above.loose and bool(_LOOSE_ROW.match(line)) and line.count(" ") > 1


def heading_level(line: str) -> int:
    """How deep a line stands as a heading, 0 for running text. A heading is short and does not end like a sentence."""
    marked = _MARKDOWN.match(line)
    bare = line[marked.end() :] if marked else line
    is_short = (
        len(bare) <= 45
        and not bare.endswith(("。", "；", "，", ";", ",", "、"))
        and "，" not in bare[:-1].replace("，", "", 1)
    )
    for level, pattern in _LEVELS:
        if pattern.match(bare):
            return level if is_short and not bare.endswith("：") else 0
    if marked:
        return len(marked[1])
    return 9 if len(bare) <= 30 and is_short and not re.search(r"[，。；：:,;]|[0-9][%‰]", bare) else 0


def run_in_heading(text: str) -> tuple[int, str]:
    """The numbered heading that opens a paragraph（一）…。 as (level, heading text); (0, "") where there is none."""
    for level, pattern in _LEVELS:
        if pattern.match(text):
            first = re.split(r"[。：:]", text, maxsplit=1)[0]
            return (level, first) if len(first) <= 40 else (level, "")
    return 0, ""
