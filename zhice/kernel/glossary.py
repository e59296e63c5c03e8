"""The trade's terms: what people say (Chinese), what the code says, and what is meant, in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.kernel.yaml_files import read_yaml

FILE = Path(__file__).with_name("glossary.yaml")


class UnknownTerm(ZhiceError):
    """A term that the glossary does not hold."""


@dataclass(frozen=True)
class Term:
    zh: str  # what people say
    code: str  # what the code says: a model, a field, a step
    meaning: Words


@cache
def glossary() -> dict[str, Term]:
    """Every term by its code name, in the order of the file."""
    entries = read_yaml(FILE.read_text(encoding="utf-8"), name=FILE.name)
    return {code: Term(entry["zh"], code, Words(**entry["meaning"])) for code, entry in entries.items()}


def term(name: str) -> Term:
    """The term of this code name or Chinese name; `UnknownTerm` if there is none.

    >>> term("指标").code, term("Pledge").zh
    ('Indicator', '质押融资')
    """
    for entry in glossary().values():
        if name in (entry.code, entry.zh):
            return entry
    raise UnknownTerm(
        Words(
            zh=f"术语表中没有“{name}”，请在 kernel/glossary.yaml 中补充。",
            en=f"The glossary has no '{name}'; add it to kernel/glossary.yaml.",
        )
    )
