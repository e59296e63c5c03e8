"""The documents as HTML: every page is there, and a link from one leads to the other's page and heading."""

import re

from docs import site


def test_every_link_between_documents_leads_to_a_page_of_the_site(tmp_path):
    made = tmp_path / "made"
    assert site.build(made) == len(site.pages()) > 10
    for file in made.rglob("*.html"):
        for target, anchor in re.findall(r'href="([^":#]*\.html)(?:#([^"]*))?"', file.read_text("utf-8")):
            other = (file.parent / target).resolve()
            assert other.is_file(), f"{file.name}: {target}"
            assert not anchor or f'id="{anchor}"' in other.read_text("utf-8"), (
                f"{file.name}: {target}#{anchor}"
            )


def test_markup_in_a_document_is_shown_and_not_run(tmp_path, monkeypatch):
    page = site.ROOT / "x.md"
    monkeypatch.setattr(type(page), "read_text", lambda self, encoding: "# <script>x</script>\n\n<b>y</b>\n")
    shown = site.html(page)
    assert "<script>" not in shown and "<b>" not in shown and "&lt;script&gt;" in shown
