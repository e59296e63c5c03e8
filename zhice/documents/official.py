"""What an official document says, apart from how it is set."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    """A numbered heading; level 1 is 一、, level 2 （一）, level 3 1."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body, indented by two characters."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with its heading row; `widths` are shares of the line, `numeric` columns are set right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Note:
    """A small note under a table or at the end: sources, day, versions."""

    text: str


Block = Heading | Paragraph | Table | Note


@dataclass(frozen=True)
class OfficialDocument:
    """公文: head, title, addressees, body and close. `banner` stands on every page, for example 示例数据."""

    issuer: str
    number: str
    title: str
    addressees: str
    body: tuple[Block, ...]
    signed_by: str
    dated: str
    banner: str = ""
    copies_to: str = ""
    printed_by: str = ""
    attachments: tuple[str, ...] = field(default=())
