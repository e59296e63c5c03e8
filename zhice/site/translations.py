"""Compiles the English texts: every `translations.en.yaml` of a package becomes part of one catalogue that
Django reads.

    python -m zhice.site.translations
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.mo"
PLACE = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")


class BadTranslation(ZhiceError):
    """A fragment that cannot be compiled; names the file and the text."""


def fragments(package: Path = PACKAGE) -> list[Path]:
    return sorted(package.glob("**/translations.en.yaml"))


def collect(files: list[Path]) -> dict[str, str]:
    """Chinese text → English text of all fragments. Two fragments may repeat a text, not contradict each
    other.
    """
    english: dict[str, str] = {}
    for file in files:
        for chinese, text in (yaml.safe_load(file.read_text("utf-8")) or {}).items():
            _check(file, chinese, text, english)
            english[chinese] = text
    return english


def _check(file: Path, chinese: object, text: object, known: dict[str, str]) -> None:
    if not (isinstance(chinese, str) and isinstance(text, str) and text.strip()):
        raise _bad(file, chinese, Words(zh="应为“中文: English”", en="write 中文: English"))
    if sorted(PLACE.findall(chinese)) != sorted(PLACE.findall(text)):
        raise _bad(file, chinese, Words(zh="占位符不一致", en="its places differ"))
    if known.get(chinese, text) != text:
        raise _bad(
            file, chinese, Words(zh="与另一译文“{t}”矛盾", en="contradicts “{t}”").fill(t=known[chinese])
        )


def _bad(file: Path, chinese: object, why: Words) -> BadTranslation:
    return BadTranslation(
        Words(
            zh="{file} 的译文“{text}”有误：{why}。", en="{file}: the translation of “{text}” is wrong: {why}."
        ).fill(file=file, text=chinese, why=why)
    )


def compile_all(*, package: Path = PACKAGE, into: Path = CATALOGUE) -> int:
    """Write the catalogue; returns how many texts it holds. Written aside and moved, so a reader never
    sees half of it.
    """
    english = collect(fragments(package))
    catalogue = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for chinese, text in english.items():
        catalogue.add(chinese, text)
    written = BytesIO()
    write_mo(written, catalogue)
    into.parent.mkdir(parents=True, exist_ok=True)
    draft = into.with_suffix(".draft")
    draft.write_bytes(written.getvalue())
    draft.replace(into)
    return len(english)


if __name__ == "__main__":
    compile_all()
