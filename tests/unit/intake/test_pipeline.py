"""From file to batch and back, in PostgreSQL: what is counted, what is refused, what is journalled, what
is settled.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.hostile import builders
from tests.hostile.memory_sink import MemorySink
from tests.unit.intake.conftest import DAY
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake import pipeline
from zhice.intake.format import FORMATS
from zhice.intake.models import Batch, Rejection
from zhice.intake.refusals import Ask, Refused
from zhice.journal.models import Event
from zhice.kernel.errors import ZhiceError

pytestmark = pytest.mark.usefixtures("as_the_system")
TakeIn = Callable[..., Batch]
CONTRADICTION = [*builders.ROWS, ["另一种换热器", *builders.ROWS[0][1:]]]


def counts(batch: Batch) -> tuple[int, int, int, int]:
    return batch.rows, batch.stored, batch.duplicate, batch.quarantined


def events(action: str) -> list[Any]:
    with acting_as(SYSTEM):
        return list(Event.objects.filter(action=action))


def test_a_batch_counts_every_row_and_leaves_one_event(take_in: TakeIn, sink: MemorySink) -> None:
    before = len(events("intake.batch.store"))
    bad = [builders.ROWS[1][0], "CN305252225S", "2022-02-30", *builders.ROWS[1][3:]]
    batch = take_in([*builders.ROWS, builders.ROWS[0], bad])
    assert counts(batch) == (5, 3, 1, 1)
    assert sorted(sink.records) == ["CN102905253B", "CN209104671U", "CN305252224S"]
    rejection = Rejection.objects.get(batch=batch)
    assert rejection.row == 6
    assert [problem["column"] for problem in rejection.problems] == ["published_date"]
    assert rejection.cells["公告日"] == "2022-02-30"
    (event,) = events("intake.batch.store")[before:]
    assert event.record == f"batch:{batch.pk}"


def test_confirming_twice_gives_the_same_batch(sink: MemorySink, tmp_path: Path, db: None) -> None:
    file = tmp_path / "upload"
    builders.good_csv(file)
    with acting_as(SYSTEM):
        staged = pipeline.stage(file=file, name="公报.csv", format="memory")
        first = pipeline.confirm(staged=staged, day=DAY)
        assert pipeline.confirm(staged=staged, day=DAY) == first
    assert Batch.objects.filter(token=staged.token).count() == 1


def test_a_refused_file_leaves_one_event_and_its_original(sink: MemorySink, tmp_path: Path, db: None) -> None:
    file = tmp_path / "upload"
    builders.unclosed_quote(file)
    before = len(events("intake.file.refuse"))
    with acting_as(SYSTEM), pytest.raises(Refused) as caught:
        pipeline.stage(file=file, name="公报.csv", format="memory")
    assert "公报.csv" in str(caught.value)
    (event,) = events("intake.file.refuse")[before:]
    assert event.detail["code"] == "unclosed_quote"
    sha256 = event.detail["sha256"]
    assert (pipeline.root() / "originals" / sha256[:2] / sha256).read_bytes() == file.read_bytes()


def test_an_exchanged_file_writes_nothing(sink: MemorySink, tmp_path: Path, db: None) -> None:
    file = tmp_path / "upload"
    builders.good_csv(file)
    with acting_as(SYSTEM):
        staged = pipeline.stage(file=file, name="公报.csv", format="memory")
        staged.original.write_text(builders.text(builders.ROWS[:1]), "utf-8")
        with pytest.raises(Refused, match="不一致"):
            pipeline.confirm(staged=staged, day=DAY)
    assert not sink.records
    assert not Batch.objects.filter(token=staged.token).exists()


def test_a_batch_goes_back_once_and_with_a_reason(take_in: TakeIn, sink: MemorySink) -> None:
    batch = take_in(builders.ROWS)
    with acting_as(SYSTEM):
        with pytest.raises(ZhiceError, match="必须写明原因"):
            pipeline.rollback(batch=batch, reason=" ")
        assert pipeline.rollback(batch=batch, reason="来源有误") == 3
        with pytest.raises(ZhiceError, match="已经撤回"):
            pipeline.rollback(batch=batch, reason="来源有误")
    assert not sink.records
    batch.refresh_from_db()
    assert (batch.state, batch.rolled_back_reason) == ("rolled_back", "来源有误")
    assert events("intake.batch.rollback")[-1].reason == "来源有误"


def test_a_contested_record_waits_until_the_right_row_comes_back(take_in: TakeIn, sink: MemorySink) -> None:
    first = take_in(CONTRADICTION)
    assert counts(first) == (4, 2, 0, 2)
    again = take_in(builders.ROWS)  # one of the two versions, and nobody has said which is right
    assert counts(again) == (3, 0, 2, 1)
    assert "CN209104671U" not in sink.records
    right = Rejection.objects.get(batch=first, row=2)
    header = ["退回编号", *builders.HEADER]
    settled = take_in(builders.text([[str(right.pk), *builders.ROWS[0]]], header=header))
    assert counts(settled) == (1, 1, 0, 0)
    assert sink.records["CN209104671U"].title == "一种冷凝式换热器"
    assert not Rejection.objects.filter(key="CN209104671U", settled_by=None).exists()
    assert counts(take_in(builders.ROWS)) == (3, 0, 3, 0)


def test_a_rolled_back_contradiction_contests_nothing(take_in: TakeIn, sink: MemorySink) -> None:
    with acting_as(SYSTEM):
        pipeline.rollback(batch=take_in(CONTRADICTION), reason="重复上传")
    assert counts(take_in(builders.ROWS)) == (3, 3, 0, 0)


def test_a_mapping_made_once_is_remembered(take_in: TakeIn, sink: MemorySink) -> None:
    headings = [f"第{n}栏" for n in range(9)]
    with pytest.raises(Ask, match="找不到这些必需的列") as question:
        take_in(builders.text(header=headings))
    assert list(question.value.choices) == headings
    names = ["title", "publication_number", "published_date", "application_number", "filed_date", "applicants",
             "inventors", "address", "classes"]  # fmt: skip
    take_in(builders.text(header=headings), mapping=dict(zip(headings, names, strict=True)))
    assert counts(take_in(builders.text(header=headings))) == (3, 0, 3, 0)


def test_55_56_rejected_cells_come_back_as_text_and_can_be_sent_in_again(
    take_in: TakeIn, sink: MemorySink, tmp_path: Path
) -> None:
    from zhice.web.intake import rejects

    titles = ["=cmd|'/c calc'!A0", "+1", "-1+1", "@SUM(A1)", "＝1+1", "-5"]
    rows = [[title, f"CN20910467{n}U", "2022-02-30", *builders.ROWS[0][3:]] for n, title in enumerate(titles)]
    batch = take_in(rows)
    assert batch.quarantined == len(titles)
    with acting_as(SYSTEM):
        book = openpyxl.load_workbook(rejects.workbook(batch, language="zh"))
    sheet = book.worksheets[0]
    cells = [sheet.cell(row=n + 2, column=1) for n in range(len(titles))]
    assert [cell.value for cell in cells] == titles
    assert all(cell.data_type == "s" for cell in cells)
    for n in range(len(titles)):
        sheet.cell(row=n + 2, column=3).value = "2019-07-12"
    corrected = take_in(builders.saved(book), name="退回.xlsx")
    assert counts(corrected) == (6, 6, 0, 0)
    assert not batch.rejections.filter(settled_by=None).exists()
    assert sink.records["CN209104675U"].title == "-5"


def test_two_declarations_of_one_name_are_a_mistake_in_the_program(sink: MemorySink) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        FORMATS.add(dataclasses.replace(FORMATS["memory"]))
    with pytest.raises(Refused, match="没有名为"):
        FORMATS["无此格式"]
