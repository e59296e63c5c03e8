"""Terms, renewal and grace, as the cases say that a lawyer can sign (tests/cases/trademark_terms.yaml)."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhice.kernel.yaml_files import read_yaml
from zhice.registry.rights.trademarks import terms

FILE = Path(__file__).parents[4] / "cases" / "trademark_terms.yaml"
CASES = read_yaml(FILE.read_text("utf-8"), name=FILE.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_law_s_days(case):
    renewals = [terms.Renewal(day) for day in case.get("renewed", ())]
    expires = terms.expiry(case["registered"], renewals=renewals)
    window = terms.window(expires, day=case["asked"])
    assert (expires, window.opens, window.closes, window.stage) == (
        case["expires"], case["opens"], case["grace"], case["stage"],
    )  # fmt: skip
    for rule in (window.window, window.grace):
        assert {"document": rule.source.document, "clause": rule.source.clause} == case["source"]


def test_both_versions_of_the_law_are_tried():
    assert {case["source"]["document"][-6:] for case in CASES} == {"（2019）", "（2026）"}
