"""One harness for each parser: whatever comes in, only the declared refusals come out, and what is accepted can be stored."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from zhice.intake import guard, xml_archives, xml_rows
from zhice.intake.format import Accepted, Format, Rejected
from zhice.intake.guard import Container
from zhice.intake.limits import DEFAULT
from zhice.intake.readers import Known, Reading, Table, read_text
from zhice.intake.refusals import Refused
from zhice.kernel.errors import ZhiceError
from zhice.registry.formats import WAYS_IN

Harness = Callable[[bytes], None]
FORMATS = {format.name: format for formats in WAYS_IN.values() for format in formats}
XML = {name: format for name, format in FORMATS.items() if format.xml is not None}
_BETWEEN = "\0"
"""Stands between the cells of a row."""


def run(name: str, data: bytes) -> None:
    """One input through one harness; a refusal is an answer, as it is in the child process."""
    with contextlib.suppress(ZhiceError, Refused, UnicodeDecodeError):
        HARNESSES[name](data)


# Files


def csv(data: bytes) -> None:
    _all_rows(read_text(_file(data or b"\n"), known=Known(), reading=Reading(), limits=DEFAULT))


def xlsx(data: bytes) -> None:
    from zhice.intake.sheets import read_workbook

    path = _file(data)
    if guard.inspect(path, name="a.xlsx", limits=DEFAULT) is Container.WORKBOOK:
        _all_rows(read_workbook(path, known=Known(), reading=Reading(), limits=DEFAULT))


def xml(data: bytes) -> None:
    """The first byte says in whose shape the rest is read; its rows are then judged."""
    format = _chosen(XML, data)
    _judge_xml(format, xml_rows.rows(_file(data[1:]), shape=_shape(format), limits=DEFAULT))


def archive(data: bytes) -> None:
    """A .zip of XML documents, through the guard, in the shape that the first byte says."""
    format, path = (
        _chosen({name: each for name, each in XML.items() if _shape(each).zipped}, data),
        _file(data[1:]),
    )
    if guard.inspect(path, name="a.zip", limits=DEFAULT, archives=True) is Container.ARCHIVE:
        rows, _ = xml_archives.rows(path, name="a.zip", shape=_shape(format), limits=DEFAULT)
        _judge_xml(format, rows)


def _all_rows(table: Table) -> None:
    for chunk in table.chunks:
        assert chunk is not None


def _judge_xml(format: Format, rows: Any) -> None:
    for cells in rows:
        judge(format, dict(zip(_shape(format).cells, cells, strict=True)))


# Rows


def rows(data: bytes) -> None:
    """A row of the format that the first byte says."""
    row(_chosen(FORMATS, data), data[1:])


def row(format: Format, data: bytes) -> None:
    """Cells apart by NUL, in the order of the columns."""
    said = _text(data).split(_BETWEEN)
    names = [column.name for column in format.columns]
    judge(format, dict.fromkeys(names, "") | dict(zip(names, said, strict=False)))


def judge(format: Format, cells: dict[str, str]) -> None:
    judged = format.read_row(cells)
    if isinstance(judged, Rejected):
        assert judged.problems, "rejected without a reason"
        return
    assert isinstance(judged, Accepted)
    assert judged.key, "accepted without a key"
    _can_be_stored(
        dataclasses.astuple(judged.record) if dataclasses.is_dataclass(judged.record) else judged.record
    )


def _can_be_stored(value: Any) -> None:
    """PostgreSQL takes neither NUL nor half a surrogate pair."""
    if isinstance(value, str):
        assert "\0" not in value
        value.encode()
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            _can_be_stored(each)


# Texts


def patent_numbers(text: str) -> None:
    from zhice.kernel.identifiers.patents import ApplicationNumber
    from zhice.kernel.identifiers.pct import PCTNumber, PCTPublication

    _canonical(ApplicationNumber.read, PCTNumber.read, PCTPublication.read)(text)


def publication_numbers(text: str) -> None:
    from zhice.kernel.identifiers.foreign import DocumentNumber
    from zhice.kernel.identifiers.publications import PublicationNumber

    _canonical(PublicationNumber.read)(text)
    _refused_or_read(DocumentNumber.read)(text)


def credit_codes(text: str) -> None:
    from zhice.kernel.identifiers.credit_codes import CreditCode

    _canonical(CreditCode.read)(text)


def identity_numbers(text: str) -> None:
    from zhice.kernel.identifiers.identity_numbers import IdentityNumber, identity_numbers_in

    _canonical(IdentityNumber.read)(text)
    for found in identity_numbers_in(text):
        assert IdentityNumber.read(found.canonical) == found


def other_identifiers(text: str) -> None:
    from zhice.kernel.identifiers.classifications import IpcSymbol
    from zhice.kernel.identifiers.region_codes import RegionCode
    from zhice.kernel.identifiers.trademarks import TrademarkNumber, read_class, read_group

    _canonical(TrademarkNumber.read, IpcSymbol.read)(text)
    _refused_or_read(RegionCode.read, read_class, read_group)(text)


def days_and_amounts(text: str) -> None:
    from zhice.kernel.days import read_day
    from zhice.kernel.money import read_amount, show_amount
    from zhice.kernel.numerals import read_number, read_range
    from zhice.kernel.shares import mark, read_percentage

    _refused_or_read(read_day, read_number, read_range, read_percentage)(text)
    _refused_or_read(lambda said: mark(read_number(said)), lambda said: show_amount(read_amount(said)))(text)


def plan(text: str) -> None:
    from zhice.plan.documents.reader import read_plan

    read_plan(text)


def questions(text: str) -> None:
    from zhice.search.engine import grammar, marking, numbers, sounds

    node = grammar.read(text)
    wanted = [term.text for term in grammar.terms(node)]
    assert "".join(piece.text for piece in marking.marked(text, wanted)) == text
    numbers.forms(text)
    sounds.tokens(text)


def concordances(text: str) -> None:
    from zhice.registry.classes.grammar import read_keywords, read_patterns
    from zhice.registry.classes.matching import read_symbols

    for pattern in _attempt(read_patterns, text) or ():
        assert read_patterns(pattern.written) == (pattern,)
    _refused_or_read(read_keywords, read_symbols)(text)


def names(text: str) -> None:
    """Two firms' names compared, either way with one score."""
    from zhice.matching.firms import Firm, compare

    one, _, other = text.partition(_BETWEEN)
    there = compare(Firm(name=one), Firm(name=other), _places())
    assert compare(Firm(name=other), Firm(name=one), _places()).score == there.score


