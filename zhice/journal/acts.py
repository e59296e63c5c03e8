"""The two ways to write an event: `act` around a change, `reading` for looking at personal data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction

from zhice.journal import acting, chain, checkpoints
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


class NestedAct(ZhiceError):
    """A verb was called inside another verb; only the outer one may leave an event."""


@dataclass
class Entry:
    """The event in the making. The body may set `record`, `reason`, `old`, `new` and add to `detail`.

    `old` and `new` are any plain data (a mapping, a list, a text); the event keeps only their digest, so that
    personal data does not collect in the journal. `seq` is known once the block has ended.
    """

    action: str
    record: str = ""
    reason: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    old: Any = None
    new: Any = None
    seq: int | None = None


_open: ContextVar[str | None] = ContextVar("zhice_open_act", default=None)


@contextmanager
def act(
    action: str, *, record: str = "", reason: str = "", detail: Mapping[str, Any] | None = None
) -> Iterator[Entry]:
    """Run the body in one transaction and write exactly one event as its last statement.

    `action` is "<app>.<record kind>.<verb>", `record` "<kind>:<id>". The body fails: nothing is left, no event either.
    The event cannot be written: JournalUnavailable, and the change is rolled back with it. Raises NestedAct inside
    another act, NobodyActs where no door was passed, chain.NotWritable for a detail that JSON cannot hold exactly.
    """
    outer = _open.get()
    if outer is not None:
        raise NestedAct(_nested(outer, action))
    acting.current()
    entry = Entry(action=action, record=record, reason=reason, detail=dict(detail or {}))
    token = _open.set(action)
    try:
        with transaction.atomic():
            yield entry
            entry.seq = chain.append(entry, by=acting.current())
    finally:
        _open.reset(token)
    transaction.on_commit(partial(checkpoints.after_commit, entry.seq))


def reading(kind: str, record: str, *, fields: Iterable[str] = (), reason: str = "", rows: int = 1) -> int:
    """Write the one event of somebody reading personal data; the sequence number is the answer.

    `kind` is the record kind ("party"), `record` the record read ("party:12") or "" for a list, `fields` the names of the
    fields shown, `rows` how many records the answer holds. An export or a list is one reading.
    """
    with act(
        f"{kind}.read", record=record, reason=reason, detail={"fields": sorted(fields), "rows": rows}
    ) as entry:
        pass
    assert entry.seq is not None  # set by the block that just ended
    return entry.seq


def _nested(outer: str, inner: str) -> Words:
    return Words(
        zh="“{inner}”在“{outer}”之内调用，一次操作只能留一条日志：请把它写成普通函数，由外层动作记录。",
        en="“{inner}” was called inside “{outer}”; one act leaves one event. Make it a plain function of the outer act.",
    ).fill(inner=inner, outer=outer)
