"""The verbs of parties: register, correct, rename, move; the day of a change is an argument."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.credit_codes import CreditCode
from zhice.kernel.words import Words
from zhice.registry.parties.models import Party, PartyName, PartySeat
from zhice.registry.parties.naming import display_name, matching_name
from zhice.registry.regions.models import Region


class PartyRefused(ZhiceError):
    """A change of a party's name or seat does not follow the ones before it."""


def register_party(values: dict[str, Any]) -> Party:
    """A new party from the values of a form; the credit code is checked and made canonical. Part of the caller's act."""
    party = prepared(Party(), values)
    party.full_clean()
    party.save()
    return party


def correct_party(party: Party, values: dict[str, Any]) -> Party:
    """Correct what was written wrongly; part of the caller's act. A change in real life is `rename` or `move`."""
    prepared(party, values)
    party.full_clean()
    party.save()
    return party


def prepared(party: Party, values: dict[str, Any]) -> Party:
    """The party with these values, names cleaned and the code canonical; nothing is saved."""
    for name, value in values.items():
        setattr(party, name, value)
    party.name = display_name(party.name or "")
    party.matching_name = matching_name(party.name)
    party.uscc = CreditCode.read(party.uscc).canonical if party.uscc else None
    return party


def rename(*, party: Party, name: str, day: date, reason: str) -> Party:
    """The party bears `name` from `day` on; the earlier name stays findable."""
    with act("registry.party.rename", record=f"party:{party.pk}", reason=reason) as entry:
        entry.old, entry.new = {"name": party.name}, {"name": name}
        _after_the_last(PartyName.objects.filter(party=party), day)
        standing = PartyName.objects.filter(party=party, to_date=None).first()
        if standing is None:
            standing = PartyName(party=party, name=party.name, matching_name=party.matching_name)
        standing.to_date = day
        standing.save()
        prepared(party, {"name": name})
        PartyName.objects.create(
            party=party, name=party.name, matching_name=party.matching_name, from_date=day
        )
        party.full_clean()
        party.save()
    return party


def move(*, party: Party, region: Region | None, day: date, reason: str) -> Party:
    """The party is seated in `region` from `day` on. Its rights move with an address change of their own, not by this."""
    with act("registry.party.move", record=f"party:{party.pk}", reason=reason) as entry:
        entry.old, entry.new = {"region": party.region_id}, {"region": region and region.pk}
        reseat(party=party, region=region, day=day)
    return party


def reseat(*, party: Party, region: Region | None, day: date) -> None:
    """As `move`, as a part of the caller's act."""
    _no_namesake(party, region)
    _after_the_last(PartySeat.objects.filter(party=party), day)
    standing = PartySeat.objects.filter(party=party, to_date=None).first()
    if standing is None:
        standing = PartySeat(party=party, region=party.region)
    standing.to_date = day
    standing.save()
    PartySeat.objects.create(party=party, region=region, from_date=day)
    party.region = region
    party.save(update_fields=["region"])


def _after_the_last(history: Any, day: date) -> None:
    last = history.filter(to_date=None, from_date__gte=day).first()
    if last is not None:
        raise PartyRefused(
            Words(
                zh=f"已登记自 {last.from_date} 起的变更，新的变更须在其后。",
                en=f"A change from {last.from_date} on is registered already; the new one must come after it.",
            )
        )


def _no_namesake(party: Party, region: Region | None) -> None:
    """Two records of one name cannot sit in one region: they are one firm, to be merged, or two, told apart by their codes."""
    there = Party.objects.filter(matching_name=party.matching_name, kind=party.kind, region=region, uscc=None)
    namesake = there.exclude(pk=party.pk).first()
    if namesake is not None and party.uscc is None:
        raise PartyRefused(
            Words(
                zh=f"{region}已有同名主体（编号 {namesake.pk}）。如是同一主体，请合并两条记录，而不是登记迁移。",
                en=f"A party of this name (number {namesake.pk}) sits there already. If it is the same, merge the two records.",
            )
        )
