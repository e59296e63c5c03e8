"""Checkpoints: what the chain was, signed and kept in a file outside the database (checkpoints/journal.jsonl).

A chain alone proves nothing against somebody who may rewrite all of it. A checkpoint names the last event and its hash,
and of every event since the checkpoint before it the first eight digits of its hash, so that a rewritten event is
found by number. Checkpoints are chained among themselves, and every event names the checkpoint that its writer knew
(`anchor`), so that lines cut off this file are missed too.

Made after commit once 100 events or 60 seconds have passed, and by the worker twice a minute. What is committed after
the last checkpoint (at most 100 events or 60 seconds) is the honest blind window.
"""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import Error, connection

from zhice.journal import keys
from zhice.journal.canonical import canonical
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

log = logging.getLogger(__name__)

EVENTS, SECONDS = 100, 60
DIGITS = 8  # of each event's hash
BATCH = 5_000  # events one checkpoint covers at most, after a long transaction or when the worker catches up
START = "0" * 64
PREFIX = (
    b"zhice journal checkpoint\n"  # what is signed begins with this, so that no other signature can stand in
)


class WillNotSign(ZhiceError):
    """The journal does not continue from its last checkpoint; signing it would hide that."""


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """`digest` is the SHA-256 of the line as it stands in the file."""

    seq: int
    hash: str
    count: int
    at: str
    links: str
    previous: str
    key: str
    signature: str
    digest: str = ""

    @property
    def signed(self) -> bytes:
        return PREFIX + canonical(self._said()).encode()

    def line(self) -> str:
        return canonical({**self._said(), "signature": self.signature})

    def _said(self) -> dict[str, Any]:
        names = ("seq", "hash", "count", "at", "links", "previous", "key")
        return {name: getattr(self, name) for name in names}


def file() -> Path:
    return Path(settings.ZHICE_HOME) / "checkpoints" / "journal.jsonl"


def read_line(line: str) -> Checkpoint:
    """One line of the file; raises ValueError, KeyError or TypeError for one that is none."""
    said = json.loads(line)
    digest = hashlib.sha256(line.encode()).hexdigest()
    names = ("seq", "hash", "count", "at", "links", "previous", "key", "signature")
    if set(said) != set(names) or not isinstance(said["seq"], int):
        raise ValueError(line[:80])
    return Checkpoint(**said, digest=digest)


def anchor() -> str:
    """The digest of the last checkpoint of the file, "" before the first; read again only when the file has grown."""
    last = _last_known()
    return last.digest if last else ""


def after_commit(seq: int) -> None:
    """Sign when event `seq`, just committed, makes it due.

    A failure is logged and shows in `zhice journal verify`; the worker tries again.
    """
    try:
        if _is_due(seq):
            extend()
    except (ZhiceError, OSError, Error):
        log.exception("journal checkpoint failed; events stay uncovered until the next one succeeds")


def extend() -> Checkpoint | None:
    """Sign everything committed since the last checkpoint and append it, synced to disk; None if nothing is new.

    Raises WillNotSign when the events do not continue from the last checkpoint: that is for people to look at.
    """
    made = None
    with _locked(file()) as stream:
        last = _tail(stream)
        while (following := _next(last)) is not None:
            _append(stream, following.line() + "\n")
            made = last = read_line(following.line())
    return made


def _append(stream: IO[bytes], line: str) -> None:
    """On the disk when this returns; a line that did not get there is taken out again, so that nobody relies on it."""
    size = stream.seek(0, os.SEEK_END)
    try:
        stream.write(line.encode())
        os.fsync(stream.fileno())
    except OSError:
        stream.truncate(size)
        raise


def _is_due(seq: int) -> bool:
    last = _last_known()
    if last is None or seq <= last.seq or seq - last.seq >= EVENTS:
        return True
    age = datetime.datetime.now(datetime.UTC) - datetime.datetime.fromisoformat(last.at)
    return age.total_seconds() >= SECONDS


def _next(last: Checkpoint | None) -> Checkpoint | None:
    seq, previous, count = (last.seq, last.hash, last.count) if last else (0, START, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "select seq, previous, hash, computed from zhice_journal_since(%s, %s)", [seq, BATCH + 1]
        )
        rows = cursor.fetchall()
    if last and (not rows or rows[0][0] != seq or rows[0][2] != previous):
        raise WillNotSign(_broken(seq))
    fresh = rows[1:] if last else rows
    for number, named, found, computed in fresh:
        if number != seq + 1 or named != previous or found != computed:
            raise WillNotSign(_broken(seq + 1))
        seq, previous = number, found
    if not fresh:
        return None
    return _sign(
        seq=seq,
        hash=previous,
        count=count + len(fresh),
        links="".join(row[2][:DIGITS] for row in fresh),
        previous=last.digest if last else START,
    )


def _sign(**said: Any) -> Checkpoint:
    key = keys.signing_key()
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    draft = Checkpoint(**said, at=now, key=keys.fingerprint(key.public_key()), signature="")
    return Checkpoint(**said, at=now, key=draft.key, signature=key.sign(draft.signed).hex())


@contextmanager
def _locked(place: Path) -> Iterator[IO[bytes]]:
    """The file for appending, held by one process at a time."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with place.open("a+b", buffering=0) as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield stream  # closing gives the lock back


def _tail(stream: IO[bytes]) -> Checkpoint | None:
    """The last whole line. A line torn by a power cut was never acknowledged and is cut off."""
    size = stream.seek(0, os.SEEK_END)
    block = 64 * 1024
    while True:
        start = max(0, size - block)
        stream.seek(start)
        *lines, torn = stream.read(size - start).split(b"\n")
        if start == 0 or len(lines) > 1:
            break
        block *= 4
    if torn:
        log.warning("cutting a torn line of %d bytes off %s", len(torn), stream.name)
        stream.truncate(size - len(torn))
    return read_line(lines[-1].decode()) if lines else None


_seen: dict[Path, tuple[tuple[int, int], Checkpoint | None]] = {}


def _last_known() -> Checkpoint | None:
    place = file()
    try:
        status = place.stat()
    except FileNotFoundError:
        return None
    mark = (status.st_size, status.st_mtime_ns)
    if place not in _seen or _seen[place][0] != mark:
        with _locked(place) as stream:
            _seen[place] = (mark, _tail(stream))
    return _seen[place][1]


def _broken(seq: int) -> Words:
    return Words(
        zh="日志从第 {seq} 条起与最后一个检查点接不上，没有签名。请立即执行 zhice journal verify 并报告审计管理员。",
        en="From event {seq} on the journal does not continue its last checkpoint; nothing was signed. Run `zhice journal verify` "
        "and tell the audit administrator.",
    ).fill(seq=seq)
