"""三（一）：the leader reminds, the unit replies, adds evidence and reports; the plan office accepts."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_reminder_reply_evidence_acceptance(page, city, sign_in):
    address = f"/plan/tasks/{city.task.pk}/"
    sign_in(page, "section_chief")
    page.goto(address)
    reply = page.locator("form", has=page.get_by_role("button", name="提交回复"))
    reply.locator("textarea").fill("本周完成")
    reply.get_by_role("button", name="提交回复").click()
    assert page.get_by_text("回复已提交。").is_visible()
    evidence = page.locator("form", has=page.get_by_role("button", name="登记", exact=True))
    evidence.locator("input[name=title]").fill("示范区专利奖励办法")
    evidence.locator("input[name=dated]").fill("2022-07-20")
    evidence.get_by_role("button", name="登记", exact=True).click()
    assert page.get_by_role("rowheader", name="示范区专利奖励办法").is_visible()
    page.get_by_role("button", name="申请验收").click()
    page.context.clear_cookies()
    sign_in(page, "plan_office")
    page.goto(address)
    page.get_by_role("button", name="验收通过").click()
    assert page.get_by_text("任务已验收。").is_visible()


def test_what_is_missing_is_said_at_the_field(page, city, sign_in):
    sign_in(page, "plan_office")
    page.goto(f"/plan/tasks/{city.task.pk}/")
    form = page.locator("form", has=page.get_by_role("button", name="发出督办"))
    form.get_by_role("button", name="发出督办").click()
    assert page.title().startswith("错误：")
    assert page.get_by_role("alert").is_visible()
    assert page.locator("textarea[aria-invalid=true]").count() == 1
