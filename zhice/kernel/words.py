"""Text for people, in Chinese and English, where Django's gettext may not be imported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Words:
    """One short text in two languages; Chinese is what people see, so `str()` gives it.

    >>> Words(zh="专利 {n} 件", en="{n} patents").fill(n=3).in_("en")
    '3 patents'
    """

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def in_(self, language: str) -> str:
        """The text in `language` ("zh", "en", "en-gb", …); Chinese for a language we do not speak."""
        return self.en if language.lower().startswith("en") else self.zh

    def fill(self, **values: Any) -> Words:
        """The same words with `{name}` places filled; a value that is `Words` is filled by language."""
        return Words(
            zh=self.zh.format(**{name: _in(value, "zh") for name, value in values.items()}),
            en=self.en.format(**{name: _in(value, "en") for name, value in values.items()}),
        )


def shown(text: str, *, limit: int = 40) -> str:
    """A foreign text as an error repeats it: its beginning, invisible characters spelt out.

    >>> shown("济源\\u202e" + 50 * "长")[:12]
    '济源\\\\u202e长长长长'
    """
    visible = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text[:limit])
    return visible + "…" if len(text) > limit else visible


def _in(value: Any, language: str) -> Any:
    return value.in_(language) if isinstance(value, Words) else value
