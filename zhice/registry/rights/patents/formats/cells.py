"""Cells that several patent sources share, read to canonical values; what cannot be read is named, never
guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from zhice.intake.format import Cells, Problem
from zhice.kernel.days import BadDay, read_day
from zhice.kernel.identifiers.patents import (
    ApplicationNumber,
    BadApplicationNumber,
    BadPublicationNumber,
    PublicationNumber,
    looks_float_mangled,
)
from zhice.kernel.text import Flag, clean
from zhice.kernel.words import Words
from zhice.registry.regions.addresses import How
from zhice.registry.regions.gazetteer import national

State = Literal["intact", "missing", "mangled", "check_failed"]

LONGEST_NAME = 1000
"""Characters of a title or of a list of names; the longest in 60,399 gazette rows has 246."""
LONGEST_CELL = 4000
_SEPARATOR = re.compile(r"\s*[;；](?:\?\?)?[\s\u2002\u3000]*")
_FLOAT = re.compile(r"[0-9]\.[0-9]+E\+[0-9]{2}")
# Of what cleaning may find, only this is worth a word to the person; the rest is ordinary tidying.
_TOLD = {
    Flag.INVISIBLE: "invisible_removed",
    Flag.CONTROL: "control_removed",
    Flag.LOOK_ALIKE: "look_alike",
    Flag.MIXED_SCRIPT: "mixed_script",
    Flag.PRIVATE_USE: "private_use",
}
FLAGS = {
    "invisible_removed": Words(zh="已去除不可见字符", en="invisible characters removed"),
    "control_removed": Words(zh="已去除控制字符", en="control characters removed"),
    "look_alike": Words(zh="含形近字，请核对", en="holds look-alike characters; check"),
    "mixed_script": Words(
        zh="拉丁字母中混有希腊或西里尔字母，请核对", en="mixes Latin with Greek or Cyrillic"
    ),
    "private_use": Words(zh="含无法辨认的私有区字符", en="holds private-use characters"),
    "apostrophe_removed": Words(zh="已去除数字前的撇号", en="apostrophe before a number removed"),
    "separator_mangled": Words(
        zh="名单的分隔符已损坏（;??），按分号处理", en="damaged separators (;??) read as ;"
    ),
    "filing_number_mangled": Words(
        zh="申请号被表格软件破坏（如 2.02E+12），未采用，留空",
        en="application number destroyed by a spreadsheet (2.02E+12): left empty",
    ),
    "filing_number_check_failed": Words(
        zh="申请号有误（校验位不符或格式不对），未采用，留空",
        en="application number faulty (check digit or form): left empty",
    ),
    "filing_number_missing": Words(zh="没有申请号", en="no application number"),
    "address_other_parent": Words(
        zh="地址的上级区划有误或是旧的，按县级名称认定", en="address names a wrong or old parent region"
    ),
    "address_former_name": Words(zh="地址用旧区划名", en="address uses a former name"),
    "address_abroad": Words(zh="境外地址", en="address abroad"),
    "adds_to_known": Words(
        zh="补充了已登记的公布，与原有内容并存", en="adds to a known publication; kept beside what was told"
    ),
    "told_otherwise": Words(
        zh="与另一来源的文字不同，以位次在前的来源为准，两者都保留",
        en="worded otherwise than by another source: the nearer source stands, both are kept",
    ),
    "address_not_understood": Words(zh="地址认不出所在地", en="no region found in the address"),
}
WARNS = frozenset(
    {"look_alike", "mixed_script", "private_use", "filing_number_check_failed", "address_not_understood"}
)
HAPPENED = {"date": "published_date", "filed_date": "filed_date"}
"""Days of a `PublicationRow` that lie in the past, each with its column."""
_HOW = {
    How.OTHER_PARENT: "address_other_parent",
    How.FORMER_NAME: "address_former_name",
    How.ABROAD: "address_abroad",
    How.NOT_FOUND: "address_not_understood",
}


@dataclass(slots=True)
class Findings:
    """What one row gathers while its cells are read."""

    flags: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    clean: bool = False
    """No cell of the row needs cleaning, as `all_clean` found."""

    def flag(self, code: str) -> None:
        if code not in self.flags:
            self.flags.append(code)

    def problem(self, column: str, code: str, reason: Words) -> None:
        self.problems.append(Problem(column, code, reason))


def all_clean(cells: Cells, *, lists: frozenset[str]) -> bool:
    """Whether `clean` would leave every cell as it is, but for spaces around it and, in `lists`, after a semicolon,
    where they separate names. Asked once for a row, it spares a look at each cell.

    >>> none = frozenset()
    >>> all_clean({"title": "一种装置 ", "address": ""}, lists=none), all_clean({"title": "一\u200b种"}, lists=none)
    (True, False)
    """
    row = "|".join([cell.strip(" ") for cell in cells.values()])
    if "\u2002" in row:
        named = cells.items()
        row = "|".join(
            [cell.strip(" ").replace(";\u2002", ";") if name in lists else cell for name, cell in named]
        )
    return not clean(row, keep_width=True)[1]


def text(
    cell: str, *, column: str, findings: Findings, required: bool = False, longest: int = LONGEST_CELL
) -> str:
    """A cell as people meant it, Chinese punctuation kept; what cleaning found becomes a flag or a
    problem.
    """
    tidy, found = (cell.strip(" "), ()) if findings.clean else clean(cell, keep_width=True)
    for flag in found:
        if flag.refuses:
            findings.problem(column, flag.value, flag.words)
        elif flag in _TOLD:
            findings.flag(_TOLD[flag])
    if required and not tidy:
        findings.problem(column, "empty", Words(zh="不能为空。", en="Must not be empty."))
    if len(tidy) > longest:
        findings.problem(
            column,
            "too_long",
            Words(
                zh=f"有 {len(tidy)} 个字符，超过上限 {longest}。",
                en=f"Has {len(tidy)} characters; the limit is {longest}.",
            ),
        )
    return tidy


def names(cell: str, *, column: str, findings: Findings, required: bool = False) -> tuple[str, ...]:
    """A list of names, whatever stands between them: “;”, “；”, an en space, or “??” where that was
    destroyed.
    """
    whole = text(cell, column=column, findings=findings, required=required)
    if ";" not in whole and "；" not in whole:
        return (whole,) if whole else ()
    if ";??" in whole:
        findings.flag("separator_mangled")
    return tuple(name for name in _SEPARATOR.split(whole) if name)


@lru_cache(maxsize=4096)
def _day(cell: str) -> date:
    return read_day(cell)


def day(cell: str, *, column: str, findings: Findings) -> date | None:
    """A day; None for an empty cell or a bad one, which becomes a problem."""
    if not cell.strip():
        return None
    try:
        return _day(without_apostrophe(cell.strip(), findings))
    except BadDay as fault:
        findings.problem(column, "bad_day", fault.words)
        return None


def without_apostrophe(cell: str, findings: Findings) -> str:
    """'2018305140799 → 2018305140799: the apostrophe told a spreadsheet to leave the number alone."""
    if cell.startswith(("'", "’", "‘")):
        findings.flag("apostrophe_removed")
        return cell[1:].strip()
    return cell


