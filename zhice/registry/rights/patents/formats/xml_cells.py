"""Cells that the XML formats share: texts, classes, persons, priorities, as an `XmlShape` gathers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from zhice.kernel.days import BadDay, read_day
from zhice.kernel.identifiers.priorities import Form, Priority
from zhice.kernel.text import clean
from zhice.registry.rights.patents.formats import cells as read

LONGEST_TEXT = 2_000_000
"""Characters of an abstract or of all claims; the longest of the fixtures has 60,000."""
_SPACES = re.compile(r"\s+")
_BREAK = re.compile(r"(?<=[\u3000-\uffef])\s+(?=[\u3000-\uffef])")
_NEXT_CLAIM = re.compile(r"；(?=\s*[0-9]{1,3}\s*[.．、])")
_IPC = re.compile(r"([A-H])\s*([0-9]{2})\s*([A-Z])\s*([0-9]{1,4})\s*/\s*([0-9]{2,6})")
_FIXED = re.compile(r"([A-H][0-9]{2}[A-Z])([ 0-9]{3})([0-9]{2,4})")
"""ST.32 of the USPTO: subclass, three places for the group, the rest without a stroke."""
_US_IPC = re.compile(r"([A-H][0-9]{2}[A-Z])\s*0{0,2}([0-9]{1,3})/([0-9]{2,6})")


def prose(cell: str, *, column: str, findings: read.Findings) -> str:
    """A title, abstract or claims: line breaks of the print are no part of the text; claims begin a line each."""
    if not cell:
        return ""
    unbroken = cell.isprintable() and "  " not in cell and (cell.isascii() or " " not in cell)
    whole = cell if unbroken else _SPACES.sub(" ", _BREAK.sub("", clean(cell, keep_width=True)[0])).strip()
    text = read.text(whole, column=column, findings=findings, longest=LONGEST_TEXT)
    return _NEXT_CLAIM.sub("\n", text) if "；" in text else text


def paragraphs(cell: str) -> str:
    """An English text whose paragraphs the walk has joined: one after the other, as they are printed."""
    return cell.replace("；", " ")


def several(cell: str) -> list[str]:
    """The values of a cell that an element filled more than once."""
    return [value for part in cell.split("；") if (value := " ".join(part.split()))]


def groups(cell: str, *, of: int) -> Iterator[list[str]]:
    """The values of a cell `path{a,b,c}`: one list of so many for every element. A table's cell in the place of an XML's may
    hold fewer or more; what is missing is empty.

    >>> list(groups("CN|1|A；|；US", of=3))
    [['CN', '1', 'A'], ['US', '', '']]
    """
    for part in cell.split("；") if cell else ():
        if part.strip("| "):
            values = [value.strip() for value in part.split("|")]
            yield values if len(values) == of else (values + [""] * of)[:of]


def classes(cell: str) -> str:
    """All IPC symbols, canonical (`A01B7/00`), each once, in the order of the source.

    >>> classes("H04L   27/26    (2006.01)；G06F017/60；B28B   1/    29            A I；G|06|F|17|60；G06F 1516"), classes("D14 138")
    ('H04L27/26；G06F17/60；B28B1/29；G06F15/16', '')
    """
    found = dict.fromkeys(_symbol(part) for part in cell.split("；"))
    found.pop("", None)
    return "；".join(found)


@lru_cache(maxsize=4096)
def _symbol(part: str) -> str:
    text = part.replace("|", "", 3).replace("|", "/") if "|" in part else part
    match = _US_IPC.match(text) or _IPC.match(text) or _FIXED.fullmatch(text.strip())
    if match is None:
        return ""
    *head, group, sub = match.groups()
    return f"{''.join(head)}{int(group)}/{sub}"


@lru_cache(maxsize=4096)
def day_or_none(cell: str) -> date | None:
    """A day where there is one; a month or a year alone (`20101100`) is no day."""
    try:
        return read_day(cell.strip()) if cell.strip() else None
    except BadDay:
        return None


def priorities(cell: str, *, form: Form = "original") -> list[Priority]:
    """Groups of country, number and day, as far as they have all three, each once."""
    found: dict[Priority, None] = {}
    for country, number, told in groups(cell, of=3):
        day = day_or_none(told)
        if number and day is not None and (country or form == "epodoc"):
            found[Priority.read(country, number, day, form=form)] = None
    return list(found)


def listed(found: list[Priority]) -> str:
    """Priorities as the record holds them: “国别 号 日”, in the order of the source."""
    return "；".join(priority.text for priority in found)


def person(values: list[str]) -> str:
    """An organisation, or a person's last and first names.

    >>> person(["", "Kaufmann", "Heiner"]), person(["IBM", "", ""])
    ('Kaufmann, Heiner', 'IBM')
    """
    organisation, last, first = values
    return organisation or ", ".join(part for part in (last, first) if part)
