"""One act, one event, in one transaction."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import Unit
from zhice.journal.acting import NobodyActs
from zhice.journal.acts import NestedAct, act, reading
from zhice.journal.canonical import NotWritable
from zhice.journal.chain import START, JournalUnavailable, link
from zhice.journal.models import AppendOnly, Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.ZHICE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def system() -> Any:
    with acting_as(SYSTEM, request="r1"):
        yield


@pytest.mark.usefixtures("system")
def test_a_write_leaves_exactly_one_event_beside_it() -> None:
    with act("accounts.unit.create", reason="新设", detail={"code": "x1"}) as entry:
        unit = Unit.objects.create(code="x1", name="专利科")
        entry.record = f"unit:{unit.pk}"
        entry.new = {"code": "x1", "name": "专利科"}
    event = Event.objects.get()
    assert (event.seq, event.action, event.record, event.reason) == (
        entry.seq,
        "accounts.unit.create",
        f"unit:{unit.pk}",
        "新设",
    )
    assert (event.actor, event.role, event.request, event.detail) == (
        "system",
        "system",
        "r1",
        {"code": "x1"},
    )
    assert (event.old_digest, len(event.new_digest)) == ("", 64)
    assert event.hash == link(START, event.body, algorithm="sha256")


@pytest.mark.usefixtures("system")
def test_what_fails_leaves_neither_row_nor_event() -> None:
    def failing() -> None:
        with act("accounts.unit.create"):
            Unit.objects.create(code="x1", name="专利科")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert not Unit.objects.filter(code="x1").exists()
    assert not Event.objects.exists()


@pytest.mark.usefixtures("system")
def test_an_act_inside_an_act_is_refused_and_undoes_both() -> None:
    with pytest.raises(NestedAct, match="只能留一条日志"), act("outer.a.b"):
        Unit.objects.create(code="x1", name="专利科")
        with act("inner.a.b"):
            pass
    assert not Event.objects.exists()
    assert not Unit.objects.filter(code="x1").exists()
    with act("after.a.b"):  # and the refusal leaves nothing open
        pass
    assert Event.objects.count() == 1


@pytest.mark.usefixtures("system")
def test_an_act_within_a_request_goes_with_the_request() -> None:
    def request() -> None:
        with transaction.atomic():
            with act("accounts.unit.create"):
                Unit.objects.create(code="x1", name="专利科")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        request()
    assert not Event.objects.exists()


def test_nobody_writes_without_saying_who() -> None:
    with pytest.raises(NobodyActs, match="acting_as"), act("a.b.c"):
        pass


@pytest.mark.usefixtures("system")
def test_reading_personal_data_is_one_event() -> None:
    seq = reading("party", "party:12", fields=["telephone", "name"])
    event = Event.objects.get(seq=seq)
    assert (event.action, event.record) == ("party.read", "party:12")
    assert event.detail == {"fields": ["name", "telephone"], "rows": 1}


@pytest.mark.usefixtures("system")
def test_details_are_kept_exactly_or_refused() -> None:
    with act(
        "a.b.c", detail={"on": datetime.date(2022, 3, 1), "amount": Decimal("0.10"), "odd": "a\0\ud800"}
    ):
        pass
    assert Event.objects.get().detail == {"on": "2022-03-01", "amount": "0.10", "odd": "a␀?"}
    for impossible in ({"x": object()}, {"x": float("nan")}, {"x": 2**60}, {"x": "长" * 70_000}):
        with pytest.raises(NotWritable), act("a.b.c", detail=impossible):
            pass
    assert Event.objects.count() == 1


@pytest.mark.usefixtures("system")
def test_sm3_where_the_setting_says_so(settings: Any) -> None:
    settings.ZHICE_JOURNAL_DIGEST = "sm3"
    with act("a.b.c"):
        pass
    event = Event.objects.get()
    assert event.algorithm == "sm3"
    assert (
        event.hash == link(START, event.body, algorithm="sm3") != link(START, event.body, algorithm="sha256")
    )


@pytest.mark.usefixtures("system")
def test_time_never_runs_backwards_even_when_the_clock_does(monkeypatch: pytest.MonkeyPatch) -> None:
    import time_machine

    with time_machine.travel(datetime.datetime(2022, 3, 1, 8, tzinfo=datetime.UTC)), act("a.b.c"):
        pass
    with time_machine.travel(datetime.datetime(2022, 2, 1, 8, tzinfo=datetime.UTC)), act("a.b.c"):
        pass
    late, early = Event.objects.all()
    assert late.at >= early.at
    assert '"clock":"2022-02-01T08:00:00' in late.body


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize(
    "statement",
    [
        "update journal_event set hash = hash",
        "update journal_event set body = body",
        "delete from journal_event",
        "truncate journal_event",
        "drop table journal_event",
        "alter table journal_event disable trigger all",
        "insert into journal_event (seq, body, previous, hash, actor) values (9, '{}', '', '', 'me')",
    ],
)
def test_the_app_role_can_only_append(statement: str) -> None:
    with act("a.b.c"):
        pass
    with (
        pytest.raises(Exception, match=r"permission denied|must be owner|cannot insert"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    ["update journal_event set hash = hash", "delete from journal_event", "truncate journal_event"],
)
def test_not_even_the_owner_changes_an_event(owner: Any, superuser: Any, statement: str) -> None:
    with acting_as(SYSTEM), act("a.b.c"):
        pass
    for role in (owner, superuser):
        role.execute('set zhice.scopes = \'{"*": "all"}\'')
        with pytest.raises(Exception, match="append-only"):
            role.execute(statement)
    superuser.execute("set session_replication_role = replica")
    with pytest.raises(Exception, match="append-only"):
        superuser.execute(statement)


@pytest.mark.usefixtures("system")
def test_models_refuse_as_well() -> None:
    with act("a.b.c"):
        pass
    event = Event.objects.get()
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()


@pytest.mark.django_db(transaction=True)
def test_without_the_journal_nothing_is_written(owner: Any) -> None:
    owner.execute("revoke insert on journal_event from zhice_app")
    with acting_as(SYSTEM):
        with pytest.raises(JournalUnavailable, match="没有保存") as refusal, act("accounts.unit.create"):
            Unit.objects.create(code="x1", name="专利科")
        assert refusal.value.status == 503
        assert not Unit.objects.filter(code="x1").exists()
        owner.execute("grant insert on journal_event to zhice_app")
        with act("accounts.unit.create"):
            Unit.objects.create(code="x1", name="专利科")
        assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_writers_make_one_chain() -> None:
    def write(number: int) -> None:
        with acting_as(SYSTEM):
            for turn in range(25):
                with act("a.b.c", detail={"writer": number, "turn": turn}):
                    pass
        connection.close()

    writers = [Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with acting_as(SYSTEM):
        events = list(Event.objects.order_by("seq"))
    assert [event.seq for event in events] == list(range(1, 201))
    previous = START
    for event in events:
        assert event.previous == previous
        assert event.hash == link(previous, event.body, algorithm="sha256")
        previous = event.hash
    for number in range(8):  # and nobody's turns are out of order
        turns = [event.detail["turn"] for event in events if event.detail["writer"] == number]
        assert turns == list(range(25))
