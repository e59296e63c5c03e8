"""The list: its address is its state, and an address that means nothing is refused."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import openpyxl
from django.test import Client

from tests.unit.web.driven.conftest import events

LIST = "/registers/bases/"


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/registers/bases/\d+/">([^<]+)</a>', page)


def count(page: str) -> int:
    found = re.search(r"共 <b>([\d,]+)</b> 条", page)
    assert found
    return int(found[1].replace(",", ""))


def test_it_shows_a_page_and_the_count(clerk: Client, bases: list[Any]) -> None:
    page = clerk.get(LIST).content.decode()
    assert count(page) == 45
    assert len(names(page)) == 20
    assert "认定日期" in page
    assert '<th scope="col">认定文号' not in page  # declared as not shown


def test_filters_search_and_sort_agree_with_the_records(clerk: Client, bases: list[Any]) -> None:
    page = clerk.get(LIST, {"level": "provincial", "q": "第3", "sort": "name"}).content.decode()
    expected = sorted(base.name for base in bases if base.level == "provincial" and "第3" in base.name)
    assert names(page) == expected
    assert count(page) == len(expected)
    assert "级别：省级" in page  # the chip
    assert "q=%E7%AC%AC3&amp;sort=name" in page  # the chip's address: without the level


def test_a_day_filter_includes_both_ends(clerk: Client, bases: list[Any]) -> None:
    day = bases[0].recognised_on
    page = clerk.get(
        LIST, {"recognised_on_after": day, "recognised_on_before": day, "size": 200}
    ).content.decode()
    assert sorted(names(page)) == sorted(base.name for base in bases if base.recognised_on == day)


NONSENSE = [
    "page=0",
    "page=-1",
    "page=1000000000",
    "page=x",
    "page=١",
    "size=1000000",
    "size=0",
    "sort=pk",
    "sort=level__x",
    "sort=;drop",
    "columns=secret",
    "level=mars",
    "recognised_on_after=yesterday",
    "nonsense=1",
    "q=%00",
]


def test_an_address_that_means_nothing_is_refused_in_words(clerk: Client, bases: list[Any]) -> None:
    for query in (*NONSENSE, "q=" + "x" * 101):
        answer = clerk.get(f"{LIST}?{query}")
        assert answer.status_code == 400, query
        assert "请求有误" in answer.content.decode()


def test_a_page_beyond_the_last_is_not_there(clerk: Client, bases: list[Any]) -> None:
    answer = clerk.get(f"{LIST}?page=4")
    assert answer.status_code == 404
    assert "共 3 页" in answer.content.decode()


def test_columns_can_be_chosen(clerk: Client, bases: list[Any]) -> None:
    page = clerk.get(f"{LIST}?columns=name&columns=document_number").content.decode()
    assert "济知〔2018〕" in page
    assert "aria-sort" not in page


def test_an_empty_list_says_what_to_do(clerk: Client) -> None:
    assert "还没有记录" in clerk.get(LIST).content.decode()
    assert "没有符合条件的记录" in clerk.get(f"{LIST}?q=无").content.decode()


def test_an_export_holds_exactly_what_is_filtered(clerk: Client, bases: list[Any]) -> None:
    answer = clerk.get("/registers/bases/export.csv?level=provincial&columns=name&columns=level")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["学校名称", "级别"]
    assert sorted(row[0] for row in rows[1:]) == sorted(
        base.name for base in bases if base.level == "provincial"
    )
    book = clerk.get("/registers/bases/export.xlsx?level=provincial")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet.max_row == len(rows)


def test_saved_views_are_kept_shared_and_opened_by_default(
    clerk: Client, signed_in: Any, bases: list[Any]
) -> None:
    colleague = signed_in("section_chief")
    saved = clerk.post(
        f"{LIST}views/", {"title": "省级基地", "query": "level=provincial", "shared": "on", "default": "on"}
    )
    assert saved.status_code == 302
    assert clerk.get(LIST).headers["Location"] == saved.headers["Location"]
    assert count(clerk.get(saved.headers["Location"]).content.decode()) == 15
    assert "省级基地" in colleague.get(LIST).content.decode()
    number = saved.headers["Location"].rpartition("view=")[2]
    assert colleague.post(f"{LIST}views/{number}/", {"verb": "remove"}).status_code == 404  # another's view
    assert clerk.post(f"{LIST}views/{number}/", {"verb": "remove"}).status_code == 302
    assert clerk.get(LIST).status_code == 200
    assert len(events("web.view.save")) == 1


def test_a_private_view_stays_private(clerk: Client, signed_in: Any) -> None:
    clerk.post(f"{LIST}views/", {"title": "我的视图", "query": "level=provincial"})
    assert "我的视图" in clerk.get(LIST).content.decode()
    assert "我的视图" not in signed_in("section_chief").get(LIST).content.decode()


def test_who_may_not_write_sees_no_button_and_no_form(signed_in: Any, bases: list[Any]) -> None:
    officer = signed_in("officer")
    page = officer.get(LIST).content.decode()
    assert "/registers/bases/new/" not in page
    assert officer.get("/registers/bases/new/").status_code == 403
    assert officer.get("/registers/bases/import/").status_code == 403
    assert Client().get(LIST).status_code == 302


def test_searching_everywhere_finds_it(clerk: Client, bases: list[Any]) -> None:
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.search import following, watching
    from zhice.search.models import Change

    assert (
        "schools_educationbase",
        "schools_educationbase",
        "id",
    ) in watching.wanted()  # by its declaration alone
    with acting_as(SYSTEM):
        following.rebuild()
        Change.objects.all().delete()
    page = clerk.get("/search/", {"q": "第45小学"}).content.decode()
    assert f"/registers/bases/{bases[44].pk}/" in page
