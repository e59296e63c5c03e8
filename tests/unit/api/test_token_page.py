"""The page of tokens in a browser, at both widths and in both languages: no axe violation, the token can be read once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import conftest as journeys

city, sign_in = journeys.city, journeys.sign_in
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible_in_every_state(
    width: int, request: pytest.FixtureRequest, sign_in: Any, axe: Any
) -> None:
    page = request.getfixturevalue("page" if width == 1440 else "narrow_page")
    sign_in(page, "plan_office")
    page.goto("/accounts/tokens/")
    wrong = look(page, axe, width)
    page.click("main form .zc-button-main")  # without a purpose
    assert page.locator(".zc-summary").is_visible()
    wrong += look(page, axe, width)
    page.fill("input[name=title]", "驾驶舱接数")
    page.click("main form .zc-button-main")
    assert len(page.locator("#secret").inner_text()) > 40
    wrong += look(page, axe, width)
    page.click("main .zc-button-danger")
    page.wait_for_load_state("load")
    assert "已撤销" in page.locator("main").inner_text()
    wrong += look(page, axe, width)
    assert not wrong, "\n".join(wrong)


def look(page: Any, axe: Any, width: int) -> list[str]:
    across = page.evaluate("document.documentElement.scrollWidth")
    found = [f"{each['id']}: {each['nodes'][:2]}" for each in axe(page)]
    return found + ([f"{across} px wide"] if across > width else [])
