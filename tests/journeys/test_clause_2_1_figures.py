"""二（一）：a leader opens a figure down to its records; a clerk closes a year and takes the report away."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser


def number(text: str) -> int:
    return int(re.search(r"[0-9,]+", text)[0].replace(",", ""))


def test_from_the_overview_to_the_records_in_two_clicks(page, city, sign_in):
    sign_in(page, "bureau_leader")
    page.goto("/")
    card = page.locator("#figure-patent-filings").locator("xpath=ancestor::article")
    shown = number(card.locator(".zc-figure-value b").inner_text())
    card.get_by_role("link", name="打开依据").click()
    assert number(page.locator("#zc-count").inner_text()) == shown > 0
    page.locator("tbody a").first.click()
    assert "/registers/patents/" in page.url


def test_every_figure_of_the_table_opens_to_as_many_records_as_it_counts(page, city, sign_in):
    sign_in(page, "plan_office")
    page.goto("/indicators/?on=2022-12-31")
    rows = page.locator("tbody tr").all()
    links = [
        (
            row.locator("th").inner_text(),
            row.locator("td").nth(2).inner_text(),
            row.get_by_role("link", name="打开依据"),
        )
        for row in rows
    ]
    opened = [
        (name, value, link.first.get_attribute("href"))
        for name, value, link in links
        if link.count() and "件" in value
    ]
    assert len(opened) >= 4
    for name, value, address in opened:
        page.goto(address)
        count = number(page.locator("#zc-count").inner_text())
        if "/万人" not in value:
            assert count == number(value), name


def test_the_deadlines_panel_says_that_there_are_no_cases_yet(page, city, sign_in):
    sign_in(page, "bureau_leader")
    page.goto("/")
    assert page.get_by_role("heading", name="尚无案件").is_visible()
    assert (
        "达标概率" in page.locator("#figure-patent-filings").locator("xpath=ancestor::article").inner_text()
    )


def test_a_year_is_proposed_by_one_and_closed_by_another(page, city, sign_in):
    code = city.version.plan.code
    sign_in(page, "plan_office")
    page.goto(f"/plan/{code}/periods/")
    row = page.locator("tr", has_text="2020年1月1日 – 2020年12月31日")
    row.get_by_role("button", name="提请锁定").click()
    assert page.get_by_text("已提请锁定，请另一人核准。").is_visible()
    assert page.get_by_role("button", name="核准锁定").count() == 0
    page.context.clear_cookies()
    sign_in(page, "bureau_leader")
    page.goto(f"/plan/{code}/periods/")
    page.get_by_role("button", name="核准锁定").click()
    assert page.get_by_text("期间已锁定。").is_visible()
    page.get_by_role("link", name="年专利申请量", exact=True).click()
    assert page.get_by_text("锁定之后没有记录变动").is_visible()


def test_the_report_is_taken_away_as_word_and_pdf(page, city, sign_in):
    sign_in(page, "plan_office")
    page.goto("/reports/")
    for label, head in (("公文（docx）", b"PK"), ("PDF", b"%PDF")):
        with page.expect_download() as waiting:
            page.locator("tbody tr").first.get_by_role("link", name=label).click()
        assert waiting.value.path().read_bytes().startswith(head)


def test_english_is_a_click_away_and_says_no_chinese_interface_word(page, city, sign_in):
    sign_in(page, "bureau_leader")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    shown = " ".join(page.locator("main :is(h1, h2, h3, th[scope=col], button)").all_inner_texts())
    assert not re.search(r"[一-鿿]", shown), shown
