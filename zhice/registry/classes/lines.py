"""What one row of an imported table of classes says. Pure Python, frozen: two rows are equal when they say the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from zhice.kernel.identifiers.classifications import IpcLevel

INDUSTRY_LEVELS = {1: "section", 3: "division", 4: "group", 5: "class"}


@dataclass(frozen=True, slots=True)
class IndustryLine:
    code: str
    title: str
    edition: str

    @property
    def level(self) -> str:
        return INDUSTRY_LEVELS[len(self.code)]

    @property
    def parent(self) -> str:
        return {1: "", 3: self.code[:1], 4: self.code[:3], 5: self.code[:4]}[len(self.code)]


@dataclass(frozen=True, slots=True)
class TitleLine:
    symbol: str
    title: str
    level: IpcLevel
    edition: str


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    name: str
    kind: str
    edition: str
    day: date
    source: str
    branch: str
    branch_name: str
    patterns: str
    without: str
    keywords: str

    @property
    def digest(self) -> str:
        said = (self.branch, self.branch_name, self.patterns, self.without, self.keywords)
        return hashlib.sha256("\x1f".join(said).encode()).hexdigest()
