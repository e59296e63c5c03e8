"""Cells of trademarks that several sources share, read to canonical values; what cannot be read is named, never guessed."""

from __future__ import annotations

import re

from zhice.kernel.identifiers.trademarks import (
    BadNiceClass,
    BadTrademarkNumber,
    TrademarkNumber,
    read_class,
    read_group,
)
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats.cells import Findings, without_apostrophe

_SEVERAL = re.compile(r"[;；,，、\s]+")
KINDS = {
    "": "ordinary", "普通": "ordinary", "普通商标": "ordinary", "一般": "ordinary", "一般商标": "ordinary", "商标": "ordinary",
    "集体": "collective", "集体商标": "collective", "证明": "certification", "证明商标": "certification",
}  # fmt: skip


def number(cell: str, *, findings: Findings, column: str = "number") -> str:
    """The canonical number; a bad one is a problem, for without it the row names no record."""
    try:
        return TrademarkNumber.read(without_apostrophe(cell.strip(), findings)).canonical
    except BadTrademarkNumber as fault:
        findings.problem(column, "bad_number", fault.words)
        return ""


def classes(cell: str, *, findings: Findings, column: str = "nice_class") -> tuple[int, ...]:
    """All classes of a cell, each once, in order (一标多类)."""
    found: list[int] = []
    for part in _SEVERAL.split(cell.strip()):
        if not part:
            continue
        try:
            read = read_class(part)
        except BadNiceClass as fault:
            findings.problem(column, "bad_class", fault.words)
            return ()
        if read not in found:
            found.append(read)
    if not found:
        findings.problem(column, "empty", Words(zh="不能为空。", en="Must not be empty."))
    return tuple(found)


def groups(cell: str, *, of: tuple[int, ...], findings: Findings) -> tuple[str, ...]:
    """Similar groups, each of which belongs to one of the row's classes."""
    found: list[str] = []
    for part in _SEVERAL.split(cell.strip()):
        if not part:
            continue
        try:
            group = read_group(part)
        except BadNiceClass as fault:
            findings.problem("similar_groups", "bad_group", fault.words)
            return ()
        if of and int(group[:2]) not in of:
            findings.problem(
                "similar_groups",
                "other_class",
                Words(
                    zh=f"类似群 {group} 不属于本行的类别。",
                    en=f"Similar group {group} belongs to another class.",
                ),
            )
        found.append(group)
    return tuple(dict.fromkeys(found))


def kind(cell: str, *, findings: Findings) -> str:
    """Ordinary unless the cell says otherwise."""
    said = cell.strip()
    if said not in KINDS:
        findings.problem(
            "kind",
            "bad_kind",
            Words(zh=f"“{said[:20]}”不是商标种类，应为普通、集体或证明商标。", en="Not a kind of trademark."),
        )
    return KINDS.get(said, "ordinary")
