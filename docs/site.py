"""The documents as plain HTML in docs/_site: readable without a server or a network. `make docs` builds it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
SITE = DOCS / "_site"
HOME = "README.md"
STYLE = (
    "body{max-width:54rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 system-ui,sans-serif;color:#1c2733}"
    "nav{font-size:.9rem}table{border-collapse:collapse}td,th{border:1px solid #ccd3da;padding:.2rem .6rem;vertical-align:top}"
    "pre{background:#f4f6f8;padding:.8rem;overflow:auto}code{font-family:ui-monospace,monospace}img{max-width:100%}"
)


def pages() -> list[Path]:
    """The documents: those of the folder and those beside it, the README first."""
    ours = [page for page in DOCS.rglob("*.md") if SITE not in page.parents]
    return [*sorted(ROOT.glob("*.md"), key=lambda page: page.name != HOME), *sorted(ours)]


def address(page: Path) -> str:
    """Where a page stands in the site: as it lies under the project's root, the README as the index."""
    place = page.relative_to(ROOT).with_suffix(".html").as_posix()
    return "index.html" if place == "README.html" else place


def html(page: Path) -> str:
    """A page with its headings as anchors and its links to other documents made links to their pages."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(page.read_text("utf-8"))
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(following.content))
    each(tokens, lambda token: follow(token, page))
    up = "../" * address(page).count("/")
    title = next((t.content for t in tokens if t.type == "inline"), page.stem)
    body = parser.renderer.render(tokens, parser.options, {})
    return (
        f'<!doctype html>\n<html lang="{"zh" if "zh-CN" in page.name else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f'<style>{STYLE}</style></head><body><nav><a href="{up}index.html">知策 Zhice</a></nav>\n{body}</body></html>\n'
    )


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")


def each(tokens: list[Token], act: Callable[[Token], None]) -> None:
    for token in tokens:
        act(token)
        each(token.children or [], act)


def follow(token: Token, page: Path) -> None:
    """A link to a document leads to its page; every other link stays."""
    target, _, place = str(token.attrGet("href") or "").partition("#")
    if token.type != "link_open" or not target.endswith(".md"):
        return
    file = (page.parent / target).resolve()
    up = "../" * address(page).count("/")
    token.attrSet("href", up + address(file) + (f"#{place}" if place else ""))


def build(site: Path = SITE) -> int:
    """Write the site anew; returns how many pages it has."""
    shutil.rmtree(site, ignore_errors=True)
    for page in pages():
        file = site / address(page)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html(page), "utf-8")
    if (DOCS / "pictures").is_dir():
        shutil.copytree(DOCS / "pictures", site / "docs" / "pictures")
    return len(pages())


if __name__ == "__main__":
    print(f"docs: {build()} pages: {SITE.relative_to(ROOT) / 'index.html'}")
