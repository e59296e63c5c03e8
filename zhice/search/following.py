"""The index follows the database: what the triggers noted is read, written into the index, and struck.

Whatever dies in between is done again: a change is struck only after the index has it, and an entry put twice is there
once. A new index is built beside the one in use; meanwhile changes are written into the old one and kept for the new one.
Runs as the system, which reads every row.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from zhice.search.engine.index import BULK_HEAP, HEAP, Writer, key_of
from zhice.search.engine.shelf import Shelf
from zhice.search.models import Change
from zhice.search.reading import CHUNK, all_entries, entries
from zhice.search.searchable import Searchable, everything
from zhice.search.shelf import shelf

LARGE = 50_000  # records, from which on a new index is written with more memory
MOST = 5_000  # changes taken at once
IDLE = 3.0  # seconds without a change, after which the lock is given up
LONGEST = 60.0  # seconds after which it is given up in any case, for whoever waits
Step = Callable[[int, int], None]


class Follower:
    """Follows from call to call; keeps the writer while there is work, so that a change is found within a second."""

    def __init__(self, on: Shelf | None = None) -> None:
        self.shelf = on or shelf()
        self._held: ExitStack | None = None
        self._writer: Writer | None = None
        self._kept: set[int] = set()  # changes written already and kept for the index that is being built
        self._since = self._last = 0.0

    def step(self) -> int:
        """Write what has changed; how many changes that were. Builds the index where there is none."""
        if self.shelf.name() is None:
            rebuild(on=self.shelf, wait=False)
            return 0
        changes = self._waiting()
        if not changes:
            self._rest()
            return 0
        if self._writer is None and not self._take_up():
            return 0
        assert self._writer is not None
        write(self._writer, changes)
        self._writer.commit()
        self._strike(changes)
        self._last = time.monotonic()
        if self._last - self._since > LONGEST:
            self.close()
        return len(changes)

    def close(self) -> None:
        """Let go of the index; what is being merged is finished first."""
        if self._held is not None:
            self._held.close()
            self._held = self._writer = None

    def _waiting(self) -> list[Change]:
        rows = Change.objects.order_by("pk")
        if self._kept:
            rows = rows.exclude(pk__in=self._kept)
        return list(rows[:MOST])

    def _take_up(self) -> bool:
        held = ExitStack()
        if not held.enter_context(self.shelf.writing(wait=False)):
            held.close()
            return False
        name = self.shelf.name()
        if name is None:
            held.close()
            return False
        self._writer = Writer(self.shelf.path(name))
        held.callback(self._writer.close)
        self._held = held
        self._since = self._last = time.monotonic()
        return True

    def _strike(self, changes: list[Change]) -> None:
        with self.shelf.building(wait=False) as alone:
            if alone:
                strike(changes)
                self._kept = set()
            else:
                self._kept |= {change.pk for change in changes}

    def _rest(self) -> None:
        if self._kept:
            with self.shelf.building(wait=False) as alone:
                if alone:
                    Change.objects.filter(pk__in=self._kept).delete()
                    self._kept = set()
        if self._held is not None and time.monotonic() - self._last > IDLE:
            self.close()


def write(writer: Writer, changes: list[Change]) -> None:
    """Put what the changes concern into the index as it stands now, or take it out where it is gone."""
    by_source: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        by_source[change.source].add(change.key)
    for what in everything():
        for source, keys in by_source.items():
            if source in {noted for _, noted, _ in what.sources}:
                _write(writer, what, source, keys)


def _write(writer: Writer, what: Searchable, source: str, keys: set[int]) -> None:
    own = source == what.model._meta.db_table
    if own:
        found = entries(what, what.concerned(source, _fitting(what, keys)))
        gone = keys - {entry.pk for entry in found}
        writer.drop(key_of(what.kind, pk) for pk in gone)
        writer.put(found)
        return
    rows = list(what.concerned(source, keys).order_by().values_list("pk", flat=True))
    for start in range(0, len(rows), CHUNK):
        writer.put(entries(what, what.records.filter(pk__in=rows[start : start + CHUNK])))


def _fitting(what: Searchable, keys: set[int]) -> list[Any]:
    pk: Any = what.model._meta.pk
    return [pk.to_python(key) for key in keys]


def strike(changes: list[Change]) -> None:
    Change.objects.filter(pk__in=[change.pk for change in changes]).delete()


def rebuild(*, on: Shelf | None = None, progress: Step | None = None, wait: bool = True) -> int:
    """Build the index anew beside the one in use and put it in its place; how many records it holds.

    Killed at any moment it leaves the old one in use, and is begun anew. `wait` for another who builds, else 0.
    """
    place = on or shelf()
    with place.building(wait=wait) as alone:
        if not alone:
            return 0
        name = place.begin()
        kinds = everything()
        total = sum(what.records.count() for what in kinds)
        large = total > LARGE
        writer = Writer(place.path(name), heap=BULK_HEAP if large else HEAP, threads=2 if large else 1)
        done = _fill(writer, kinds, total, progress)
        writer.commit()
        _finish(writer)  # nearly all of what changed meanwhile, while the old index is still written
        with place.writing():
            changes = _finish(writer)
            writer.close()
            place.put_in_place(name)
            strike(changes)
    return done


def _fill(writer: Writer, kinds: list[Searchable], total: int, progress: Step | None) -> int:
    done = 0
    for what in kinds:
        for found in all_entries(what):
            writer.put(found, fresh=True)
            done += len(found)
            if progress:
                progress(done, max(total, done))
    return done


def _finish(writer: Writer) -> list[Change]:
    changes = list(Change.objects.order_by("pk"))
    for start in range(0, len(changes), MOST):
        write(writer, changes[start : start + MOST])
    writer.commit()
    return changes
