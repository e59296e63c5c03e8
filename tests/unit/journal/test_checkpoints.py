"""Checkpoints in the file, and `verify()` on the real table, tampered with by the superuser."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
import time_machine

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.journal import checkpoints, keys
from zhice.journal.acts import act
from zhice.journal.verification import Fault, verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Any:
    settings.ZHICE_HOME = tmp_path
    with acting_as(SYSTEM):
        yield tmp_path


def write(many: int) -> None:
    for number in range(many):
        with act("a.b.c", detail={"turn": number}):
            pass


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in checkpoints.file().read_text().splitlines()]


def test_an_empty_journal_is_intact() -> None:
    assert verify().ok


def test_signed_at_the_first_event_then_every_hundred() -> None:
    write(1)
    assert [line["seq"] for line in lines()] == [1]
    write(99)
    assert [line["seq"] for line in lines()] == [1]
    write(101)
    assert [line["seq"] for line in lines()] == [1, 101, 201]
    assert [line["count"] for line in lines()] == [1, 101, 201]
    assert verify().ok


def test_signed_after_a_minute_whatever_the_number() -> None:
    with time_machine.travel("2022-03-01 08:00:00 +0000", tick=False) as clock:
        write(2)
        assert [line["seq"] for line in lines()] == [1]
        clock.shift(60)
        write(1)
    assert [line["seq"] for line in lines()] == [1, 3]


def test_the_worker_catches_up_on_what_a_dead_process_left() -> None:
    write(5)
    assert lines()[-1]["seq"] == 1
    assert verify().covered == 1
    from zhice.journal.tasks import sign_what_is_new

    sign_what_is_new(0)
    assert lines()[-1]["seq"] == 5
    sign_what_is_new(0)  # nothing new: no line
    assert len(lines()) == 2
    assert verify().covered == 5


def test_a_rolled_back_act_is_never_signed() -> None:
    from django.db import transaction

    write(1)
    with transaction.atomic():
        write(150)
        transaction.set_rollback(True)
    assert lines()[-1]["seq"] == 1
    write(2)
    assert verify().ok


def test_the_key_is_its_owners_alone() -> None:
    write(1)
    key = keys.folder() / "journal.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    keys._signing_key.cache_clear()
    key.chmod(0o644)
    with pytest.raises(keys.KeyRefused, match="chmod 600"):
        keys.signing_key()


def test_a_line_torn_by_a_power_cut_is_cut_off_and_made_again() -> None:
    write(3)
    checkpoints.extend()
    with checkpoints.file().open("a") as stream:
        stream.write('{"seq":3,"ha')
    assert verify().ok
    write(1)
    checkpoints.extend()
    assert [line["seq"] for line in lines()] == [1, 3, 4]
    assert verify().ok


def test_a_file_that_cannot_be_written_is_logged_and_made_up_for(caplog: Any, monkeypatch: Any) -> None:
    write(1)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        write(100)
    assert "checkpoint failed" in caplog.text
    write(1)
    assert verify().ok
    assert verify().covered == 102


TAMPERINGS = {
    "update journal_event set body = replace(body, '\"turn\":6', '\"turn\":66') where seq = 7": (
        7,
        Fault.CHANGED,
    ),
    "delete from journal_event where seq = 7": (7, Fault.REMOVED),
    "delete from journal_event where seq > 7": (8, Fault.TRUNCATED),
    "delete from journal_event": (1, Fault.TRUNCATED),
    "update journal_event set hash = repeat('0', 64) where seq = 7": (7, Fault.CHANGED),
    "update journal_event set previous = repeat('0', 64) where seq = 7": (7, Fault.CHANGED),
    "alter table journal_event alter actor drop expression; update journal_event set actor = 'x' where seq = 7": (
        7,
        Fault.COLUMN,
    ),
}


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_tampering_as_superuser_is_named(superuser: Any, statement: str) -> None:
    write(12)
    checkpoints.extend()
    superuser.execute("alter table journal_event disable trigger all")
    superuser.execute(statement)
    verdict = verify()
    assert (verdict.first_bad, verdict.fault) == TAMPERINGS[statement], verdict.words.en


def test_tampered_events_are_not_signed(superuser: Any) -> None:
    write(12)
    checkpoints.extend()
    write(3)
    superuser.execute("alter table journal_event disable trigger all")
    superuser.execute("update journal_event set body = replace(body, 'a.b.c', 'a.b.d') where seq = 14")
    with pytest.raises(checkpoints.WillNotSign, match="第 14 条"):
        checkpoints.extend()
    assert lines()[-1]["seq"] == 12


def test_a_copy_of_the_public_key_shows_a_forged_file(tmp_path: Path) -> None:
    write(3)
    kept = keys.public_key()
    for file in keys.folder().iterdir():
        file.unlink()
    keys._signing_key.cache_clear()
    checkpoints.file().unlink()
    checkpoints.extend()  # by a new key
    assert (
        verify().fault is Fault.ANCHOR
    )  # the events remember the old file; a thief would have to rewrite them too
    assert verify(public_key=kept).fault is Fault.SIGNATURE
