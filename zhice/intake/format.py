"""What a column means: a `Format` is declared once, beside the records it fills, and is plain Python.

    GAZETTE = Format(name="cnipa-gazette", title=Words(…), columns=(Column("title", …), …),
                     key="publication_number", read_row=read_row)

`read_row` gets the cells of one row by column name, as text, and returns `Accepted` or `Rejected`; it never
raises for what a file may hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from zhice.intake.refusals import Refused
from zhice.kernel.text import skeleton
from zhice.kernel.words import Words

Cells = Mapping[str, str]
"""Column name → text of the cell; a missing optional column is the empty text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad cell: the column's name, a stable code, the reason for people."""

    column: str
    code: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row understood. `key` names the record; `record` is the format's own typed value; `flags` are codes.

    Two rows say the same thing when their `record`s are equal, so a record holds what the source says and no
    row number, and nothing that the reader looked up elsewhere unless it follows from the source alone.
    """

    key: str
    record: Any
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row for quarantine, with every bad cell named. `key` if it could still be read."""

    problems: tuple[Problem, ...]
    key: str = ""
    flags: tuple[str, ...] = ()


Kind = Literal["text", "day", "number", "choice"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `name` in code, `title` for people, `aliases` as other sources head it.

    `kind` drives the template's validation and how a spreadsheet's serial days are read; `choices` makes a
    drop-down; `required` means the column must be there (an empty cell is the format's own business).
    """

    name: str
    title: Words
    aliases: tuple[str, ...] = ()
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    note: Words | None = None
    example: str = ""

    def headings(self) -> tuple[str, ...]:
        """Every heading this column answers to."""
        return (self.name, self.title.zh, self.title.en, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class XmlShape:
    """Rows in XML, as paths. A path is steps joined by "/": `name`, `prefix:name` or `*`, each with predicates
    `[@attribute='value']`; the last may be `@attribute`, or `{path,path}`: what stands at these paths below each such
    element, with “|” between, empty where there is nothing, so that country, number and day stay together.

    `rows`: row elements from the root on; a path of one step makes every document one row. `cells`: column name → path
    within the row, or several of them for files of several generations. A cell is all text below its element; what
    matches more than once is joined by “；”. `namespaces`: prefix → address.

    `doctypes`: what a doctype's system or public identifier (its name, where it has neither) may look like, with `*`;
    none is allowed unless said here. Nothing it names is ever fetched, and an entity it declares is refused.
    `documents`: many documents, each with its `<?xml …?>`, may follow one another in a file. `zipped`: a .zip of such
    documents is taken, too, whatever else it holds. `bundle`: an expression; documents of a .zip whose path gives the
    same first group are one row. The cell path `#bundle` is that group, `#entry` the document's path in the .zip.
    """

    rows: tuple[str, ...]
    cells: Mapping[str, str | tuple[str, ...]]
    namespaces: Mapping[str, str] = field(default_factory=dict)
    doctypes: tuple[str, ...] = ()
    documents: bool = False
    zipped: bool = False
    bundle: str = ""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A way in: its columns, the key that makes a row a record, and how a row is read.

    `flags` gives words for every flag that `read_row` may raise; `warns` are those a person should look at.
    `before_headings`: with what a text file's first line begins where that line is not its headings but a note of the
    source; the headings then stand in the second. `happened` names the record's days that cannot lie in the future, each
    with its column: none of them may lie after the day of the import. `first_heading_wins`: where several headings of a
    file answer to one column, that which the column lists first is read and the others are not (a vendor exports a
    name as printed, standardised and translated); otherwise such a file is refused.
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    key: str
    read_row: Callable[[Cells], Accepted | Rejected]
    flags: Mapping[str, Words] = field(default_factory=dict)
    warns: frozenset[str] = frozenset()
    xml: XmlShape | None = None
    note: Words | None = None
    before_headings: str = ""
    happened: Mapping[str, str] = field(default_factory=dict)
    first_heading_wins: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def known_headings(self) -> dict[str, str]:
        """Heading as compared (`comparable`) → column name."""
        return {comparable(heading): column.name for column in self.columns for heading in column.headings()}


def comparable(heading: str) -> str:
    """Headings are the same when they look the same: width, case, spaces and brackets do not matter.

    >>> comparable(" Int.Cl．") == comparable("int.cl.")
    True
    """
    return skeleton(heading).rstrip("*:")


class Formats:
    """The ways in by name. Filled at start-up by the floors that own the records."""

    def __init__(self) -> None:
        self._formats: dict[str, Format] = {}

    def add(self, format: Format) -> Format:
        """Idempotent for the same declaration; two declarations of one name are a mistake in the program."""
        known = self._formats.setdefault(format.name, format)
        if known is not format:
            raise ValueError(f"format {format.name!r} is declared twice")
        return format

    def __iter__(self) -> Iterator[Format]:
        return iter(sorted(self._formats.values(), key=lambda format: format.name))

    def __getitem__(self, name: str) -> Format:
        try:
            return self._formats[name]
        except KeyError:
            known = "、".join(sorted(self._formats)) or "（无）"
            raise Refused(
                "format_unknown",
                Words(
                    zh=f"没有名为“{name}”的导入格式。可用的格式：{known}。",
                    en=f"There is no intake format called “{name}”. Known formats: {known}.",
                ),
            ) from None


FORMATS = Formats()
