"""The description of the API: every operation stands behind a door and says how it may refuse."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def described() -> dict[str, Any]:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{verb} {path}", operation)
        for path, verbs in described["paths"].items()
        for verb, operation in verbs.items()
        if verb in VERBS
    ]


def test_every_operation_says_how_it_may_refuse(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        assert {"400", "401", "403", "404"} <= set(operation["responses"]), name


def test_every_operation_has_a_name_of_its_own(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(described)]
    assert len(names) == len(set(names))


def test_every_register_is_served(described: dict[str, Any]) -> None:
    from zhice.web.register import site

    for register in site:
        assert f"/api/v1/{register.slug}" in described["paths"]
        assert f"/api/v1/{register.slug}/{{number}}" in described["paths"]


def test_nobody_gets_anything_without_signing_in(described: dict[str, Any]) -> None:
    """401 for every reading operation whose address needs no value; what is public says so by not being refused."""
    for name, operation in operations(described):
        verb, path = name.split(" ")
        if verb == "get" and "{" not in path and operation.get("security", True):
            answer = Client().get(path)
            assert answer.status_code in (400, 401), name
            assert set(answer.json()) == {"error", "detail"}, name


def test_the_page_for_people_needs_no_script_of_others() -> None:
    page = Client().get("/api/v1/").content.decode()
    assert "/api/v1/patents" in page
    assert "https://" not in page
