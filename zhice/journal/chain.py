"""Appending to the chain: hash = H(previous ‖ body), both as UTF-8 text; H is SHA-256, or SM3 where the setting says so."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import Error, connection
from django.db.transaction import TransactionManagementError

from zhice.journal import checkpoints
from zhice.journal.acting import Actor
from zhice.journal.canonical import canonical, digest_of
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

if TYPE_CHECKING:
    from zhice.journal.acts import Entry

START = "0" * 64  # what the first event names as its predecessor


class JournalUnavailable(ZhiceError):
    """No event, no write: the change is rolled back and the web answers 503."""

    status = 503


def append(entry: Entry, *, by: Actor) -> int:
    """Write the event as the last statement of the act; returns its sequence number.

    Waits here, and only here, for other writers: the lock is taken when the act's own work is done, and kept until the
    transaction ends. Raises JournalUnavailable when the event cannot be written, NotWritable for what JSON cannot hold.
    """
    anchor = checkpoints.anchor()
    algorithm = getattr(settings, "ZHICE_JOURNAL_DIGEST", "sha256")
    said = _said(entry, by=by, anchor=anchor, algorithm=algorithm)
    try:
        with connection.cursor() as cursor:
            cursor.execute("select seq, hash, at from zhice_journal_head()")
            seq, previous, last = cursor.fetchone() or (0, START, "")
            body = canonical({**said, **_instant(last), "seq": seq + 1})
            cursor.execute(
                "insert into journal_event (seq, body, previous, hash) values (%s, %s, %s, %s)",
                [seq + 1, body, previous, link(previous, body, algorithm=algorithm)],
            )
    except TransactionManagementError:
        raise  # the act itself broke its transaction; the journal is well
    except Error as refusal:
        raise JournalUnavailable(_unavailable(str(refusal).strip().split("\n", 1)[0])) from refusal
    return int(seq) + 1


def link(previous: str, body: str, *, algorithm: str) -> str:
    """The hex hash of one event."""
    return hashlib.new(algorithm, (previous + body).encode()).hexdigest()


def _said(entry: Entry, *, by: Actor, anchor: str, algorithm: str) -> dict[str, Any]:
    return {
        "action": entry.action,
        "actor": by.actor,
        "algorithm": algorithm,
        "anchor": anchor,
        "detail": entry.detail,
        "name": by.name,
        "new": digest_of(entry.new, algorithm=algorithm),
        "old": digest_of(entry.old, algorithm=algorithm),
        "reason": entry.reason,
        "record": entry.record,
        "request": by.request,
        "role": by.role,
        "unit": by.unit,
    }


def _instant(last: str) -> dict[str, str]:
    """The time of the event: never before its predecessor's. A clock that was set back is kept beside it."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {"at": now} if now >= last else {"at": last, "clock": now}


def _unavailable(why: str) -> Words:
    return Words(
        zh="日志写不进去（{why}），所以这次操作没有保存。请通知系统管理员，恢复后再做一次。",
        en="The journal cannot be written ({why}), so nothing was saved. Tell the system administrator and repeat it afterwards.",
    ).fill(why=why)
