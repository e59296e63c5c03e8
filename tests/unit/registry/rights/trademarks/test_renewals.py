"""When a mark can be renewed and what is due: both laws, the grace, its roll, endings; and that the fee pages tell it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.accounts.people import somebody
from tests.unit.registry.conftest import JIYUAN
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.notices.models import Notice
from zhice.journal.acts import act
from zhice.registry.models import Party, Trademark
from zhice.registry.rights.fees.providers import Stand, dues
from zhice.registry.rights.fees.reminding import remind
from zhice.registry.rights.trademarks import actions, queries
from zhice.registry.rights.trademarks.rows import TrademarkEventRow, TrademarkRow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"


@pytest.fixture
def mark(regions):
    """Make a mark registered on a day; its first term ends ten years later, the day before."""

    def make(registered: date, number: str = "11000001", *, region=JIYUAN, office="CN", ended=()):
        row = TrademarkRow(
            office=office, number=number, classes=(9,), name="示例", holder="济源示例机械有限公司", region=region,
            registered_date=registered, ends=ended,
        )  # fmt: skip
        with acting_as(SYSTEM), act("registry.trademark.import"):
            actions.register_trademarks(rows=[row], batch=None)
        with acting_as(SYSTEM):
            return Trademark.objects.get(number=number)

    return make


def due(day: date, until: date = date(2100, 1, 1)) -> list[str]:
    with acting_as(SYSTEM):
        found = queries.due_for_renewal(Trademark.objects.all(), day=day, until=until)
        return [one.number for one in found]


@pytest.mark.parametrize(
    ("registered", "day", "stage", "clause", "opens"),
    [
        (
            date(2003, 3, 21),
            date(2012, 10, 1),
            "open",
            "第三十八条",
            date(2012, 9, 21),
        ),  # six months before: law of 2001
        (date(2013, 3, 21), date(2022, 3, 20), "not_yet", "第四十条", date(2022, 3, 21)),
        (date(2013, 3, 21), date(2022, 3, 21), "open", "第四十条", date(2022, 3, 21)),
        (date(2013, 3, 21), date(2023, 3, 20), "open", "第四十条", date(2022, 3, 21)),
        (date(2013, 3, 21), date(2023, 3, 21), "grace", "第四十条", date(2022, 3, 21)),
        (date(2013, 3, 21), date(2023, 9, 20), "grace", "第四十条", date(2022, 3, 21)),
        (date(2013, 3, 21), date(2023, 9, 21), "over", "第四十条", date(2022, 3, 21)),
        (
            date(2017, 6, 1),
            date(2026, 12, 31),
            "open",
            "第四十条",
            date(2026, 6, 1),
        ),  # the last day of the law of 2019
        (
            date(2017, 6, 1),
            date(2027, 1, 1),
            "open",
            "第四十四条",
            date(2026, 6, 1),
        ),  # the first of that of 2026
    ],
)
def test_the_window_by_the_law_of_the_day(mark, registered, day, stage, clause, opens):
    window = queries.renewal_window(mark(registered), day)
    assert window is not None
    assert (window.stage, window.window.clause.clause, window.opens) == (stage, clause, opens)


def test_no_window_for_what_is_not_registered_has_ended_or_lies_abroad(mark):
    ended = mark(date(2013, 3, 21), ended=(("revoked", date(2020, 5, 5)),))
    assert queries.renewal_window(ended, date(2022, 6, 1)) is None
    assert queries.renewal_window(ended, date(2020, 5, 4)) is not None
    assert queries.renewal_window(mark(date(2013, 3, 21), "86000001", office="US"), date(2022, 6, 1)) is None


def test_due_until_the_grace_is_over_and_a_day_off_moves_its_end(mark):
    mark(date(2013, 4, 2))  # the grace would end on 1 October 2023, a holiday to the 6th; the 7th is worked
    assert due(date(2023, 4, 1), until=date(2023, 4, 1)) == ["11000001"]
    assert due(date(2023, 4, 1), until=date(2023, 3, 31)) == []
    assert due(date(2023, 10, 7)) == ["11000001"]
    assert due(date(2023, 10, 8)) == []


def test_due_without_a_seat_not_after_the_end_the_earliest_first(mark):
    mark(date(2013, 5, 2), "11000002", region=None)
    mark(date(2013, 4, 2))
    mark(date(2013, 4, 3), "11000003", ended=(("cancelled", date(2022, 1, 1)),))
    assert due(date(2023, 5, 10)) == ["11000001", "11000002"]
    assert due(date(2021, 12, 31)) == ["11000001", "11000003", "11000002"]


def test_in_force_until_the_nominal_grace_is_over(mark):
    mark(date(2013, 4, 2))
    with acting_as(SYSTEM):
        counted = {day: queries.in_force(Trademark.objects.all(), day=day).count() for day in (
            date(2013, 4, 1), date(2013, 4, 2), date(2023, 10, 1), date(2023, 10, 2))}  # fmt: skip
        spells = Trademark.objects.get().spells.get()
    assert list(counted.values()) == [0, 1, 1, 0]
    assert spells.to_date == date(2023, 10, 2)  # the statistics say the same


def dues_on(user, day):
    with acting_as(user):
        return list(dues(user=user, day=day))


def test_the_owner_s_dues_tell_the_renewal_with_amount_days_and_clause(mark):
    mark(date(2013, 4, 2))
    with acting_as(SYSTEM):
        firm = Party.objects.get(name="济源示例机械有限公司")
    owner = somebody("enterprise", parties=(firm.pk,))
    assert dues_on(owner, date(2022, 4, 1)) == []
    (soon,) = dues_on(owner, date(2023, 3, 10))
    assert (soon.stand, soon.pay_by, soon.grace) == (Stand.SOON, date(2023, 4, 1), date(2023, 10, 7))
    assert (soon.total, soon.ends, soon.holder_id) == (Decimal(500), date(2023, 4, 2), firm.pk)
    assert "2022-04-02" in soon.reckoning.zh and "第四十条" in soon.reckoning.zh
    assert soon.note is not None and "未见当时的原文" in soon.note.zh
    (late,) = dues_on(owner, date(2023, 10, 7))
    assert (late.stand, late.late_fee, late.total) == (Stand.OVERDUE, Decimal(250), Decimal(750))
    assert "顺延至 2023-10-07" in late.grace_reckoning.zh
    assert dues_on(owner, date(2023, 10, 8)) == []
    assert dues_on(somebody("bank"), date(2023, 3, 10)) == []


def test_a_renewal_settles_it(mark):
    mark(date(2013, 4, 2))
    owner = somebody("plan_office")
    assert len(dues_on(owner, date(2023, 3, 10))) == 1
    with acting_as(SYSTEM), act("registry.trademark.import"):
        event = TrademarkEventRow(office="CN", number="11000001", kind="renewed", day=date(2023, 2, 1))
        actions.register_events(rows=[event], batch=None)
    assert dues_on(owner, date(2023, 3, 10)) == []


def test_the_owner_is_reminded_once(mark):
    mark(date(2013, 4, 2))
    with acting_as(SYSTEM):
        firm = Party.objects.get(name="济源示例机械有限公司")
    owner = somebody("enterprise", parties=(firm.pk,))
    with acting_as(SYSTEM):
        assert remind(user=SYSTEM, day=date(2023, 3, 10))["told"] == 1
        assert remind(user=SYSTEM, day=date(2023, 3, 10))["told"] == 0
        assert remind(user=SYSTEM, day=date(2023, 4, 10))["told"] == 1
        texts = [
            notice.text_zh if hasattr(notice, "text_zh") else str(vars(notice))
            for notice in Notice.objects.filter(user=owner).order_by("pk")
        ]
    assert "商标续展" in texts[0]
    assert "续展延迟费 250" in texts[1]
