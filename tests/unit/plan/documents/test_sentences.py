"""Our own sentences and the labelled plans: every set keeps the F1 that docs/plan-reader.md reports."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bench import plan_reader as bench
from zhice.plan.documents.reader import read_plan

CASES = Path(__file__).resolve().parents[3] / "cases"
PLANS = bench.PLANS.parent
needs_plans = pytest.mark.skipif(
    not bench.PLANS.exists(), reason="the neighbour folder with labelled plans is absent"
)
BUILD = yaml.safe_load((CASES / "plan_sentences_build.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", BUILD, ids=[str(i) for i in range(1, len(BUILD) + 1)])
def test_a_sentence_the_grammar_was_built_with(case: dict[str, object]) -> None:
    labels = [bench.want_of(line) for line in case["want"]]  # type: ignore[attr-defined]
    result = bench.score("case", read_plan(str(case["say"])), labels, leaves_doublings=False, spans=False)
    assert (result.exact, result.given) == (len(labels), len(labels)), "\n".join(result.misses)


def test_the_sentences_put_aside() -> None:
    assert bench.score_cases(CASES / "plan_sentences_held.yaml").f1 >= 0.85


@needs_plans
@pytest.mark.parametrize("held", [False, True], ids=["for building", "put aside"])
def test_the_labelled_plans(held: bool) -> None:
    total = bench.Score("all")
    for stem in bench.plan_stems(held=held):
        total.add(bench.score_plan(stem))
    assert total.f1 >= (0.85 if held else 0.95), "\n".join(total.misses)


@needs_plans
def test_a_chapter_of_base_lines_gives_no_target() -> None:
    text = next(PLANS.glob("07_*.txt")).read_text(encoding="utf-8")
    reading = read_plan(text)
    assert not reading.targets
    assert {number.reason for number in reading.unclaimed} == {"past"}


@needs_plans
def test_a_press_report_gives_only_the_targets_of_its_last_paragraph() -> None:
    reading = read_plan(next(PLANS.glob("11_*.txt")).read_text(encoding="utf-8"))
    assert [(t.low, t.unit, t.year, t.aspirational) for t in reading.targets] == [
        (5000, "件", 2025, True),
        (4, "件", 2025, True),
        (4.5, "万件", 2025, True),
        (9, "万件", 2025, True),
    ]


@needs_plans
def test_the_other_excerpts_hold_no_target() -> None:
    for start in ("02", "03", "04", "05", "06"):
        text = next(PLANS.glob(f"{start}_*.txt")).read_text(encoding="utf-8")
        assert not read_plan(text).targets, start


@needs_plans
def test_responsible_units_are_read_from_brackets() -> None:
    reading = read_plan(next(PLANS.glob("04_*.txt")).read_text(encoding="utf-8"))
    assert ("市场监管总局", "农业农村部", "知识产权局") in {
        commitment.units for commitment in reading.commitments
    }
