"""The process that parses: `python -m zhice.intake.child`, started by `parent.parse`, under limits, with
nothing
to lose.

It reads one request (JSON) from standard input and writes JSON lines to standard output: one
`{"header": …, "about": …}`, any number of `{"run": first row number, "cells": [cells, …]}` and
`{"rows": [[row number, cells, marks], …]}`, and at the end either
`{"done": …}` or a refusal. Whatever kills it leaves no `done`, which the parent reports as a refusal.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from zhice.intake import decode, guard, xml_archives, xml_rows, xmls
from zhice.intake.format import XmlShape
from zhice.intake.guard import Container
from zhice.intake.limits import Limits
from zhice.intake.readers import Known, Reading, Run, Table, no_rows, read_text, too_many_rows
from zhice.intake.refusals import Refused
from zhice.kernel.words import Words

_CHUNK = 1000
_DOCUMENTS = 250
"""Rows of XML at a time: each may hold the whole text of a patent."""
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "ftplib.",
    "urllib.",
)


def main() -> None:
    request = orjson.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    _confine(limits, request["seconds"])
    gc.disable()  # rows are lists of texts, without cycles: looking for some costs a tenth of the time
    try:
        for line in _conversation(request, limits):
            _say(line)
    except Refused as refusal:
        _say(refusal.as_json())
    except UnicodeDecodeError as fault:
        _say(_undecodable(Path(request["path"]), fault).as_json())


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS))
    sys.stdout.buffer.flush()


def _conversation(request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
    """What to say, line by line, while the file is being read."""
    table = _table(request, limits)
    yield {"header": table.header, "about": table.about}
    count = 0
    for chunk in table.chunks:
        if isinstance(chunk, Run):
            count += len(chunk.cells)
            yield {"run": chunk.first, "cells": chunk.cells}
        else:
            count += len(chunk)
            yield {"rows": chunk}
    yield {
        "done": count,
        "warnings": [[words.zh, words.en] for words in table.warnings],
        "memory": _peak(),
    }


def _peak() -> int:
    """Largest resident size of this process in bytes. Linux hands ru_maxrss on from the process that started us, so its
    own figure comes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _table(request: dict[str, Any], limits: Limits) -> Table:
    path = Path(request["path"])
    known = Known(
        headings=frozenset(request["headings"]), days=frozenset(request["days"]), before=request["before"]
    )
    reading = Reading(**request["reading"])
    archives = bool(request["xml"] and request["xml"]["zipped"])
    container = guard.inspect(path, name=request["name"], limits=limits, archives=archives)
    if container is Container.WORKBOOK:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it: 100 MB for nothing
        from zhice.intake.sheets import read_workbook

        return read_workbook(path, known=known, reading=reading, limits=limits)
    if container in (Container.XML, Container.ARCHIVE):
        return _xml(path, request["name"], request["xml"], container, limits)
    return read_text(path, known=known, reading=reading, limits=limits)


def _xml(path: Path, name: str, said: dict[str, Any] | None, container: Container, limits: Limits) -> Table:
    if said is None:
        xmls.judge(path, limits=limits)  # a bomb is called a bomb even where no XML is taken
        raise Refused(
            "xml_not_taken",
            Words(
                zh="这种格式不接受 XML。请改用 .xlsx 或 .csv，或选择别的格式。",
                en="This format does not take XML. Use .xlsx or .csv, or choose another format.",
            ),
        )
    shape, warnings = XmlShape(**said), list[Words]()
    if container is Container.ARCHIVE:
        rows, warnings = xml_archives.rows(path, name=name, shape=shape, limits=limits)
    else:
        rows = xml_rows.rows(path, shape=shape, limits=limits)
    about = {"container": container.value}
    return Table(header=list(shape.cells), chunks=_runs(rows, limits), about=about, warnings=warnings)


def _runs(rows: Iterator[list[str]], limits: Limits) -> Iterator[Run]:
    count = 0
    while cells := list(islice(rows, _DOCUMENTS)):
        yield Run(count + 1, cells)
        count += len(cells)
        if count > limits.rows:
            raise too_many_rows(limits)
    if not count:
        raise no_rows()


def _confine(limits: Limits, seconds: float) -> None:
    """No more memory, time or files than allowed, no network, no other program. Cannot be undone from
    here.
    """
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 * limits.file, 8 * limits.file))
    sys.addaudithook(_refuse_to_reach_out)


def _refuse_to_reach_out(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"the parser may not do this: {event}")


def _undecodable(path: Path, fault: UnicodeDecodeError) -> Refused:
    """Some block did not decode; now it is worth the time to find the byte in the file."""
    return decode.undecodable(
        fault.encoding, decode.first_bad_byte(path, decode.Encoding(fault.encoding)) or 0
    )


if __name__ == "__main__":
    main()
