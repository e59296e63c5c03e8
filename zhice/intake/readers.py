"""Rows out of a text table: strict where a lenient reader would swallow half the file without a word."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from zhice.intake import decode
from zhice.intake.format import comparable
from zhice.intake.limits import Limits
from zhice.intake.refusals import Ask, Place, Refused
from zhice.kernel.words import Words

DELIMITERS = {",": "逗号 ,", ";": "分号 ;", "\t": "制表符", "|": "竖线 |"}
_TITLE_ROWS = 10
_SAMPLE = 200

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

    def any_of(self, cells: list[str]) -> bool:
        return any(comparable(cell) in self.headings for cell in cells)


@dataclass(kw_only=True)
class Table:
    """A table being read: its headings first, then its rows as (row number, cells, marks)."""

    header: list[str]
    rows: Iterator[tuple[int, list[str], Marks]]
    about: dict[str, str] = field(default_factory=dict)
    warnings: list[Words] = field(default_factory=list)


def read_text(path: Path, *, known: Known, reading: Reading, limits: Limits) -> Table:
    """A CSV file. Raises `Refused` or `Ask`, here or while the rows are drawn."""
    encoding = decode.choose(path, asked=reading.encoding)
    delimiter = _delimiter(path, encoding, known=known, reading=reading)
    lines = _Lines(path, encoding, delimiter, limits)
    records = lines.records()
    header = _header(records, known=known, reading=reading)
    _garbled(path, encoding, delimiter, header, known=known)
    check_header(header, row=reading.header_row, limits=limits)
    return Table(
        header=header,
        rows=_checked(records, len(header), limits),
        about={"encoding": encoding.codec, "delimiter": delimiter},
    )


class _Lines:
    """Records of a text file with the line they begin on."""

    def __init__(self, path: Path, encoding: decode.Encoding, delimiter: str, limits: Limits) -> None:
        self._path, self._encoding, self._delimiter, self._limits = path, encoding, delimiter, limits

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells). The row number counts records, as a spreadsheet would show them."""
        csv.field_size_limit(self._limits.cell)
        number, before = 0, 0
        with _open(self._path, self._encoding) as file:
            reader = csv.reader(file, delimiter=self._delimiter, strict=True)
            try:
                for number, cells in enumerate(reader, 1):
                    if reader.line_num - before > 1:
                        self._several_lines(number, before + 1, reader.line_num - before, cells)
                    before = reader.line_num
                    yield number, cells
            except csv.Error as fault:
                raise self._refused(str(fault), number + 1, before + 1) from fault

    def _several_lines(self, number: int, line: int, lines: int, cells: list[str]) -> None:
        """A cell may hold line breaks; one that holds whole rows was opened by a stray quotation mark."""
        least = max(2, len(cells) - 1)
        swallowed = any(
            sum(part.count(self._delimiter) >= least for part in cell.splitlines()) for cell in cells
        )
        if swallowed or lines > self._limits.lines_of_a_cell:
            raise _unclosed(number, line)

    def _refused(self, fault: str, number: int, line: int) -> Refused:
        if "field larger" in fault:
            return Refused(
                "cell_too_long",
                Words(
                    zh=f"有单元格超过 {self._limits.cell} 个字符。请检查引号是否成对、分隔符是否正确。",
                    en=f"A cell is longer than {self._limits.cell} characters. Check quotation marks and "
                    f"delimiter.",
                ),
                place=Place(row=number),
            )
        return _unclosed(number, line)


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


def _header(records: Iterator[tuple[int, list[str]]], *, known: Known, reading: Reading) -> list[str]:
    header: list[str] | None = None
    for number, cells in records:
        if number == reading.header_row:
            header = cells
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
    records: Iterator[tuple[int, list[str]]], width: int, limits: Limits
) -> Iterator[tuple[int, list[str], Marks]]:
    count = 0
    for number, cells in records:
        if len(cells) != width:
            if not "".join(cells).strip():
                continue  # an empty line is no row
            yield number, cells, {-1: "ragged"}
        elif not any(cells):
            continue  # nor is a line of empty cells
        elif "\0" in "".join(cells):
            yield number, cells, {i: "nul" for i, cell in enumerate(cells) if "\0" in cell}
        else:
            yield number, cells, {}
        count += 1
        if count > limits.rows:
            raise too_many_rows(limits)
    if not count:
        raise no_rows()


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
