"""The wall of rows has few openings, each known by name; and the app role is the only one that requests run as."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.house.tree import modules, name_of, nodes, text, told

# who reads every row, and for what; a new one is a decision (docs/decisions/0003-figures-see-all.md)
OPENINGS = {
    "zhice/plan/figures/reckoning.py": "a figure counts all records and is frozen with all its rows",
    "zhice/plan/figures/forecasting.py": "a forecast looks at the same records as its figure",
    "zhice/plan/figures/pages.py": "the waterfall adds up all records",
    "zhice/plan/comparing/asking.py": "which corpora there are to compare by: their names, no record",
    "zhice/plan/comparing/comparison.py": "a comparison counts the records of every region",
    "zhice/plan/figures/provenance.py": "sums over batches, and the last one's file",
    "zhice/plan/figures/scoreboard.py": "the number of the last event that moves figures",
    "zhice/plan/goals/place.py": "whose installation this is stands on every page",
    "zhice/accounts/screens.py": "the journal is verified as a whole",
}
AS_SYSTEM = re.compile(r"^zhice/(cli|site)/")
ALSO_AS_SYSTEM = {
    "zhice/registry/apps.py": "after a migration the regions of the data files are brought up to date",
    "zhice/registry/matches/moving.py": "a merge moves whatever names a party; its door is match.decide, the event names the person",
    "zhice/registry/tasks.py": "what the worker does by itself: reminders, pairs of parties, what is thrown away",
}
UNWALLED: dict[str, str] = {  # a table without a wall says here why
    "search.Change": "names table and key of what was written, nothing else; a trigger writes it for whoever writes a record"
}


def calls(file: Path, name: str) -> list[ast.Call]:
    return [n for n in nodes(file) if isinstance(n, ast.Call) and name_of(n).rpartition(".")[2] == name]


def test_every_opening_of_the_wall_is_known():
    found = {str(file) for file in modules() if calls(file, "seeing_all")}
    assert not found - OPENINGS.keys(), (
        f"{found - OPENINGS.keys()} read every row: say here what for, or use visible_to"
    )
    assert not OPENINGS.keys() - found, f"{OPENINGS.keys() - found} no longer do: strike them"


def test_only_commands_act_as_the_system():
    acting = [
        f"{file}:{call.lineno}"
        for file in modules()
        if not AS_SYSTEM.search(str(file))
        for call in calls(file, "acting_as")
        if call.args and ast.unparse(call.args[0]).rpartition(".")[2] == "SYSTEM"
    ]
    unknown = [line for line in acting if line.partition(":")[0] not in ALSO_AS_SYSTEM]
    assert not unknown, told(unknown)


def test_requests_run_as_the_app_role():
    assert settings.DATABASES["default"]["USER"].endswith("app")
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"]


def test_every_record_kind_of_ours_says_who_may_see_it():
    """A model with a register or an API must not be served by `objects.all()`: it declares VISIBILITY, or has no rows of people."""
    machinery = {
        "journal", "web", "api", "intake",  # walled by hand or by their own policies; see each app's migrations
    }  # fmt: skip
    bare = [
        model._meta.label
        for config in apps.get_app_configs()
        if config.name.startswith("zhice.") and config.label not in machinery
        for model in config.get_models()
        if not hasattr(model, "VISIBILITY") and not model._meta.label.endswith("Event")
    ]
    walled = "".join(text(file) for file in modules(migrations=True) if "migrations" in file.parts)
    naked = [label for label in bare if apps.get_model(label)._meta.db_table not in walled]
    assert naked == list(UNWALLED), told(naked)
