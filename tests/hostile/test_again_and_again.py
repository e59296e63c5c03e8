"""Items about more than one reading: the same file again, another version of a record, a file exchanged,
a child killed.
"""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest

from tests.hostile import builders
from tests.hostile.memory_sink import MemorySink
from zhice.intake import parent, staging, understanding
from zhice.intake.format import Accepted
from zhice.intake.limits import MIB, Limits
from zhice.intake.refusals import Refused
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE

DAY = date(2026, 11, 22)


def staged(content: str, tmp_path: Path, **how: object) -> staging.Staged:
    file = tmp_path / "upload.csv"
    file.write_text(content, "utf-8", newline="")
    return staging.stage(file, name="公报.csv", format=GAZETTE, root=tmp_path / "kept", **how)  # type: ignore[arg-type]


def store(file: staging.Staged, sink: MemorySink) -> None:
    for chunk, _ in understanding.in_chunks(understanding.understand(file)):
        rows = [row.judged for row in chunk if isinstance(row.judged, Accepted)]
        sink.store(rows, batch=1, actor="user:1", day=DAY)


def test_59_the_same_file_twice_gives_no_new_row(tmp_path: Path) -> None:
    sink = MemorySink()
    store(staged(builders.text(), tmp_path), sink)
    again = understanding.preview(staged(builders.text(), tmp_path), sink=sink)
    assert (again.new, again.duplicate, again.quarantined) == (0, 3, 0)


def test_61_a_record_said_differently_is_shown_with_both_texts_and_stays(tmp_path: Path) -> None:
    sink = MemorySink()
    store(staged(builders.text(), tmp_path), sink)
    other = staged(builders.text(builders.changed(0, "名称", "另一种换热器")), tmp_path)
    shown = understanding.preview(other, sink=sink)
    assert (shown.new, shown.duplicate, shown.quarantined) == (0, 2, 1)
    (error,) = shown.errors
    assert (error.row, error.column, error.code) == (2, "title", "differs_from_record")
    assert "一种冷凝式换热器" in error.reason.zh and "另一种换热器" in error.reason.zh
    store(other, sink)
    assert sink.records["CN209104671U"].title == "一种冷凝式换热器"


def test_62_a_file_exchanged_after_the_preview_is_refused(tmp_path: Path) -> None:
    file = staged(builders.text(), tmp_path)
    staging.unchanged(file, seen=file.sha256)
    with pytest.raises(Refused, match="与预览时不一致"):
        staging.unchanged(file, seen="0" * 64)
    file.original.write_text(builders.text(builders.ROWS[:1]), "utf-8")
    with pytest.raises(Refused, match="与预览时不一致") as caught:
        staging.unchanged(file)
    assert caught.value.code == "changed_since_preview"


def test_62_another_request_finds_the_staged_file_by_its_token(tmp_path: Path) -> None:
    file = staged(builders.text(), tmp_path)
    assert staging.load(file.token, root=tmp_path / "kept", formats={GAZETTE.name: GAZETTE}) == file
    for gone in ("0" * 32, "../../etc", ""):
        with pytest.raises(Refused, match="请重新上传"):
            staging.load(gone, root=tmp_path / "kept")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_63_an_upload_cut_off_in_a_workbook_gives_no_row(tmp_path: Path, share: float) -> None:
    whole = builders.saved(builders.book())
    file = tmp_path / "upload.xlsx"
    file.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Refused, match="重新"):
        staging.stage(file, name="公报.xlsx", format=GAZETTE, root=tmp_path / "kept")


LIMITS = {
    "memory": (Limits(memory=24 * MIB), "MB 内存"),
    "time": (Limits(seconds=0.0, seconds_per_mib=0.0), "秒，已中止"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_child_at_its_limit_is_a_refusal_and_the_worker_lives(tmp_path: Path, name: str) -> None:
    limits, words = LIMITS[name]
    started = time.monotonic()
    with pytest.raises(Refused, match=words) as caught:
        staged(builders.text(builders.ROWS * 20_000), tmp_path, limits=limits)
    assert caught.value.code == "killed"
    assert time.monotonic() - started < 10
    assert staged(builders.text(), tmp_path).count == 3


def test_the_child_knows_no_secret_and_reaches_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    out, err = tmp_path / "out", tmp_path / "err"
    asked = (
        "import sys, os, zhice.intake.child as c; from zhice.intake.limits import DEFAULT\n"
        "c._confine(DEFAULT, 5); print('DATABASE_URL' in os.environ)\n"
        "for reach in (lambda: __import__('socket').socket(), lambda: os.system('true')):\n"
        "    try: reach(); print('reached')\n"
        "    except PermissionError: print('refused')\n"
    )
    monkeypatch.setattr(parent, "_PROGRAM", ["-c", asked])
    with out.open("wb") as stdout, err.open("wb") as stderr:
        code = parent._run(b"", stdout.fileno(), stderr.fileno(), 10, lambda: None)
    assert code == 0, err.read_text()
    assert out.read_text().split() == ["False", "refused", "refused"]
    assert os.environ["DATABASE_URL"] == "postgres://secret"
