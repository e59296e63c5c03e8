"""Import: the template, the dry run with errors per cell, the batch, the rejects, the same file again, taking it back."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.unit.web.driven.conftest import events, hidden

HEADINGS = "学校名称,级别,认定日期,认定文号"
GOOD = ["济源一中,省级,2022-03-01,济知1号", "济源二中,市级,2022年3月2日,"]
BAD = ["济源三中,火星级,2022-03-01,", "济源四中,市级,2022年13月1日,"]


def sent(client: Client, *rows: str, headings: str = HEADINGS, name: str = "学校.csv") -> Any:
    file = SimpleUploadedFile(name, "\r\n".join([headings, *rows, ""]).encode("gb18030"))
    return client.post("/intake/new/", {"format": "register-bases", "file": file})


def confirmed(client: Client, *rows: str) -> str:
    """The batch's address."""
    staged = sent(client, *rows).headers["Location"]
    seen = hidden(client.get(staged).content.decode(), "sha256")
    return str(client.post(f"{staged}confirm/", {"sha256": seen}).headers["Location"])


def schools() -> list[str]:
    from schools.models import EducationBase

    from zhice.accounts.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        return sorted(EducationBase.objects.values_list("name", flat=True))


def test_the_template_has_headings_and_drop_downs(clerk: Client) -> None:
    answer = clerk.get("/registers/bases/import/template.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    assert [cell.value for cell in sheet[1]] == HEADINGS.split(",")
    formulas = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"国家级,省级,市级"' in formulas


def test_the_dry_run_names_every_bad_cell_and_writes_nothing(clerk: Client) -> None:
    page = clerk.get(sent(clerk, *GOOD, *BAD).headers["Location"]).content.decode()
    assert "“火星级”不在选项中" in page
    assert "日历上没有2022年13月1日" in page
    assert "济源一中" in page
    assert schools() == []


def test_a_batch_counts_every_row_and_leaves_one_event(clerk: Client) -> None:
    page = clerk.get(confirmed(clerk, *GOOD, *BAD, GOOD[0])).content.decode()
    counts = [int(text) for text in re.findall(r"<dd>(\d+)</dd>", page)[:4]]
    assert counts == [5, 1, 2, 2]  # rows, duplicate, quarantined, stored
    assert schools() == ["济源一中", "济源二中"]
    assert len(events("intake.batch.store")) == 1


def test_the_same_file_again_stores_nothing(clerk: Client) -> None:
    confirmed(clerk, *GOOD)
    page = clerk.get(confirmed(clerk, *GOOD)).content.decode()
    assert [int(text) for text in re.findall(r"<dd>(\d+)</dd>", page)[:4]] == [2, 2, 0, 0]
    assert schools() == ["济源一中", "济源二中"]


def test_confirmed_twice_it_is_one_batch(clerk: Client) -> None:
    staged = sent(clerk, *GOOD).headers["Location"]
    seen = hidden(clerk.get(staged).content.decode(), "sha256")
    first = clerk.post(f"{staged}confirm/", {"sha256": seen}).headers["Location"]
    assert clerk.post(f"{staged}confirm/", {"sha256": seen}).headers["Location"] == first


def test_rejects_come_back_as_a_workbook_with_their_reasons(clerk: Client) -> None:
    batch = confirmed(clerk, *GOOD, *BAD)
    answer = clerk.get(f"{batch}rejects.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:5] == [*HEADINGS.split(","), "退回编号"]
    assert [row[0] for row in rows[1:]] == ["济源三中", "济源四中"]
    assert sheet["B2"].comment is not None


def test_unknown_headings_are_asked_for_and_remembered(clerk: Client) -> None:
    asked = sent(clerk, "济源五中,省级,2022-03-01", headings="校名全称,等级,日子")
    assert asked.status_code == 200
    found = re.search(r"/intake/uploads/(\w+)/", asked.content.decode())
    assert found
    answers = {"heading": ["校名全称", "等级", "日子"], "column": ["name", "level", "recognised_on"]}
    staged = clerk.post(f"/intake/uploads/{found[1]}/", answers).headers["Location"]
    assert "济源五中" in clerk.get(staged).content.decode()


def test_a_file_that_is_no_table_is_refused_with_the_reason_and_one_event(clerk: Client) -> None:
    file = SimpleUploadedFile("a.csv", b"%PDF-1.4 nothing")
    answer = clerk.post("/intake/new/", {"format": "register-bases", "file": file})
    assert answer.status_code == 422
    assert "没有写入任何数据" in answer.content.decode()
    assert len(events("intake.file.refuse")) == 1


def test_anothers_file_is_not_there(clerk: Client, signed_in: Any) -> None:
    staged = sent(clerk, *GOOD).headers["Location"]
    assert signed_in("plan_office").get(staged).status_code == 404


def test_a_batch_is_taken_back_with_a_reason_only(clerk: Client) -> None:
    batch = confirmed(clerk, *GOOD)
    clerk.post(f"{batch}rollback/", {"reason": " "})
    assert schools() == ["济源一中", "济源二中"]
    clerk.post(f"{batch}rollback/", {"reason": "来源有误"})
    assert schools() == []
    assert "来源有误" in clerk.get(batch).content.decode()
    assert len(events("intake.batch.rollback")) == 1
