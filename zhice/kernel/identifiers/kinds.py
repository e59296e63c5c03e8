"""The three kinds of patent."""

from __future__ import annotations

from enum import Enum

from zhice.kernel.words import Words


class Kind(Enum):
    """A kind of patent (专利法 art. 2); the value is its name in fact relations."""

    INVENTION = "INVENTION"
    UTILITY_MODEL = "UTILITY_MODEL"
    DESIGN = "DESIGN"

    @property
    def words(self) -> Words:
        return _WORDS[self]


_WORDS = {
    Kind.INVENTION: Words(zh="发明专利", en="Invention"),
    Kind.UTILITY_MODEL: Words(zh="实用新型", en="Utility model"),
    Kind.DESIGN: Words(zh="外观设计", en="Design"),
}
