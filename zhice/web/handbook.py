"""The handbook: Markdown files of `docs/handbook/` shown as help pages, in the language of the reader where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from zhice.web import doors, wording
from zhice.web.register import site

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "handbook"
HERE = Path(__file__).resolve().parent / "handbook"
HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    name: str
    title: str
    html: SafeString


def pages() -> list[Page]:
    """All pages, by file name; `10-overview.md` is called `overview`."""
    found = {_name(file): file for folder in (HERE, FOLDER) for file in sorted(folder.glob("*.md"))}
    names = dict.fromkeys(name.removesuffix(".en") for name in found)
    return [shown for name in names if (shown := page(name))]


def page(name: str) -> Page | None:
    """One page: `<name>.en.md` for a reader of English where it exists, else the Chinese one."""
    wanted = [f"{name}.en", name] if wording.is_english() else [name]
    for wish in wanted:
        for folder in (FOLDER, HERE):
            for file in folder.glob("*.md"):
                if _name(file) == wish:
                    return _read(file, name, file.stat().st_mtime_ns)
    return None


def register_pages(user: Any) -> list[dict[str, Any]]:
    """What the declarations say about themselves: title, help, columns, for the registers this person may read."""
    return [
        {"title": register.title, "help": register.help, "url": register.address()}
        for register in site
        if doors.may(user, register.record, register.verb("read"))
    ]


@lru_cache(maxsize=128)
def _read(file: Path, name: str, changed: int) -> Page:
    text = file.read_text(encoding="utf-8")
    heading = HEADING.search(text)
    # raw HTML stays text: a handbook page may not carry scripts into our pages
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return Page(name=name, title=heading.group(1).strip() if heading else name, html=mark_safe(html))


def _name(file: Path) -> str:
    return re.sub(r"^\d+-", "", file.stem)
