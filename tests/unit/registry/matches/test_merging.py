"""Merging and parting: what moves, what is counted, and that undoing restores the very content."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.unit.accounts.people import somebody
from tests.unit.registry.conftest import JIAOZUO, JIYUAN, publication
from tests.unit.registry.matches.conftest import DAY, content
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import UserParty
from zhice.journal.models import Event
from zhice.registry.matches import actions
from zhice.registry.matches.moving import MergeRefused
from zhice.registry.matches.references import references
from zhice.registry.models import LegalEvent, MatchProposal, Party, Patent, PCTApplication
from zhice.registry.rights.patents.life import rebuild_life


def same(proposal, reason="登记档案"):
    return actions.call_same(proposal=proposal, by=None, day=DAY, reason=reason)


def undo(merge, reason="核错了"):
    actions.undo(merge=merge, by=None, day=DAY, reason=reason)


def propose(left, right):
    left, right = sorted((left, right), key=lambda party: party.pk)
    return MatchProposal.objects.create(left=left, right=right, score=0.9, reasons=[], proposed_on=DAY)


@pytest.fixture
def history(party, stored):
    """Two firms and others with patents, transfers, PCT applications and accounts, by chance."""

    def make(seed):
        dice = random.Random(seed)
        firms = [party(f"济源示例{sign}化工厂") for sign in "甲乙丙"]
        numbers = [f"CN1000000{n:02d}B" for n in range(1, 7)]
        stored(
            *(
                publication(
                    number,
                    first_applicant=dice.choice(firms).name,
                    region=JIYUAN,
                    filed_date=date(2018, 1, 1) + timedelta(days=dice.randrange(400)),
                )
                for number in numbers
            )
        )
        with acting_as(SYSTEM):
            for patent in Patent.objects.all():
                for _ in range(dice.randrange(3)):
                    LegalEvent.objects.create(
                        patent=patent,
                        kind=dice.choice(("transfer", "address_change")),
                        day=date(2020, 7, 1) + timedelta(days=dice.randrange(700)),
                        party=dice.choice(firms),
                        region_id=dice.choice((JIYUAN, JIAOZUO, None)),
                    )
            rebuild_life(Patent.objects.values_list("pk", flat=True))
            for number in range(dice.randrange(3)):
                PCTApplication.objects.create(
                    application_number=f"PCT/CN2020/00000{number}", title="示例", filed_date=DAY,
                    applicant=dice.choice(firms), region_id=JIYUAN,
                )  # fmt: skip
        somebody("enterprise", parties=tuple({dice.choice(firms).pk, dice.choice(firms).pk}))
        return firms

    return make


@pytest.mark.parametrize(
    "seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(5, 60))]
)
def test_merge_and_undo_leave_the_content_as_it_was(seed, history):
    """Once, and as a chain of two that is undone from its end."""
    first, second, third = history(seed)
    with acting_as(SYSTEM):
        before = content()
        proposal = propose(first, second)
        merge = same(proposal)
        assert content() != before
        undo(merge)
        assert content() == before
        one = same(proposal)
        two = same(propose(Party.objects.get(pk=one.survivor_id), third))
        if two.lesser_id == one.survivor_id:
            with pytest.raises(MergeRefused, match="先撤销后来的合并"):
                undo(one)
        undo(two)
        undo(one)
        assert content() == before


@pytest.mark.parametrize("seed", range(3))
def test_nothing_names_the_alias_any_more_and_the_count_of_firms_is_that_of_survivors(seed, history):
    first, second, _ = history(seed)
    with acting_as(SYSTEM):
        holders = set(Patent.objects.values_list("first_holder", flat=True))
        merge = same(propose(first, second))
        assert {r.name: r.held_by(merge.lesser_id) for r in references() if r.held_by(merge.lesser_id)} == {}
        after = set(Patent.objects.values_list("first_holder", flat=True))
        assert after == {merge.survivor_id if key == merge.lesser_id else key for key in holders}
        with connection.cursor() as cursor:
            cursor.execute("select count(distinct holder) from fact.patents")
            assert cursor.fetchone() == (len(after),)


def test_an_import_in_the_name_of_the_alias_belongs_to_the_survivor(proposal, stored):
    with acting_as(SYSTEM):
        merge = same(proposal)
    stored(publication("CN100000009B", first_applicant=merge.lesser.name, applicants=merge.lesser.name))
    with acting_as(SYSTEM):
        assert Patent.objects.get().first_holder_id == merge.survivor_id
        assert Party.objects.count() == 2


def test_the_list_shows_survivors_and_the_alias_keeps_its_page(proposal, client):
    with acting_as(SYSTEM):
        merge = same(proposal)
    client.force_login(somebody("plan_office"))
    listed = client.get("/registers/parties/").content.decode()
    assert f"/registers/parties/{merge.survivor_id}/" in listed
    assert f"/registers/parties/{merge.lesser_id}/" not in listed
    alias = client.get(f"/registers/parties/{merge.lesser_id}/").content.decode()
    assert "本条已核定为别名" in alias
    assert merge.lesser.name in client.get(f"/registers/parties/{merge.survivor_id}/").content.decode()


def test_two_codes_are_two_firms(party):
    from zhice.registry.example.invented import credit_code

    with acting_as(SYSTEM):
        left, right = (party("济源示例机电有限公司", uscc=credit_code("419001", n)) for n in (1, 2))
        with pytest.raises(MergeRefused, match="两家"):
            same(propose(left, right))
        assert Party.objects.filter(merged_into=None).count() == 2


def test_who_has_a_code_stays(party):
    from zhice.registry.example.invented import credit_code

    with acting_as(SYSTEM):
        left = party("济源示例机电有限公司")
        right = party("濟源示例機電有限公司", uscc=credit_code("419001", 1))
        assert same(propose(left, right)).survivor_id == right.pk


def test_what_would_stand_twice_is_not_merged(party, patent):
    with acting_as(SYSTEM):
        left, right = party("济源示例甲厂"), party("济源示例乙厂")
        for each in (left, right):
            LegalEvent.objects.create(patent=patent, kind="transfer", day=DAY, party=each)
        before = content()
        with pytest.raises(MergeRefused, match="重复"):
            same(propose(left, right))
        assert content() == before


def test_an_account_of_both_keeps_one_and_gets_the_other_back(party):
    with acting_as(SYSTEM):
        left, right = party("济源示例甲厂"), party("济源示例乙厂")
    both, one = (
        somebody("enterprise", name=n, parties=p) for n, p in (("a", (left.pk, right.pk)), ("b", (right.pk,)))
    )
    with acting_as(SYSTEM):
        merge = same(propose(left, right))
        assert merge.survivor_id in UserParty.objects.filter(user=one).values_list("party_id", flat=True)
        undo(merge)
        assert set(UserParty.objects.filter(user=both).values_list("party_id", flat=True)) == {
            left.pk,
            right.pk,
        }
        assert set(UserParty.objects.filter(user=one).values_list("party_id", flat=True)) == {right.pk}


def test_each_verb_leaves_one_event_with_its_reason(proposal):
    with acting_as(SYSTEM):
        merge = same(proposal, reason="登记档案")
        undo(merge, reason="核错了")
        actions.put_off(proposal=proposal, day=DAY)
        actions.call_different(proposal=proposal, by=None, day=DAY, reason="两家")
        events = Event.objects.filter(action__startswith="registry.match").order_by("seq")
        assert list(events.values_list("action", "reason")) == [
            ("registry.match.propose", ""),
            ("registry.match.same", "登记档案"),
            ("registry.match.undo", "核错了"),
            ("registry.match.put_off", ""),
            ("registry.match.different", "两家"),
        ]


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_decided(proposal, reason):
    with acting_as(SYSTEM), pytest.raises(MergeRefused, match="依据"):
        same(proposal, reason=reason)


def test_what_is_decided_is_not_decided_again(proposal):
    with acting_as(SYSTEM):
        same(proposal)
        with pytest.raises(MergeRefused, match="已经核定"):
            same(proposal)
