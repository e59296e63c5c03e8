"""What is proposed, what is not, and that nothing is merged by itself; trust.md §3, items 69 to 80."""

import pytest

from tests.unit.registry.matches.conftest import DAY
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.registry.matches import actions
from zhice.registry.models import MatchProposal, Party
from zhice.registry.parties.actions import rename


def proposed():
    with acting_as(SYSTEM):
        actions.propose(day=DAY)
        return [
            (p.left.name, p.right.name, {each["feature"] for each in p.reasons})
            for p in MatchProposal.objects.all()
        ]


def test_traditional_characters_are_proposed_and_never_merged(party):  # 75
    party("济源示例机电有限公司")
    party("濟源示例機電有限公司")
    ((_, _, why),) = proposed()
    assert {"traditional", "brand_same"} <= why
    with acting_as(SYSTEM):
        assert Party.objects.filter(merged_into=None).count() == 2


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("济源富源化工有限公司", "济源富顺化工有限公司"),
        ("济源市第一化工厂", "济源市第二化工厂"),
        ("济源示例机电有限公司", "济源示例机电有限公司焦作分公司"),
        ("null", "None"),  # 80
        ("0", "NaN"),
    ],
)
def test_two_firms_are_not_proposed(name, other, party):
    party(name)
    party(other)
    assert proposed() == []


@pytest.mark.parametrize("name", ["null", "None", "0", "真", "NaN"])  # 80
def test_a_placeholder_is_kept_as_text(name, party):
    assert party(name).name == name
    assert proposed() == []


def test_one_name_in_two_regions_is_for_a_person_to_see(party):
    party("济源示例机电有限公司")
    party("济源示例机电有限公司", region="410800")
    ((_, _, why),) = proposed()
    assert "seat_differs" in why


def test_a_share_company_is_proposed_for_review(party):
    party("济源示例机电有限公司")
    party("济源示例机电股份有限公司")
    assert "form_shares" in proposed()[0][2]


def test_a_renamed_firm_is_found_by_the_name_it_had(party):  # 77
    firm = party("济源旧名机电有限公司")
    with acting_as(SYSTEM):
        rename(party=firm, name="济源新名机电有限公司", day=DAY, reason="登记变更")
    party("濟源旧名機電有限公司")
    ((_, _, why),) = proposed()
    assert {"former_name", "traditional"} <= why


def test_a_party_that_resembles_an_alias_is_proposed_to_its_survivor(party):
    names = "济源甲乙机电有限公司", "济源丙丁机电有限公司", "濟源丙丁機電有限公司"
    survivor, alias = (party(name) for name in names[:2])
    with acting_as(SYSTEM):
        ours = MatchProposal.objects.create(
            left=survivor, right=alias, score=0.9, reasons=[], proposed_on=DAY
        )
        actions.call_same(proposal=ours, by=None, day=DAY, reason="更名，登记档案")
    latecomer = party(names[2])
    proposed()
    with acting_as(SYSTEM):
        asked = MatchProposal.objects.get(state="open")
        assert {asked.left_id, asked.right_id} == {survivor.pk, latecomer.pk}


def test_persons_of_one_name_elsewhere_are_not_proposed_and_other_writings_are(party):
    party("张国华", kind="person")
    party("张国华", kind="person", region="410800")
    assert proposed() == []
    party("張國華", kind="person")
    assert [{left, right} for left, right, _ in proposed()] == [{"张国华", "張國華"}]


def test_the_next_run_looks_only_at_who_came_since_and_asks_nothing_twice(party):
    party("济源示例机电有限公司")
    party("濟源示例機電有限公司")
    assert len(proposed()) == 1
    with acting_as(SYSTEM):
        assert actions.propose(day=DAY) == 0
        actions.call_different(proposal=MatchProposal.objects.get(), by=None, day=DAY, reason="两家")
        assert actions.propose(day=DAY, anew=True) == 0
    assert len(proposed()) == 1


def test_a_batch_taken_back_takes_its_parties_and_what_was_asked_about_them(stored, new_batch, party):
    from tests.unit.registry.conftest import publication
    from zhice.registry.rights.patents.withdrawing import withdraw

    party("济源示例机电有限公司")
    batch = new_batch()
    stored(publication(first_applicant="濟源示例機電有限公司"), batch=batch)
    assert len(proposed()) == 1
    with acting_as(SYSTEM):
        withdraw(batch.pk)
        assert (Party.objects.count(), MatchProposal.objects.count()) == (1, 0)


def test_a_party_that_only_a_publication_names_holds_its_batch_s_party_fast(stored, new_batch, party):
    """Its patent has passed on to another; the publication of a later batch still names it."""
    from tests.unit.registry.conftest import publication
    from zhice.registry.models import LegalEvent, Patent
    from zhice.registry.rights.patents.life import rebuild_life
    from zhice.registry.rights.patents.withdrawing import withdraw

    first = new_batch()
    stored(publication("CN100000001B"), batch=first)
    stored(publication("CN100000002B"), batch=new_batch())
    with acting_as(SYSTEM):
        later = Patent.objects.get(document_number="CN100000002")
        LegalEvent.objects.create(patent=later, kind="transfer", day=DAY, party=party("济源示例乙厂"))
        rebuild_life([later.pk])
        withdraw(first.pk)
        assert Party.objects.count() == 2
