"""Rows out of a text table: strict where a lenient reader would swallow half the file without a word."""

from __future__ import annotations

import csv
import io
import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from zhice.intake import decode
from zhice.intake.format import comparable
from zhice.intake.limits import Limits
from zhice.intake.refusals import Ask, Place, Refused
from zhice.kernel.words import Words

DELIMITERS = {",": "逗号 ,", ";": "分号 ;", "\t": "制表符", "|": "竖线 |"}
_TITLE_ROWS = 10
_SAMPLE = 200
_CHUNK = 1000

Marks = dict[int, str]
"""Cell's index → code of what is wrong with it; index -1 stands for the row."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How the user wants the file read, where it can be read in more than one way."""

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_row: int = 1


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the format makes known of its headings, in the form of `format.comparable`."""

    headings: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    before: str = ""
    """With what the line before the headings begins, where the source writes one."""

    def any_of(self, cells: list[str]) -> bool:
        return any(comparable(cell) in self.headings for cell in cells)


Line = tuple[int, list[str], Marks]
"""(row number, cells, marks)"""


@dataclass(frozen=True)
class Run:
    """Rows that follow one another, whole and without a mark: nine chunks in ten, and cheap to hand on."""

    first: int
    cells: list[list[str]]


Chunk = Run | list[Line]


@dataclass(kw_only=True)
class Table:
    """A table being read: its headings first, then its rows, some at a time."""

    header: list[str]
    chunks: Iterator[Chunk]
    about: dict[str, str] = field(default_factory=dict)
    warnings: list[Words] = field(default_factory=list)


def read_text(path: Path, *, known: Known, reading: Reading, limits: Limits) -> Table:
    """A CSV file. Raises `Refused` or `Ask`, here or while the rows are drawn."""
    encoding = decode.choose(path, asked=reading.encoding)
    reading = _below_the_note(path, encoding, known=known, reading=reading)
    delimiter = _delimiter(path, encoding, known=known, reading=reading)
    records = _records(path, encoding, delimiter, limits)
    header = _header(records, known=known, reading=reading)
    _garbled(path, encoding, delimiter, header, known=known)
    check_header(header, row=reading.header_row, limits=limits)
    return Table(
        header=header,
        chunks=_checked(
            records, len(header), delimiter=delimiter, holds_nul=_holds_nul(path, encoding), limits=limits
        ),
        about={"encoding": encoding.codec, "delimiter": delimiter},
    )


def _below_the_note(path: Path, encoding: decode.Encoding, *, known: Known, reading: Reading) -> Reading:
    """Where the format's source begins with a note of its own, the headings stand below it."""
    if not known.before or reading.header_row != 1:
        return reading
    with _open(path, encoding) as file:
        opening = file.readline(len(known.before) + 1)
    return replace(reading, header_row=2) if opening.lstrip('"').startswith(known.before) else reading


def chunks(lines: Iterator[Line]) -> Iterator[Chunk]:
    """Rows that came one by one, some at a time."""
    while chunk := list(islice(lines, _CHUNK)):
        yield chunk


@dataclass(frozen=True)
class _Records:
    """Records as the csv module gave them; the first is number `first` and begins on `line` of the file."""

    first: int
    line: int
    cells: list[list[str]]
    lines: int


