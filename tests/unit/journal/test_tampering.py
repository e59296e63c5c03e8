"""1,000 random tamperings of twelve kinds: every one is found, and the first bad event is named.

The events are real ones, written by `act` and signed by the product; the tampering is done on a copy in memory, with
everything an attacker who owns the database has: he recomputes hashes and renumbers, but has not the signing key.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.journal import checkpoints, keys
from zhice.journal.acts import act
from zhice.journal.canonical import canonical
from zhice.journal.chain import START, link
from zhice.journal.reading import stored_events
from zhice.journal.verification import Fault, Row, examine

N = 450
Journal = tuple[list[Row], list[str]]
Tampered = tuple[list[Row], list[str], int, set[Fault]]


@pytest.fixture(scope="module")
def journal(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Any:
    """N signed events. Written once for all tests of the file; its own folder, and the events stay in this database."""
    from django.db import transaction
    from django.test import override_settings

    place: Path = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), override_settings(ZHICE_HOME=place), transaction.atomic():
        with acting_as(SYSTEM):
            for number in range(N):
                with act("case.case.update", record=f"case:{number % 7}", detail={"turn": number}):
                    pass
                if number % 40 == 39 or number == N - 1:  # the tests' transaction never commits: sign by hand
                    checkpoints.extend()
            rows = [Row(*row) for row in stored_events()]
            public = keys.public_key()
        lines = checkpoints.file().read_text("utf-8").split("\n")[:-1]
        transaction.set_rollback(True)
    return rows, lines, public


def test_the_untouched_journal_is_intact(journal: Any) -> None:
    rows, lines, public = journal
    verdict = examine(rows, lines, public_key=public)
    assert (verdict.ok, verdict.events, verdict.covered, verdict.checkpoints) == (True, N, N, len(lines))
    assert "完好" in str(verdict.words)


def said(row: Row, **changes: Any) -> str:
    return canonical({**json.loads(row.body), **changes})


def rechained(rows: list[Row], start: int) -> list[Row]:
    """Everything from index `start` on, numbered and hashed anew: a sound chain."""
    previous = rows[start - 1].hash if start else START
    out = rows[:start]
    for index in range(start, len(rows)):
        body = canonical({**json.loads(rows[index].body), "seq": index + 1})
        row = rows[index]._replace(seq=index + 1, body=body, previous=previous)
        out.append(row._replace(hash=link(previous, body, algorithm="sha256")))
        previous = out[-1].hash
    return out


def change(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    field, value = dice.choice([("actor", "user:666"), ("at", "2020-01-01T00:00:00.000000Z"), ("detail", {})])
    body = said(rows[at], **{field: value})
    return [*rows[:at], rows[at]._replace(body=body), *rows[at + 1 :]], lines, at + 1, {Fault.CHANGED}


def rehash_one(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    body = said(rows[at], reason="另一个理由")
    row = rows[at]._replace(body=body, hash=link(rows[at].previous, body, algorithm="sha256"))
    return [*rows[:at], row, *rows[at + 1 :]], lines, at + 1, {Fault.REWRITTEN}


def column(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    return [*rows[:at], rows[at]._replace(agrees=False), *rows[at + 1 :]], lines, at + 1, {Fault.COLUMN}


def remove(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    many = dice.choice([1, 1, 3])
    return rows[:at] + rows[at + many :], lines, at + 1, {Fault.REMOVED}


def remove_and_close_up(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    moved = [row._replace(seq=row.seq - 1) for row in rows[at + 1 :]]
    return rows[:at] + moved, lines, at + 1, {Fault.REMOVED}


def insert(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    body = said(rows[at], detail={"turn": -1})
    forged = rows[at]._replace(body=body, hash=dice.randbytes(32).hex())
    return [*rows[:at], forged, *rows[at:]], lines, at + 1, {Fault.INSERTED}


def repeat(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    return [*rows[: at + 1], rows[at], *rows[at + 1 :]], lines, at + 2, {Fault.REPEATED}


def swap(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    first, second = rows[at], rows[at + 1]
    if dice.random() < 0.5:  # and gives them each other's number
        first, second = first._replace(seq=second.seq), second._replace(seq=first.seq)
    return [*rows[:at], second, first, *rows[at + 2 :]], lines, at + 1, {Fault.REORDERED}


def truncate(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    return rows[:at], lines, at + 1, {Fault.TRUNCATED}


def rewrite(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    at = dice.choice([0, at])  # all of it, or from somewhere on
    changed = [*rows[:at], rows[at]._replace(body=said(rows[at], actor="user:666")), *rows[at + 1 :]]
    return rechained(changed, at), lines, at + 1, {Fault.REWRITTEN}


def turn_back(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    """The clock goes backwards although all else is sound: the events were signed that way by whoever held the key."""
    back = "2020-01-01T00:00:00.000000Z"
    changed = [*rows[:at], rows[at]._replace(body=said(rows[at], at=back), at=0.0), *rows[at + 1 :]]
    events = rechained(changed, at)
    return events, resigned(lines, events), at + 1, {Fault.CLOCK}


def tamper_file(rows: list[Row], lines: list[str], at: int, dice: random.Random) -> Tampered:
    """A line changed, dropped, swapped, or signed with another key; or the file's end cut off."""
    number = dice.randrange(1, len(lines) - 1)
    before = json.loads(lines[number - 1])["seq"]
    how = dice.choice(["alter", "drop", "swap", "foreign", "cut"])
    point = json.loads(lines[number])
    if how == "cut":
        cut = checkpoints.read_line(lines[number]).digest
        first = next(row.seq for row in rows if row.anchor == cut)
        return rows, lines[:number], first, {Fault.ANCHOR}
    if how == "drop":
        return rows, lines[:number] + lines[number + 1 :], before + 1, {Fault.CHECKPOINT}
    if how == "swap":
        turned = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
        return rows, turned, before + 1, {Fault.CHECKPOINT}
    if how == "alter":
        point[dice.choice(["hash", "links", "at", "signature"])] = dice.randbytes(32).hex()
    else:
        foreign = Ed25519PrivateKey.generate()
        point = {**point, "hash": "0" * 64, "signature": ""}
        draft = checkpoints.Checkpoint(**point)
        point["signature"] = foreign.sign(draft.signed).hex()
    return (
        rows,
        [*lines[:number], canonical(point), *lines[number + 1 :]],
        before + 1,
        {Fault.CHECKPOINT, Fault.SIGNATURE},
    )


