"""Every entry of catalogue.yaml, through the guard, the child process and the dry run: the outcome
exactly as listed.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hostile import builders
from zhice.intake import staging, understanding
from zhice.intake.format import Accepted, Rejected, XmlShape
from zhice.intake.limits import MIB, Limits
from zhice.intake.refusals import Ask, Refused
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.formats.patents_table import PATENTS_TABLE

CATALOGUE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "catalogue.yaml").read_text("utf-8")
)
FORMATS = {
    "gazette": GAZETTE,
    "table": PATENTS_TABLE,
    "xml": dataclasses.replace(
        GAZETTE,
        name="xml",
        xml=XmlShape(rows=("gazette/publication",), cells={tag: tag for tag in builders.TAGS}),
    ),
}
ELSEWHERE = {56, 59, 61, 62, 63}
"""Items about more than one reading of a file; see test_again_and_again.py."""


def test_no_item_is_left_out() -> None:
    assert {entry["item"] for entry in CATALOGUE} | ELSEWHERE == set(range(1, 64))


@pytest.mark.parametrize(
    "entry", CATALOGUE, ids=lambda entry: f"{entry['item']:02}-{entry['build']}-{entry['as']}"
)
def test_outcome(entry: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "upload"
    getattr(builders, entry["build"])(file)
    if entry["outcome"] in ("REJ", "ASK"):
        with pytest.raises(Refused) as caught:
            stage(file, entry, tmp_path)
        refused_as_listed(caught.value, entry)
        kept = [path for path in (tmp_path / "kept" / "originals").rglob("*") if path.is_file()]
        assert [path.read_bytes() for path in kept] == [file.read_bytes()]
    else:
        staged = stage(file, entry, tmp_path)
        assert staged.memory <= 512 * MIB
        assert staged.seconds <= 10
        accepted_as_listed(staged, entry)


def stage(file: Path, entry: dict[str, Any], tmp_path: Path) -> staging.Staged:
    return staging.stage(
        file,
        name=entry["name"],
        format=FORMATS[entry["as"]],
        root=tmp_path / "kept",
        limits=Limits(**entry.get("limits", {})),
    )


def refused_as_listed(refusal: Refused, entry: dict[str, Any]) -> None:
    codes = entry["code"] if isinstance(entry["code"], list) else [entry["code"]]
    assert refusal.code in codes, str(refusal)
    assert isinstance(refusal, Ask) == (entry["outcome"] == "ASK")
    assert staging.readable_name(entry["name"]) in str(refusal)
    assert refusal.reason.zh and refusal.reason.en and refusal.reason.zh != refusal.reason.en
    if isinstance(refusal, Ask):
        assert refusal.setting == entry["setting"]
        assert refusal.choices
    if "place" in entry:
        assert getattr(refusal.place, entry["place"]) is not None


def accepted_as_listed(staged: staging.Staged, entry: dict[str, Any]) -> None:
    preview = understanding.preview(staged)
    assert preview.rows == preview.new + preview.duplicate + preview.quarantined
    assert preview.new == entry["stored"]
    assert preview.duplicate == entry.get("duplicate", 0)
    problems = {error.row: [error.column, error.code] for error in preview.errors}
    assert problems == entry.get("rows", {})
    for error in preview.errors:
        assert error.reason.zh and error.reason.en
    for flag, count in entry.get("flags", {}).items():
        assert preview.flags.get(flag) == count
    said = "".join(words.zh for words in preview.warnings)
    assert entry.get("warning", "") in said
    if entry["outcome"] == "WARN":
        assert said or preview.flags
    assert staged.name == entry.get("shown", entry["name"])
    values_as_listed(staged, entry)


def values_as_listed(staged: staging.Staged, entry: dict[str, Any]) -> None:
    rows = {row.number: row.judged for row in understanding.understand(staged).rows()}
    for number, expected in entry.get("value", {}).items():
        judged = rows[number]
        assert isinstance(judged, Accepted), judged
        for name, value in expected.items():
            found = getattr(judged.record, name)
            assert found == value or str(found) == str(value)
    assert sum(isinstance(judged, Rejected) for judged in rows.values()) == len(entry.get("rows", {}))
