"""Parties, a proposal between two of them, and what the database holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

DAY = date(2022, 12, 31)


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Any) -> None:
    settings.ZHICE_HOME = tmp_path
    settings.ZHICE_SECOND_FACTOR = "off"


@pytest.fixture
def party(regions) -> Callable[..., Any]:
    """A party of Jiyuan by its name."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.registry.parties.actions import register_party

    def make(
        name: str, *, region: str | None = "419001", uscc: str | None = None, kind: str = "organisation"
    ) -> Any:
        with acting_as(SYSTEM):
            return register_party({"kind": kind, "name": name, "region_id": region, "uscc": uscc, "note": ""})

    return make


@pytest.fixture
def proposal(party) -> Any:
    """That a limited company and its writing in traditional characters may be one."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.registry.matches.actions import propose
    from zhice.registry.models import MatchProposal

    party("济源示例机电有限公司")
    party("濟源示例機電有限公司")
    with acting_as(SYSTEM):
        propose(day=DAY)
        return MatchProposal.objects.get()


# Keys of derived rows are given anew by every folding; nothing refers to them.
_FOLDED = {"registry.PatentHolding", "registry.PatentSpell"}
_AROUND = {"registry.PartyMerge", "registry.MatchProposal", "registry.MatchRun", "registry.FactChange"}


def content() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every record of the registry and of who acts for whom, history and merges left out."""
    from django.apps import apps
    from pghistory.models import Event

    held = {}
    for model in (*apps.get_app_config("registry").get_models(), apps.get_model("accounts.UserParty")):
        label = model._meta.label
        if not issubclass(model, Event) and label not in _AROUND:
            names = [
                f.attname for f in model._meta.concrete_fields if not (label in _FOLDED and f.primary_key)
            ]
            held[label] = sorted(map(repr, model._base_manager.values_list(*names)))
    return held