KINDS: list[Callable[..., Tampered]] = [
    change,
    rehash_one,
    column,
    remove,
    remove_and_close_up,
    insert,
    repeat,
    swap,
    truncate,
    rewrite,
    turn_back,
    tamper_file,
]
THIEF = (
    Ed25519PrivateKey.generate()
)  # for turn_back alone: the key is the test's own, so that only the clock is wrong


def resigned(lines: list[str], events: list[Row]) -> list[str]:
    out: list[str] = []
    previous, begin = checkpoints.START, 0
    for line in lines:
        point = json.loads(line)
        links = "".join(event.hash[: checkpoints.DIGITS] for event in events[begin : point["seq"]])
        said = {**point, "hash": events[point["seq"] - 1].hash, "links": links, "previous": previous}
        said["key"] = keys.fingerprint(THIEF.public_key())
        draft = checkpoints.Checkpoint(**{**said, "signature": ""})
        out.append(canonical({**said, "signature": THIEF.sign(draft.signed).hex()}))
        previous, begin = checkpoints.read_line(out[-1]).digest, point["seq"]
    return out


def anchored(events: list[Row], old: list[str], new: list[str]) -> list[Row]:
    """For turn_back: anchors name the new lines."""
    names = {
        checkpoints.read_line(a).digest: checkpoints.read_line(b).digest
        for a, b in zip(old, new, strict=True)
    }
    return [event._replace(anchor=names.get(event.anchor, "")) for event in events]


def test_a_thousand_tamperings_are_all_found_and_the_first_bad_event_is_named(journal: Any) -> None:
    rows, lines, public = journal
    found: Counter[str] = Counter()
    for turn in range(1_000):
        dice = random.Random(turn)
        kind = KINDS[turn % len(KINDS)]
        at = dice.randrange(1, N - 4)
        tampered, points, first_bad, faults = kind(rows, lines, at, dice)
        key = public
        if kind is turn_back:
            tampered, key = anchored(tampered, lines, points), THIEF.public_key()
        verdict = examine(tampered, points, public_key=key)
        assert not verdict.ok, f"{kind.__name__} at {at + 1} was not found"
        assert verdict.first_bad == first_bad, f"{kind.__name__} at {at + 1}: {verdict.words.en}"
        assert verdict.fault in faults, f"{kind.__name__} at {at + 1}: {verdict.words.en}"
        found[kind.__name__] += 1
    assert sum(found.values()) == 1_000
    assert len(found) == 12


def test_without_checkpoints_a_rewritten_journal_would_pass(journal: Any) -> None:
    """Why they exist: the chain alone cannot tell."""
    rows, _, public = journal
    forged = rechained([rows[0]._replace(body=said(rows[0], actor="user:666")), *rows[1:]], 0)
    unanchored = [row._replace(anchor="") for row in forged]
    assert examine(unanchored, [], public_key=public).ok


def test_a_torn_last_line_is_no_tampering_but_a_lost_file_is(journal: Any) -> None:
    rows, lines, public = journal
    assert examine(rows, lines, public_key=public).ok
    verdict = examine(rows, [], public_key=public)
    assert verdict.fault is Fault.ANCHOR
