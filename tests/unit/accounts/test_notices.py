"""A notice is told once, seen by its person alone, and read once."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.unit.accounts.people import somebody
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.notices import actions, queries
from zhice.accounts.notices.models import Notice
from zhice.journal.acts import act
from zhice.journal.models import Event
from zhice.kernel.words import Words

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"


def told(user, key="fee:1:9", url="/registers/patents/", words=None):
    words = words or Words(zh="第9年年费将于3月16日到期", en="Fee of year 9 due on 16 March")
    with acting_as(SYSTEM), act("registry.fee.remind"):
        actions.notify(user=user, key=key, words=words, url=url, day=DAY)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_same_thing_is_told_once_per_person():
    one, other = somebody("enterprise"), somebody("agency")
    for user in (one, one, other):
        told(user)
    told(one, key="fee:1:10")
    with acting_as(SYSTEM):
        assert Notice.objects.filter(user=one).count() == 2
        assert Notice.objects.filter(user=other).count() == 1


def test_a_verb_that_tells_others_needs_the_table_to_say_so():
    """A person without `also: [notice]` cannot put notices on somebody else's page: the wall refuses."""
    one, other = somebody("enterprise"), somebody("agency")
    with pytest.raises(Exception, match="row-level security"), transaction.atomic(), acting_as(one):
        actions.notify(user=other, key="x", words=Words(zh="假", en="false"), url="/", day=DAY)


def test_the_wall_hides_other_people_s_notices():
    one, other = somebody("enterprise"), somebody("system_admin")
    told(one)
    with acting_as(other), connection.cursor() as cursor:
        cursor.execute("select count(*) from accounts_notice")
        assert cursor.fetchone() == (0,)
        assert queries.unread(other) == 0
    with acting_as(one):
        assert queries.unread(one) == 1


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:1"])
def test_a_notice_leads_to_our_own_pages_only(url):
    with pytest.raises(IntegrityError), transaction.atomic():
        told(somebody("enterprise"), url=url)


def test_the_bell_counts_and_opening_marks_read():
    one = somebody("enterprise")
    told(one)
    told(one, key="fee:1:10", words=Words(zh="另一件", en="Another"))
    client = signed_in(one)
    page = client.get("/notices/").content.decode()
    assert "2 条未读" in page
    with acting_as(SYSTEM):
        first = Notice.objects.get(key="fee:1:9")
    answer = client.post(f"/notices/{first.pk}/open/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/registers/patents/")
    page = client.get("/notices/").content.decode()
    assert "1 条未读" in page
    assert page.index("另一件") < page.index("第9年年费")  # unread first


def test_reading_twice_leaves_one_event():
    one = somebody("enterprise")
    told(one)
    with acting_as(one):
        notice = Notice.objects.visible_to(one).get()
        before = Event.objects.count()
        actions.mark_read(notice=notice, at=timezone.now())
        actions.mark_read(notice=notice, at=timezone.now())
        assert Event.objects.count() == before + 1


def test_all_at_once_and_nothing_of_others():
    one, other = somebody("enterprise"), somebody("agency")
    for number in range(3):
        told(one, key=f"n{number}")
    told(other)
    client = signed_in(one)
    assert client.post("/notices/read/").status_code == 302
    with acting_as(SYSTEM):
        assert list(Notice.objects.filter(read_at=None).values_list("user", flat=True)) == [other.pk]
        foreign = Notice.objects.get(user=other)
    assert client.post(f"/notices/{foreign.pk}/open/").status_code == 404
    assert client.post(f"/notices/{foreign.pk}/read/").status_code == 404


def test_in_english():
    one = somebody("enterprise")
    told(one)
    client = signed_in(one)
    client.post("/language/", {"language": "en"})
    page = client.get("/notices/").content.decode()
    assert "Fee of year 9 due on 16 March" in page
    assert "1 unread" in page


def test_nobody_has_no_bell():
    assert "zc-bell" not in Client().get("/accounts/login/").content.decode()
