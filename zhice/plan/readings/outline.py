"""The outline of a plan's text: its numbered headings become the tree of objectives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.plan.indicators.models import Pillar

_CHINESE = "一二三四五六七八九十"
_FIRST = re.compile(rf"^\s*([{_CHINESE}]+)、\s*(\S[^\n。；]{{0,60}})", re.MULTILINE)
_SECOND = re.compile(rf"^\s*[（(]([{_CHINESE}]+)[)）]\s*([^\n。；]{{1,60}})", re.MULTILINE)
_PILLARS = (
    (Pillar.CREATION, ("创造", "质量提升")),
    (Pillar.OPERATION, ("运用", "运营", "转化")),
    (Pillar.PROTECTION, ("保护", "执法", "维权")),
    (Pillar.MANAGEMENT, ("管理", "贯标")),
    (Pillar.SERVICE, ("服务", "人才", "教育")),
)


@dataclass(frozen=True)
class Heading:
    """`level` 1 (一、) or 2 （一）; `clause` as it is cited; `start` the offset in the text."""

    start: int
    level: int
    clause: str
    name: str

    @property
    def pillar(self) -> str:
        """The pillar a heading's words point to; the plan itself where they point to none."""
        return next(
            (pillar for pillar, words in _PILLARS if any(word in self.name for word in words)), Pillar.PLAN
        )


def headings(text: str) -> list[Heading]:
    """The headings in the order of the text; a second-level one is cited with the first it stands under."""
    first = [(m.start(1), 1, m[1], m[2]) for m in _FIRST.finditer(text)]
    second = [(m.start(1), 2, m[1], m[2]) for m in _SECOND.finditer(text)]
    found, above = [], ""
    for start, level, number, name in sorted(first + second):
        above = number if level == 1 else above
        clause = number if level == 1 else f"{above}（{number}）"
        found.append(Heading(start, level, clause, name.strip()))
    return found


def under(start: int, outline: list[Heading]) -> Heading | None:
    """The heading an offset stands under."""
    return next((heading for heading in reversed(outline) if heading.start <= start), None)
