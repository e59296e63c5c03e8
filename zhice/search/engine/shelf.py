"""The folder in which one index is current, and by which locks it is written and built anew.

    <folder>/current          version and name of the index that is asked
    <folder>/<name>/…         its files
    <folder>/writing          the lock of the one process that writes
    <folder>/building         the lock of the one process that builds a new index

A new index is built beside the old one and takes its place by one rename, so nobody ever asks an empty one.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zhice.search.engine.index import VERSION, Reader

_TRIES = 5


class Shelf:
    """The folder in which one index is current."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reader: Reader | None = None

    def name(self) -> str | None:
        """The current index's name; None: there is none of this version."""
        with suppress(OSError):
            version, _, name = (self.folder / "current").read_text("ascii").strip().partition(" ")
            if version == VERSION and name and (self.folder / name / "meta.json").exists():
                return name
        return None

    def reader(self) -> Reader | None:
        """Of the current index as of its last commit; None while there is none."""
        for _ in range(_TRIES):  # it may be replaced while we look
            name = self.name()
            if name is None:
                return None
            try:
                if self._reader is None or self._reader.path.name != name:
                    self._reader = Reader(self.folder / name)
                self._reader.refresh()
                return self._reader
            except (OSError, ValueError):
                self._reader = None
        return None

    def path(self, name: str) -> Path:
        return self.folder / name

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock of the writer; yields False where another has it and `wait` is not set. Ends with the process."""
        with self._locked("writing", wait=wait) as held:
            yield held

    @contextmanager
    def building(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock of whoever builds a new index."""
        with self._locked("building", wait=wait) as held:
            yield held

    def begin(self) -> str:
        """The name of a new index; what an earlier, broken building left is removed. Only while `building`."""
        current = self.name()
        for old in self.folder.iterdir():
            if old.is_dir() and old.name != current:
                shutil.rmtree(old, ignore_errors=True)
        return secrets.token_hex(6)

    def put_in_place(self, name: str) -> None:
        """Let `name` be asked from now on and remove the old one. Only while `writing`."""
        old = self.name()
        draft = self.folder / f".current.{os.getpid()}"
        draft.write_text(f"{VERSION} {name}\n", "ascii")
        draft.replace(self.folder / "current")
        if old and old != name:
            shutil.rmtree(self.folder / old, ignore_errors=True)  # who still reads it holds its files open

    @contextmanager
    def _locked(self, name: str, *, wait: bool) -> Iterator[bool]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / name).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True
