"""Whether a patent belongs to a concordance's field, and why. Pure Python.

命中 (hit): a symbol of the patent matches a pattern of a rule that has no keywords, or that has one of them in title or
abstract. 待核 (candidate): the symbol matches, the rule wants a keyword, and none is found: a person looks.
An exclusion belongs to its pattern and is asked of each symbol by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from zhice.kernel.identifiers.classifications import BadIpcSymbol, IpcSymbol
from zhice.kernel.text import clean
from zhice.registry.classes.grammar import Pattern, Rule

_SUBCLASS = 4


class Verdict(Enum):
    HIT = "hit"
    CANDIDATE = "candidate"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule, the patent's symbol, the pattern it matches, and the keyword found ("" where none is wanted or found)."""

    rule: int
    branch: str
    branch_name: str
    symbol: str
    pattern: str
    keyword: str = ""
    hit: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


_NOTHING = Finding(Verdict.NONE)


class Matcher:
    """The rules of one concordance, by the subclass they speak of: a patent meets only the few that may concern it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._of: dict[str, list[tuple[Rule, Pattern]]] = {}
        self._wide: list[tuple[Rule, Pattern]] = []
        for rule in rules:
            for pattern in rule.patterns:
                head = pattern.symbol.padded[:_SUBCLASS]
                wide = len(head) < _SUBCLASS
                (self._wide if wide else self._of.setdefault(head, [])).append((rule, pattern))

    def match(self, symbols: Sequence[IpcSymbol], *, title: str = "", abstract: str = "") -> Finding:
        """The verdict with its reasons: hits where there is one, else what would need a keyword; one for each rule."""
        matched: dict[int, tuple[Rule, IpcSymbol, Pattern]] = {}
        for symbol in symbols:
            for rule, pattern in (*self._of.get(symbol.padded[:_SUBCLASS], ()), *self._wide):
                if rule.number not in matched and pattern.matches(symbol):
                    matched[rule.number] = (rule, symbol, pattern)
        if not matched:
            return _NOTHING
        text = clean(f"{title}\n{abstract}")[0].casefold()
        reasons = [_reason(*found, text) for _, found in sorted(matched.items())]
        hits = tuple(reason for reason in reasons if reason.hit)
        return Finding(Verdict.HIT, hits) if hits else Finding(Verdict.CANDIDATE, tuple(reasons))


def match(symbols: Sequence[IpcSymbol], title: str, abstract: str, rules: Iterable[Rule]) -> Finding:
    """One patent against rules; for many patents make a `Matcher` once."""
    return Matcher(rules).match(symbols, title=title, abstract=abstract)


def read_symbols(text: str) -> tuple[IpcSymbol, ...]:
    """The symbols of a patent's text (`A01B7/00；A01B9/00`); what is no symbol, such as a design's class, is left out."""
    found = []
    for part in text.replace(";", "；").split("；"):
        try:
            found.append(IpcSymbol.read(part))
        except BadIpcSymbol:
            continue
    return tuple(dict.fromkeys(found))


def _reason(rule: Rule, symbol: IpcSymbol, pattern: Pattern, text: str) -> Reason:
    said = next((words for words in rule.keywords if all(word in text for word in words)), ())
    return Reason(
        rule=rule.number,
        branch=rule.branch,
        branch_name=rule.branch_name,
        symbol=symbol.canonical,
        pattern=pattern.written,
        keyword="、".join(said),
        hit=not rule.keywords or bool(said),
    )
