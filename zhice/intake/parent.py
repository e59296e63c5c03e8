"""The parent's side of parsing: start a child, wait within limits, read what it said, name what killed it."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from zhice.intake.format import Format, comparable
from zhice.intake.limits import Limits
from zhice.intake.readers import Reading
from zhice.intake.refusals import Refused, from_json
from zhice.kernel.words import Words

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
_BEAT = 0.02
_PROGRAM = ["-X", "utf8", "-m", "zhice.intake.child"]

Progress = Callable[[str, int, int], None]
"""(step, done, of all): steps are "read", "check", "store"; counts are bytes while reading, rows after."""


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What a child made of a file; the rows lie in `spool` and are drawn with `rows`."""

    spool: Path
    header: list[str]
    about: dict[str, str]
    count: int
    warnings: tuple[Words, ...]
    memory: int
    """Largest resident size of the child in bytes."""
    seconds: float

    def rows(self) -> Iterator[tuple[int, list[str], dict[int, str]]]:
        """(row number, cells, marks: index of the cell → what is wrong with it, -1 for the row)."""
        return spooled(self.spool)


def spooled(spool: Path) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    """The rows of a spool that a child has finished."""
    with spool.open("rb") as file:
        for line in file:
            if line.startswith(b'{"run":'):
                said = orjson.loads(line)
                for number, cells in enumerate(said["cells"], said["run"]):
                    yield number, cells, {}
            elif line.startswith(b'{"rows":'):
                for number, cells, marks in orjson.loads(line)["rows"]:
                    yield (
                        number,
                        cells,
                        {int(index): code for index, code in marks.items()} if marks else marks,
                    )


def parse(
    path: Path,
    *,
    name: str,
    format: Format,
    mapping: dict[str, str],
    reading: Reading,
    limits: Limits,
    spool: Path,
    progress: Progress = silent,
) -> Parsed:
    """Parse `path` in a child; its rows go to `spool`. Raises `Refused` (or `Ask`) naming the file `name`.

    `mapping`: heading of the file → column name, over and above the format's aliases.
    """
    size = path.stat().st_size
    seconds = limits.time(size)
    request = _request(path, name=name, format=format, mapping=mapping, reading=reading, limits=limits)
    started = time.monotonic()
    with spool.open("wb") as out, spool.with_suffix(".err").open("w+b") as err:
        code = _run(
            request, out.fileno(), err.fileno(), seconds, lambda: progress("read", out_size(spool), size)
        )
    first, last = _ends(spool)
    taken = time.monotonic() - started
    if "code" in last:
        raise from_json(last).of(name)
    if "done" not in last or code != 0:
        raise _killed(code, spool.with_suffix(".err"), limits, seconds).of(name)
    return Parsed(
        spool=spool,
        header=first["header"],
        about=first["about"],
        count=last["done"],
        warnings=tuple(Words(zh=zh, en=en) for zh, en in last["warnings"]),
        memory=last["memory"],
        seconds=taken,
    )


def out_size(spool: Path) -> int:
    """Bytes the child has said so far: near enough to the bytes it has read."""
    return spool.stat().st_size


def _request(
    path: Path, *, name: str, format: Format, mapping: dict[str, str], reading: Reading, limits: Limits
) -> bytes:
    known = format.known_headings() | {comparable(heading): column for heading, column in mapping.items()}
    days = {column.name for column in format.columns if column.kind == "day"}
    asked: dict[str, Any] = {
        "path": str(path.absolute()),
        "name": name,
        "headings": sorted(known),
        "days": sorted(heading for heading, column in known.items() if column in days),
        "before": format.before_headings,
        "xml": asdict(format.xml) if format.xml else None,
        "reading": asdict(reading),
        "limits": limits.as_json(),
        "seconds": limits.time(path.stat().st_size),
    }
    return json.dumps(asked).encode()


def _run(request: bytes, out: int, err: int, seconds: float, beat: Callable[[], None]) -> int:
    """The child's exit status (negative: the signal that ended it)."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.Popen(
        [sys.executable, *_PROGRAM],
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=err,
        env=environment,
        cwd="/",
        start_new_session=True,
    )
    try:
        _hand_over(child, request)
        deadline = time.monotonic() + seconds
        while child.poll() is None:
            if time.monotonic() > deadline:
                child.kill()
            beat()
            with suppress(subprocess.TimeoutExpired):
                child.wait(_BEAT)
        return child.returncode
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _hand_over(child: subprocess.Popen[bytes], request: bytes) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(request)
        child.stdin.close()
    except BrokenPipeError:
        pass  # it died at once; its exit status says of what


def _ends(spool: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first and the last line, each {} if it is no whole line of JSON."""
    with spool.open("rb") as file:
        first = file.readline()
        size = spool.stat().st_size
        file.seek(max(0, size - 65_536))
        last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
    return _object(first), _object(last)


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _killed(code: int, errors: Path, limits: Limits, seconds: float) -> Refused:
    said = errors.read_bytes()[-4000:].decode("utf-8", "replace")
    memory = "MemoryError" in said or code in (-signal.SIGSEGV, -signal.SIGABRT)
    if memory:
        reason = Words(
            zh=f"解析这个文件需要超过 {limits.memory >> 20} MB 内存，已中止。请拆分文件或检查其内容。",
            en=f"Parsing the file needs more than {limits.memory >> 20} MB of memory; stopped. Split or "
            f"check it.",
        )
    elif code in (-signal.SIGKILL, -signal.SIGXCPU):
        reason = Words(
            zh=f"解析这个文件超过 {seconds:.0f} 秒，已中止。请拆分文件或检查其内容。",
            en=f"Parsing the file took more than {seconds:.0f} s; stopped. Split or check it.",
        )
    else:
        last = said.strip().splitlines()[-1] if said.strip() else f"exit {code}"
        reason = Words(
            zh=f"文件无法解析（{last[:200]}）。请重新导出；若仍如此，请把文件交给管理员。",
            en=f"The file cannot be parsed ({last[:200]}). Export it anew, or hand it to the administrator.",
        )
    return Refused("killed", reason)


def largest_child() -> int:
    """Largest resident size in bytes of any child this process has waited for; for tests and benchmarks."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
