"""A .zip of XML documents: its directory is checked as any other's, the documents are read, all else is ignored."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from zhice.intake import zips
from zhice.intake.format import XmlShape
from zhice.intake.limits import Limits
from zhice.intake.refusals import Refused
from zhice.intake.xml_rows import Rows
from zhice.kernel.words import Words


def rows(
    path: Path, *, name: str, shape: XmlShape, limits: Limits
) -> tuple[Iterator[list[str]], list[Words]]:
    """The rows of all documents, in the order of their names, and what a person should know. Raises `Refused`."""
    entries, unsafe = zips.check(path, limits=limits)
    found = sorted(entry.filename for entry in entries if entry.filename.lower().endswith(".xml"))
    taken = [entry for entry in found if entry not in unsafe]
    if not taken:
        raise Refused(
            "zip_without_xml",
            Words(
                zh="压缩包内没有 XML 文件。请检查是否选错了文件或格式。",
                en="The archive holds no XML. Is this the right file and format?",
            ),
        )
    warnings = [_left_out(len(found) - len(taken))] if len(found) > len(taken) else []
    return _rows(path, PurePosixPath(name).stem, taken, shape, limits), warnings


def _rows(path: Path, stem: str, names: list[str], shape: XmlShape, limits: Limits) -> Iterator[list[str]]:
    reader = Rows(shape, limits)
    said = reader.paths.said
    bundle: tuple[str, list[str]] | None = None
    with zipfile.ZipFile(path) as archive:
        for name, group in sorted(
            ((n, _group(shape, f"{stem}/{n}")) for n in names), key=lambda one: (one[1], one[0])
        ):
            for row in _of(archive, name, reader):
                for mark, cell in said.items():
                    row[cell] = group if mark == "#bundle" else name
                if not group:
                    yield row
                elif bundle is not None and bundle[0] == group:
                    _merge(bundle[1], row, keep=set(said.values()))
                else:
                    if bundle is not None:
                        yield bundle[1]
                    bundle = (group, row)
    if bundle is not None:
        yield bundle[1]


def _of(archive: zipfile.ZipFile, name: str, reader: Rows) -> Iterator[list[str]]:
    try:
        with archive.open(name) as stream:
            yield from reader.of(stream, part=name)
    except zips.DAMAGE as fault:
        raise zips.damaged(str(fault)) from fault


def _group(shape: XmlShape, entry: str) -> str:
    match = re.search(shape.bundle, entry) if shape.bundle else None
    return match[1] if match else ""


def _merge(row: list[str], more: list[str], *, keep: set[int]) -> None:
    """Documents of one bundle fill one row; what two of them say is joined as if one had said it twice."""
    for cell, text in enumerate(more):
        if text and cell not in keep:
            row[cell] = f"{row[cell]}；{text}" if row[cell] else text


def _left_out(count: int) -> Words:
    return Words(
        zh=f"压缩包内有 {count} 个 XML 文件的路径不安全（如含 ..），未读取。",
        en=f"{count} XML files of the archive have unsafe paths (such as ..) and were not read.",
    )
