"""The words of which firms' names are made: legal forms, trades, zones; read once from vocabulary.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhice.kernel.yaml_files import read_yaml
from zhice.matching.writing import folded

_FILE = Path(__file__).with_name("vocabulary.yaml")


@dataclass(frozen=True)
class Vocabulary:
    """`forms` gives the class of an ending; `trades` maps a word, its twins folded, to the word meant."""

    forms: dict[str, str]
    longest_form: int
    units: tuple[str, ...]
    filling: tuple[str, ...]
    zones: tuple[str, ...]
    trades: dict[str, str]
    longest_trade: int


@cache
def vocabulary() -> Vocabulary:
    said: dict[str, Any] = read_yaml(_FILE.read_text("utf-8"), name=_FILE.name)
    forms = {ending: kind for kind, endings in said["forms"].items() for ending in endings}
    same = said["same_trades"]
    trades = {folded(word): same.get(word, word) for word in (*said["trades"].split(), *same)}
    return Vocabulary(
        forms=forms,
        longest_form=max(map(len, forms)),
        units=tuple(sorted(said["units"], key=len, reverse=True)),
        filling=tuple(said["filling"]),
        zones=tuple(sorted(said["zones"], key=len, reverse=True)),
        trades=trades,
        longest_trade=max(map(len, trades)),
    )