def addresses(text: str) -> None:
    from zhice.registry.regions.gazetteer import national

    found = national().resolve(text)
    assert found.code is None or national().unit(found.code).level is found.level


def _canonical(*readers: Callable[[str], Any]) -> Callable[[str], None]:
    """What is read is read again from its canonical form, as the same."""

    def read(text: str) -> None:
        for reader in readers:
            found = _attempt(reader, text)
            assert found is None or reader(found.canonical).canonical == found.canonical

    return read


def _refused_or_read(*readers: Callable[[str], Any]) -> Callable[[str], None]:
    def read(text: str) -> None:
        for reader in readers:
            _attempt(reader, text)

    return read


def _attempt(read: Callable[[str], Any], text: str) -> Any:
    with contextlib.suppress(ZhiceError):
        return read(text)
    return None


# What they stand on


def _file(data: bytes) -> Path:
    path = Path(tempfile.gettempdir()) / f"zhice-fuzz.{os.getpid()}"
    path.write_bytes(data)
    return path


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _chosen(formats: dict[str, Format], data: bytes) -> Format:
    return formats[sorted(formats)[(data[0] if data else 0) % len(formats)]]


def _shape(format: Format) -> Any:
    assert format.xml is not None
    return format.xml


@cache
def _places() -> Any:
    from zhice.matching.places import PlaceWords
    from zhice.registry.regions.gazetteer import national

    return PlaceWords(national().units())


def _read_as_text(reader: Callable[[str], None]) -> Harness:
    return lambda data: reader(_text(data))


TEXTS: dict[str, Callable[[str], None]] = {
    "patent-numbers": patent_numbers,
    "publication-numbers": publication_numbers,
    "credit-codes": credit_codes,
    "identity-numbers": identity_numbers,
    "other-identifiers": other_identifiers,
    "days-and-amounts": days_and_amounts,
    "plan": plan,
    "questions": questions,
    "concordances": concordances,
    "names": names,
    "addresses": addresses,
}
FILES: dict[str, Harness] = {"csv": csv, "xlsx": xlsx, "xml": xml, "archive": archive}
ROWS: dict[str, Harness] = {f"row-{name}": partial(row, format) for name, format in sorted(FORMATS.items())}
HARNESSES: dict[str, Harness] = {
    **FILES, "rows": rows, **ROWS, **{name: _read_as_text(read) for name, read in TEXTS.items()},
}  # fmt: skip
EXPOSED = ("csv", "xlsx", "xml", "plan", "rows")
"""What a stranger's bytes meet first; these run in every `make test`."""