def _records(path: Path, encoding: decode.Encoding, delimiter: str, limits: Limits) -> Iterator[_Records]:
    """Up to `_CHUNK` records at a time, the first alone: it may be the headings."""
    csv.field_size_limit(limits.cell)
    number, line, size = 1, 1, 1
    with _open(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        while True:
            try:
                cells = list(islice(reader, size))
            except csv.Error as fault:
                raise _not_csv(str(fault), path, encoding, delimiter, limits) from fault
            if not cells:
                return
            yield _Records(number, line, cells, reader.line_num + 1 - line)
            number, line = number + len(cells), reader.line_num + 1
            size = 1 if number <= _TITLE_ROWS else _CHUNK


def _not_csv(fault: str, path: Path, encoding: decode.Encoding, delimiter: str, limits: Limits) -> Refused:
    """The csv module gave up somewhere in a chunk: read again, one record at a time, to name the place."""
    number, line = 1, 1
    with _open(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for _ in reader:
                number, line = number + 1, reader.line_num + 1
        except csv.Error:
            pass
    if "field larger" in fault:
        return Refused(
            "cell_too_long",
            Words(
                zh=f"有单元格超过 {limits.cell} 个字符。请检查引号是否成对、分隔符是否正确。",
                en=f"A cell is longer than {limits.cell} characters. Check quotation marks and delimiter.",
            ),
            place=Place(row=number),
        )
    return _unclosed(number, line)


def _several_lines(number: int, line: int, cells: list[str], *, delimiter: str, limits: Limits) -> int:
    """The lines a record takes. A cell may hold some; one that holds whole rows was opened by a stray
    quote.
    """
    lines = 1 + sum(len(cell.splitlines() or [""]) - 1 + cell.endswith(("\n", "\r")) for cell in cells)
    least = max(2, len(cells) - 1)
    swallowed = lines > 1 and any(
        sum(part.count(delimiter) >= least for part in cell.splitlines()) for cell in cells
    )
    if swallowed or lines > limits.lines_of_a_cell:
        raise _unclosed(number, line)
    return lines


def _holds_nul(path: Path, encoding: decode.Encoding) -> bool:
    """Whether any cell can hold a NUL; UTF-16 is full of zero bytes, so there it is looked for row by row."""
    if encoding.codec.startswith("utf-16"):
        return True
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"\0") >= 0


def _open(path: Path, encoding: decode.Encoding) -> io.TextIOWrapper:
    file = path.open("rb")
    file.seek(encoding.mark)
    return io.TextIOWrapper(file, encoding=encoding.codec, errors="strict", newline="")


def _unclosed(number: int, line: int) -> Refused:
    return Refused(
        "unclosed_quote",
        Words(
            zh=f"从文件第 {line} 行起引号不成对，后面的行会被并成一格。请补上或删去引号后重新导入。",
            en=f"From line {line} of the file a quotation mark is not closed and would swallow the following"
            " rows. Close or remove it.",
        ),
        place=Place(row=number),
    )


def _delimiter(path: Path, encoding: decode.Encoding, *, known: Known, reading: Reading) -> str:
    if reading.delimiter:
        if reading.delimiter not in DELIMITERS:
            raise Refused(
                "delimiter_unknown",
                Words(
                    zh=f"分隔符只能是：{'、'.join(DELIMITERS.values())}。",
                    en="The delimiter is one of comma, semicolon, tab and vertical bar.",
                ),
            )
        return reading.delimiter
    with _open(path, encoding) as file:
        opening = "".join(file.readline(65_536) for _ in range(reading.header_row)).rstrip("\r\n")
    line = opening.splitlines()[-1] if opening.strip() else ""
    others = [sign for sign in DELIMITERS if sign != "," and sign in line]
    by_comma = [cell.strip(' "') for cell in line.split(",")]
    if len(by_comma) > 1 and (not others or known.any_of(by_comma)):
        return ","
    if not others:
        return ","
    raise Ask(
        "delimiter",
        Words(
            zh=f"表头里没有逗号，像是用{'或'.join(DELIMITERS[sign] for sign in others)}分隔。请选择分隔符。",
            en="The headings hold no comma; the file seems to use another delimiter. Choose it.",
        ),
        place=Place(row=reading.header_row),
        setting="delimiter",
        choices=tuple(others),
    )


def _header(records: Iterator[_Records], *, known: Known, reading: Reading) -> list[str]:
    header: list[str] | None = None
    for record in records:
        if record.first == reading.header_row:
            header = record.cells[0]
            break
    if header is None or not any(cell.strip() for cell in header):
        raise no_header(reading.header_row)
    return header


def no_header(row: int) -> Refused:
    return Refused(
        "no_header",
        Words(
            zh="没有表头。第一行应写列名，可下载模板对照。",
            en="There are no headings. The first row names the columns; see the template.",
        ),
        place=Place(row=row),
    )


def check_header(header: list[str], *, row: int, limits: Limits) -> None:
    """Headings must be there and differ, or nobody knows which cell is which."""
    if len(header) > limits.columns:
        raise Refused(
            "too_many_columns",
            Words(
                zh=f"表头有 {len(header)} 列，超过上限 {limits.columns} 列。",
                en=f"There are {len(header)} columns; the limit is {limits.columns}.",
            ),
            place=Place(row=row),
        )
    seen: dict[str, int] = {}
    for index, cell in enumerate(header, 1):
        name = comparable(cell)
        if not name:
            raise Refused(
                "header_empty",
                Words(
                    zh=f"第 {index} 列没有列名。请补上列名，或删去这一列。",
                    en=f"Column {index} has no heading. Name it or delete it.",
                ),
                place=Place(row=row),
            )
        if name in seen:
            raise Refused(
                "header_twice",
                Words(
                    zh=f"列名“{cell.strip()}”出现两次（第 {seen[name]} 列和第 {index} 列）。"
                    f"请改成不同的列名。",
                    en=f"Heading “{cell.strip()}” stands twice (columns {seen[name]} and {index}). Rename "
                    f"one.",
                ),
                place=Place(row=row, column=cell.strip()),
            )
        seen[name] = index


def _garbled(
    path: Path, encoding: decode.Encoding, delimiter: str, header: list[str], *, known: Known
) -> None:
    """A file that decodes can still be rubbish: read as the wrong encoding now, or by some program before."""
    sample = list(header)
    with _open(path, encoding) as file:
        for _, line in zip(range(_SAMPLE), file, strict=False):
            sample += line.rstrip("\r\n").split(delimiter)
    if decode.is_mojibake(sample):
        raise decode.mojibake()
    if encoding.codec == "gb18030" and not known.any_of(header) and decode.is_rubbish(header):
        raise decode.rubbish("GB18030")


def _checked(
    records: Iterator[_Records], width: int, *, delimiter: str, holds_nul: bool, limits: Limits
) -> Iterator[Chunk]:
    count = 0
    for record in records:
        cells = record.cells
        regular = record.lines == len(cells) and set(map(len, cells)) == {width} and all(map(any, cells))
        if regular and not holds_nul:
            count += len(cells)
            yield Run(record.first, cells)
        else:
            lines = list(_one_by_one(record, width, delimiter=delimiter, limits=limits))
            count += len(lines)
            yield lines
        if count > limits.rows:
            raise too_many_rows(limits)
    if not count:
        raise no_rows()


def _one_by_one(record: _Records, width: int, *, delimiter: str, limits: Limits) -> Iterator[Line]:
    line = record.line
    for number, cells in enumerate(record.cells, record.first):
        line += _several_lines(number, line, cells, delimiter=delimiter, limits=limits)
        if not "".join(cells).strip():
            continue  # an empty line is no row
        if len(cells) != width:
            yield number, cells, {-1: "ragged"}
        else:
            yield number, cells, {index: "nul" for index, cell in enumerate(cells) if "\0" in cell}


def too_many_rows(limits: Limits) -> Refused:
    return Refused(
        "too_many_rows",
        Words(
            zh=f"文件超过 {limits.rows} 行。请拆成几个文件分别导入。",
            en=f"The file has more than {limits.rows} rows. Split it and send the parts.",
        ),
    )


def no_rows() -> Refused:
    return Refused(
        "no_rows",
        Words(zh="文件只有表头，没有数据行。", en="The file has headings and no rows."),
    )
