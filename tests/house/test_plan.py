"""The plan that ships is covered: every clause has something to do or to count, every indicator counts or says what it awaits."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.house.tree import PACKAGE
from zhice.kernel.yaml_files import read_yaml
from zhice.measuring import measure
from zhice.measuring.counts import measures_of, read_counts
from zhice.measuring.definition import read_definition

LIBRARY = PACKAGE / "plan" / "library"
JIYUAN = LIBRARY / "jiyuan_2020_2022"
PILLARS = {"creation", "operation", "protection", "management", "service", "plan"}
# 三（二） speaks of working in good order and promises nothing that could be counted or ticked off
PROMISES_NOTHING = {"三（二）"}


def library(name: str):
    return read_yaml((JIYUAN / f"{name}.yaml").read_text("utf-8"), name=f"{name}.yaml")


INDICATORS = library("indicators")
TASKS = library("tasks")
PLAN = library("plan")


def objectives(nodes=None):
    for node in PLAN["objectives"] if nodes is None else nodes:
        yield node
        yield from objectives(node.get("objectives", []))


def definitions(indicator):
    """(name, counts) of each definition and of what stands beside it."""
    for since, definition in indicator["definitions"].items():
        yield str(since), definition["counts"]
        yield from definition.get("beside", {}).items()


def codes(items):
    return [item["code"] for item in items]


def test_the_plan_promises_19_numbers_and_20_commitments():
    numbered = [indicator["number"] for indicator in INDICATORS if "number" in indicator]
    assert sorted(numbered) == list(range(1, 20))
    assert all(indicator["targets"] for indicator in INDICATORS if "number" in indicator)
    assert sorted(task["letter"] for task in TASKS) == list("abcdefghijklmnopqrst")


def test_every_code_is_given_once():
    for items in (INDICATORS, TASKS, list(objectives())):
        assert not [code for code, times in Counter(codes(items)).items() if times > 1]


def test_every_clause_has_a_target_or_a_task():
    stated = {node["clause"] for node in objectives()}
    for parent in ("二", "三"):
        assert any(clause.startswith(parent) for clause in stated)
    done = {task["clause"] for task in TASKS} | {
        indicator["source"]["clause"] for indicator in INDICATORS if indicator.get("targets")
    }
    # a chapter is covered by its sections
    bare = {clause for clause in stated if not any(one.startswith(clause) for one in done)}
    assert bare == PROMISES_NOTHING & stated


def test_every_objective_has_a_target_or_a_task():
    used = {item["objective"] for item in (*INDICATORS, *TASKS)}
    assert used <= set(codes(objectives())), used - set(codes(objectives()))
    leaves = {node["code"] for node in objectives() if not node.get("objectives")}
    promising = {node["code"] for node in objectives() if node["clause"] not in PROMISES_NOTHING}
    assert not (leaves & promising) - used


def test_a_task_names_an_indicator_that_exists():
    named = {task["indicator"] for task in TASKS if task.get("indicator")}
    assert named <= set(codes(INDICATORS))


@pytest.mark.parametrize("indicator", INDICATORS, ids=codes(INDICATORS))
def test_an_indicator_counts_or_awaits(indicator):
    """Either every measure is known, or none is and the room is named: never a figure from half of its records."""
    assert indicator["pillar"] in PILLARS
    awaits = indicator.get("awaits")
    for name, counts in definitions(indicator):
        needed = measures_of(read_counts(counts))
        known = [code for code in needed if measure.is_known(code)]
        if awaits:
            assert not known, (
                f"{indicator['code']} ({name}) awaits {awaits}, but {known} can be counted: strike awaits"
            )
        else:
            assert len(known) == len(needed), f"{indicator['code']} ({name}) lacks {set(needed) - set(known)}"
            read_definition(counts, unit=indicator["unit"], indicator=indicator["code"])
    if awaits:
        assert not (PACKAGE / awaits).is_dir(), (
            f"the room {awaits} is there: give it the measure, strike awaits"
        )
        assert awaits.split("/")[0] in PILLARS


def test_every_indicator_cites_the_plan_and_speaks_both_languages():
    for indicator in INDICATORS:
        assert indicator["source"]["document"] == PLAN["document"]
        assert indicator["source"]["clause"]
        for words in (indicator["name"], *(d["wording"] for d in indicator["definitions"].values())):
            assert words["zh"] and words["en"]


def test_the_seven_questions_of_creation_and_registry_can_be_answered():
    """Filings gross and net, grants, in-force inventions, PCT, density, growth of the stock, rank: issue 2, part 6."""
    ready = {indicator["code"] for indicator in INDICATORS if not indicator.get("awaits")}
    wanted = {
        "patent-filings", "patent-grants", "invention-density", "invention-stock", "invention-stock-growth", "pct-filings",
        "filings-growth-rank",
    }  # fmt: skip
    assert wanted <= ready
