"""One harness for each parser: whatever comes in, only the declared refusals come out."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from zhice.intake import guard
from zhice.intake.format import Format, XmlShape
from zhice.intake.limits import DEFAULT
from zhice.intake.readers import Known, Reading, read_text
from zhice.intake.refusals import Refused
from zhice.kernel.errors import ZhiceError

FORMATS = ("cnipa_gazette.GAZETTE", "patents_table.PATENTS_TABLE", "lens_csv.LENS_CSV", "cnki_workbook.CNKI_WORKBOOK",
           "google_patents_csv.GOOGLE_PATENTS_CSV", "vendor_workbook.VENDOR_WORKBOOK", "legal_events.LEGAL_EVENTS")  # fmt: skip
_FILE = Path(tempfile.gettempdir()) / "zhice-fuzz"


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _file(data: bytes) -> Path:
    path = _FILE.with_suffix(f".{__import__('os').getpid()}")
    path.write_bytes(data)
    return path


def csv_rows(data: bytes) -> None:
    path = _file(data or b"\n")
    for chunk in read_text(path, known=Known(), reading=Reading(), limits=DEFAULT).chunks:
        assert chunk is not None


def xlsx_rows(data: bytes) -> None:
    from zhice.intake.sheets import read_workbook

    path = _file(data)
    if guard.inspect(path, name="a.xlsx", limits=DEFAULT) is guard.Container.WORKBOOK:
        for chunk in read_workbook(path, known=Known(), reading=Reading(), limits=DEFAULT).chunks:
            assert chunk is not None


def xml_rows(data: bytes) -> None:
    from zhice.intake import xmls

    for row in xmls.rows(_file(data), shape=XmlShape(root="gazette", row="publication"), limits=DEFAULT):
        assert row is not None


def numbers(data: bytes) -> None:
    from zhice.kernel.identifiers.credit_codes import CreditCode
    from zhice.kernel.identifiers.patents import ApplicationNumber, PublicationNumber

    for read in (ApplicationNumber.read, PublicationNumber.read, CreditCode.read):
        _try(read, text_of(data))


def days_and_amounts(data: bytes) -> None:
    from zhice.kernel.days import read_day
    from zhice.kernel.money import read_amount
    from zhice.kernel.numerals import read_range
    from zhice.kernel.shares import read_percentage

    for read in (read_day, read_range, read_amount, read_percentage):
        _try(read, text_of(data))


def row(format: Format, data: bytes) -> None:
    """Cells apart by NUL, in the order of the columns."""
    names = [column.name for column in format.columns]
    cells = dict.fromkeys(names, "") | dict(zip(names, text_of(data).split("\0"), strict=False))
    format.read_row(cells)


def _try(read: Callable[[str], Any], text: str) -> None:
    with contextlib.suppress(ZhiceError):
        read(text)


def _format(where: str) -> Format:
    from importlib import import_module

    module, _, name = where.partition(".")
    found: Format = getattr(import_module(f"zhice.registry.rights.patents.formats.{module}"), name)
    return found


def targets() -> dict[str, Callable[[bytes], None]]:
    """Name → harness."""
    found: dict[str, Callable[[bytes], None]] = {
        "csv": csv_rows,
        "xlsx": xlsx_rows,
        "xml": xml_rows,
        "numbers": numbers,
        "days-and-amounts": days_and_amounts,
    }
    for where in FORMATS:
        format = _format(where)
        found[format.name] = partial(row, format)
    return found


def run(name: str, data: bytes) -> None:
    """One input through one harness; a refusal is an answer."""
    with contextlib.suppress(Refused, UnicodeDecodeError):  # the child turns both into a refusal
        targets_now[name](data)


targets_now = targets()