def publication_number(cell: str, *, column: str, findings: Findings) -> PublicationNumber | None:
    """The key of a publication; a bad one is a problem, for without it the row names no record."""
    try:
        return PublicationNumber.read(without_apostrophe(cell, findings))
    except BadPublicationNumber as fault:
        findings.problem(column, "mangled_number" if looks_float_mangled(cell) else "bad_number", fault.words)
        return None


def application_number(cell: str, *, findings: Findings) -> tuple[str | None, State]:
    """The number where it is intact, and its state. A destroyed or faulty number is kept out and flagged."""
    if not cell.strip():
        findings.flag("filing_number_missing")
        return None, "missing"
    if _FLOAT.fullmatch(cell):  # six rows in ten of a real file: no need to have the reason worded
        findings.flag("filing_number_mangled")
        return None, "mangled"
    try:
        return ApplicationNumber.read(without_apostrophe(cell, findings)).canonical, "intact"
    except BadApplicationNumber:
        mangled = looks_float_mangled(cell)
        findings.flag("filing_number_mangled" if mangled else "filing_number_check_failed")
        return None, "mangled" if mangled else "check_failed"


def region(address: str, *, findings: Findings) -> str | None:
    """The code of the region in which an address lies; how it was found becomes a flag where it matters."""
    if not address:
        return None
    found = national().resolve(address)
    if found.how in _HOW:
        findings.flag(_HOW[found.how])
    return found.code


def in_order(filed: date | None, published: date | None, *, column: str, findings: Findings) -> None:
    """An application is filed before anything of it is published."""
    if filed is not None and published is not None and filed > published:
        findings.problem(
            column,
            "filed_after_publication",
            Words(
                zh=f"申请日 {filed} 晚于公布（公告）日 {published}。",
                en=f"Filed on {filed}, after the publication of {published}.",
            ),
        )


def filed_by_its_number(
    filed: date | None, application: str | None, *, column: str, findings: Findings
) -> None:
    """No application is filed after the year of its number; before it, a divided one is (its parent's day counts)."""
    if filed is None or application is None:
        return
    numbered = ApplicationNumber(application).year
    if filed.year > numbered:
        findings.problem(
            column,
            "filed_after_number",
            Words(
                zh=f"申请日 {filed} 晚于申请号 {application} 所示的年份 {numbered}，其中必有一误。",
                en=f"Filed on {filed}, but number {application} is of {numbered}: one of them is wrong.",
            ),
        )
