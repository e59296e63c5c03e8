"""The pages around everything: language, health, help, errors; and the register's declarations as a whole."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from zhice.web import handbook, navigation
from zhice.web.place import Place
from zhice.web.register import site
from zhice.web.registers import cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_health(visitor: Client) -> None:
    assert visitor.get("/healthz").json() == {"database": "ok"}


def test_the_language_is_kept_and_the_way_back_is_ours(visitor: Client) -> None:
    answer = visitor.post("/language/", {"language": "en", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
    page = visitor.get("/help/accessibility/").content.decode()
    assert '<html lang="en">' in page
    assert "Accessibility" in page


def test_an_unknown_language_is_refused_in_words(visitor: Client) -> None:
    answer = visitor.post("/language/", {"language": "xx"})
    assert answer.status_code == 400
    assert "没有这种语言" in answer.content.decode()


def test_a_page_that_is_not_there(visitor: Client) -> None:
    answer = visitor.get("/nothing-here/")
    assert answer.status_code == 404
    assert "没有这个页面或这条记录" in answer.content.decode()


def test_programs_get_refusals_as_json(visitor: Client) -> None:
    answer = visitor.get("/nothing-here/", headers={"Accept": "application/json"})
    assert answer.json()["error"] == "not_found"


def test_whoever_is_not_signed_in_is_led_there_and_back(visitor: Client) -> None:
    answer = visitor.get("/search/saved/?q=x")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("next=/search/saved/%3Fq%3Dx")


@override_settings(ZHICE_PLACE=lambda: Place(title="例", example=True))
def test_an_example_says_so_on_every_page(visitor: Client) -> None:
    assert "示例数据" in visitor.get("/help/").content.decode()
    assert "示例数据" in visitor.get("/nothing-here/").content.decode()


def test_no_script_and_no_style_comes_from_elsewhere(visitor: Client) -> None:
    page = visitor.get("/help/").content.decode()
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert "<script>" not in page


def test_no_entry_of_the_navigation_is_a_dead_end() -> None:
    assert navigation.dead_ends() == []


def test_markdown_of_the_handbook_cannot_carry_scripts(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "10-trial.md").write_text("# 试\n\n<script>alert(1)</script>", encoding="utf-8")
    monkeypatch.setattr(handbook, "FOLDER", folder)
    page = handbook.page("trial")
    assert page is not None
    assert page.title == "试"
    assert "<script>" not in page.html


def test_every_register_can_be_shown() -> None:
    """What a declaration names must exist: columns, filters, search, form and import fields."""
    for register in site:
        model = register.model
        for column in register.columns:
            assert column.value or cells.field_of(model, column.name) or hasattr(model, column.name), (
                register.slug,
                column.name,
            )
        for name in (*register.filters, *register.search, *register.imports, *register.key):
            assert cells.field_of(model, name) is not None, (register.slug, name)
        for section in (*register.form, *register.detail):
            for name in section.fields:
                known = name in {column.name for column in register.columns}
                assert known or cells.field_of(model, name) or hasattr(model, name), (register.slug, name)
