"""Every column in the database that may name a party, found in the models: a register of tomorrow is found, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from pghistory.models import Event

from zhice.accounts.models import UserParty
from zhice.registry.parties.models import Party

# Folded from publications and events by rebuild_life, which follows them; see rights/patents/derived.py.
_FOLDED = frozenset(
    {"registry.Patent.first_holder", "registry.PatentHolding.party", "registry.PatentSpell.party"}
)
_OWN = frozenset({"registry.MatchProposal", "registry.PartyMerge"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A column by its model and field; `name` is how a merge remembers it."""

    model: type[models.Model]
    field: str

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def rows(self, **condition: Any) -> Any:
        return self.model._base_manager.filter(**condition)

    def held_by(self, party: int) -> list[int]:
        """Keys of the rows that name the party, locked until the transaction ends."""
        found = self.rows(**{self.field: party}).order_by("pk").select_for_update()
        return list(found.values_list("pk", flat=True))

    def turn_over(self, keys: list[int], *, was: int, now: int) -> int:
        """Make rows that name `was` name `now`; how many did."""
        changed: int = self.rows(pk__in=keys, **{self.field: was}).update(**{self.field: now})
        return changed


def references() -> Iterator[Reference]:
    """What moves when a party is merged: all but its own names and seats (they go with it), history, and what is folded."""
    for model, field in _fields():
        own = field.remote_field.on_delete is models.CASCADE or model._meta.label in _OWN
        if not own and f"{model._meta.label}.{field.name}" not in _FOLDED:
            yield Reference(model, field.attname)
    yield Reference(UserParty, "party_id")


def columns() -> Iterator[tuple[str, str]]:
    """Every table and column that may name a party, history left out."""
    for model, field in _fields():
        yield model._meta.db_table, field.column
    yield UserParty._meta.db_table, "party_id"


def _fields() -> Iterator[tuple[type[models.Model], Any]]:
    for model in apps.get_models():
        if not issubclass(model, Event):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.remote_field.model is Party:
                    yield model, field
