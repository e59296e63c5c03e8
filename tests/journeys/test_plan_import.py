"""The plan is read, then confirmed: a clerk hands the document in and decides every number."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

DOCUMENT = """青山市知识产权规划（2023—2025年）

一、主要目标
（一）创造提质。到2025年，年专利授权量突破 700 件，新增专利导航项目 4 项。2022年授权 512 件。
（二）保护有力。建立案例发布制度。
"""


def test_a_document_becomes_a_plan(page, city, sign_in, tmp_path):
    path = tmp_path / "青山.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    sign_in(page, "plan_office")
    page.goto("/plan/readings/")
    page.set_input_files("input[type=file]", str(path))
    page.get_by_role("button", name="读取").click()
    assert page.locator(".zc-mark-target").count() >= 2
    page.locator(".zc-mark-target").first.click()
    page.select_option("select[name=indicator]", label="年专利授权量")
    page.get_by_role("button", name="采纳", exact=True).click()
    # the second target has no known indicator: define one without code
    page.locator(".zc-mark-target.zc-mark-pending").first.click()
    page.get_by_text("定义新指标（封闭语法，不写代码）").click()
    page.select_option("select[name=indicator]", value="")
    page.fill("input[name=new-code]", "qingshan-projects")
    page.select_option("select[name=new-fold]", "cumulative")
    page.select_option("select[name=new-pillar]", "operation")
    page.fill("input[name=new-awaits]", "operation/navigation")
    page.get_by_role("button", name="采纳", exact=True).click()
    # a plan cannot be finished while a number is unclaimed
    finish = page.url.split("/plan/")[0] + "/plan/readings/"
    page.goto(finish)
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="完成确认").click()
    assert page.get_by_text("还有未处理的内容").first.is_visible()
    fill_head(page)
    page.get_by_role("button", name="确认并生效").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_role("link", name="返回处理").click()
    for group, reason in (("unclaimed", "基期数据"), ("commitment", "")):
        form = page.locator("form", has=page.locator(f"input[name=kind][value={group}]"))
        if not form.count():
            continue
        form.locator("xpath=ancestor::details").locator("summary").first.click()
        if reason:
            form.locator("input[name=reason]").fill(reason)
            form.get_by_role("button", name="其余全部排除").click()
        else:
            form.get_by_role("button", name="其余全部采纳").click()
    page.get_by_role("link", name="完成确认").click()
    fill_head(page)
    page.get_by_role("button", name="确认并生效").click()
    assert page.get_by_text("规划已确认为第 1 版。").is_visible()
    assert page.get_by_role("link", name="年专利授权量").first.is_visible()


def fill_head(page) -> None:
    page.fill("input[name=code]", "qingshan-2023")
    page.fill("input[name=region]", "410300")
    page.fill("input[name=starts_on]", "2023-01-01")
    page.fill("input[name=ends_on]", "2025-12-31")
