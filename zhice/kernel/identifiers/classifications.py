"""Symbols of the International Patent Classification: `A01B7/00` in all its writings.

A gazette writes `A01B 7/00(2006.01)`, a database `A01B0007000000` (fourteen signs, zeros filled), a concordance
`A01B`. Only the form is checked; whether a symbol exists is said by the titles of an edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from zhice.kernel.errors import ZhiceError
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

_WRITTEN = re.compile(r"([A-H])(?:([0-9]{2})(?:([A-Z])(?: ?([0-9]{1,4})/([0-9]{2,6}))?)?)?")
_PADDED = re.compile(r"([A-H])([0-9]{2})([A-Z])([0-9]{4})([0-9]{6})")
_VERSION = re.compile(r" ?\([0-9]{4}(?:\.[0-9]{2})?\)$")
_GROUP_WIDTH, _SUBGROUP_WIDTH, _SHORTEST_SUBGROUP = 4, 6, 2
MAIN_GROUP = "00"


class BadIpcSymbol(ZhiceError):
    """A text that is no symbol of the classification."""


class IpcLevel(Enum):
    """How deep a symbol lies; a subgroup's dots are not written in its symbol."""

    SECTION = "section"
    CLASS = "class"
    SUBCLASS = "subclass"
    MAIN_GROUP = "main_group"
    SUBGROUP = "subgroup"


@dataclass(frozen=True, order=True, slots=True)
class IpcSymbol:
    """One place in the classification. Made by `read`.

    >>> [IpcSymbol.read(text).canonical for text in ("A01B 7/00", "a01b7/00(2006.01)", "A01B0007000000", "A01B")]
    ['A01B7/00', 'A01B7/00', 'A01B7/00', 'A01B']
    """

    section: str
    of_section: str = ""  # the class: two digits
    of_class: str = ""  # the subclass: a letter
    group: int | None = None
    subgroup: str = ""

    @classmethod
    def read(cls, text: str) -> IpcSymbol:
        plain = _VERSION.sub("", " ".join(clean(text)[0].upper().split()))
        match = _PADDED.fullmatch(plain)
        if match:
            kept = match[5].rstrip("0")
            return cls(match[1], match[2], match[3], int(match[4]), kept.ljust(_SHORTEST_SUBGROUP, "0"))
        match = _WRITTEN.fullmatch(plain)
        if match is None or (match[4] and not int(match[4])):
            raise BadIpcSymbol(
                Words(
                    zh=f"“{shown(text)}”不是国际专利分类号，应写成 A01B7/00、A01B 或 A01B0007000000。",
                    en=f"“{shown(text)}” is no IPC symbol; write A01B7/00, A01B or A01B0007000000.",
                )
            )
        section, of_section, of_class, group, subgroup = match.groups(default="")
        return cls(section, of_section, of_class, int(group) if group else None, subgroup)

    @property
    def canonical(self) -> str:
        head = f"{self.section}{self.of_section}{self.of_class}"
        return head if self.group is None else f"{head}{self.group}/{self.subgroup}"

    @property
    def level(self) -> IpcLevel:
        if self.group is not None:
            return IpcLevel.MAIN_GROUP if self.subgroup == MAIN_GROUP else IpcLevel.SUBGROUP
        if self.of_class:
            return IpcLevel.SUBCLASS
        return IpcLevel.CLASS if self.of_section else IpcLevel.SECTION

    @property
    def padded(self) -> str:
        """The fourteen-sign form of a group; what stands above groups keeps its short form.

        >>> IpcSymbol.read("A01B7/02").padded
        'A01B0007020000'
        """
        head = f"{self.section}{self.of_section}{self.of_class}"
        if self.group is None:
            return head
        return f"{head}{self.group:0{_GROUP_WIDTH}d}{self.subgroup.ljust(_SUBGROUP_WIDTH, '0')}"

    @property
    def above(self) -> tuple[IpcSymbol, ...]:
        """The symbols under which it stands, the section first.

        >>> [each.canonical for each in IpcSymbol.read("A01B7/02").above]
        ['A', 'A01', 'A01B', 'A01B7/00']
        """
        found = []
        if self.of_section:
            found.append(IpcSymbol(self.section))
        if self.of_class:
            found.append(IpcSymbol(self.section, self.of_section))
        if self.group is not None:
            found.append(IpcSymbol(self.section, self.of_section, self.of_class))
            if self.subgroup != MAIN_GROUP:
                found.append(IpcSymbol(self.section, self.of_section, self.of_class, self.group, MAIN_GROUP))
        return tuple(found)

    def covers(self, other: IpcSymbol) -> bool:
        """Whether `other` is this place or lies below it.

        Below a subgroup lie those that continue its digits (3/01 → 3/011): the dots of the scheme are not in the symbol.

        >>> IpcSymbol.read("A01B7/00").covers(IpcSymbol.read("A01B7/02"))
        True
        """
        mine = self.padded
        if self.group is not None:
            body = "" if self.subgroup == MAIN_GROUP else self.subgroup
            mine = mine[: -len(mine[8:])] + body
        return other.padded.startswith(mine)

    def __str__(self) -> str:
        return self.canonical
