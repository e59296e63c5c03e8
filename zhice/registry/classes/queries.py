"""Questions over classes: what a symbol means, which industries it leads to and back, what a concordance's rules are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from zhice.kernel.identifiers.classifications import IpcSymbol
from zhice.registry.classes.grammar import Rule, read_keywords, read_patterns
from zhice.registry.classes.matching import Matcher, read_symbols
from zhice.registry.classes.models import Concordance, ConcordanceRow, IndustryClass, IpcTitle


def titles_of(symbols: Iterable[IpcSymbol]) -> dict[str, str]:
    """Symbol → title of its newest edition, for these symbols and all above them; what has no title is not there."""
    wanted = {each.canonical for symbol in symbols for each in (*symbol.above, symbol)}
    rows = IpcTitle.objects.filter(symbol__in=wanted).order_by("edition").values_list("symbol", "title")
    return dict(rows)


def explained(classes: str) -> list[dict[str, object]]:
    """Each symbol of a patent with its title and the titles above it, the main one first."""
    symbols = read_symbols(classes)
    titles = titles_of(symbols)
    return [
        {
            "symbol": symbol.canonical,
            "title": titles.get(symbol.canonical, ""),
            "above": [
                (each.canonical, titles[each.canonical]) for each in symbol.above if each.canonical in titles
            ],
        }
        for symbol in symbols
    ]


def rules_of(concordance: Concordance) -> list[Rule]:
    """The rows as rules; they were read when they came in, so each can be read."""
    return [as_rule(row) for row in concordance.rows.all()]


def as_rule(row: ConcordanceRow) -> Rule:
    return Rule(
        number=row.pk,
        branch=row.branch,
        branch_name=row.branch_name,
        patterns=read_patterns(row.patterns, row.without),
        keywords=read_keywords(row.keywords),
    )


def newest(kind: str) -> Concordance | None:
    """The edition in use: the latest of its kind."""
    return Concordance.objects.filter(kind=kind).order_by("-day", "-pk").first()


def industries_of(symbols: Sequence[IpcSymbol]) -> list[tuple[str, str]]:
    """The industries to which the concordance in use leads from these symbols: (code, name), each once."""
    concordance = newest(Concordance.Kind.INDUSTRY)
    if concordance is None or not symbols:
        return []
    heads = {symbol.section for symbol in symbols}
    near = concordance.rows.filter(Q(patterns__iregex=f"[{''.join(sorted(heads))}]"))
    found = Matcher(as_rule(row) for row in near).match(symbols)
    return list(dict.fromkeys((reason.branch, reason.branch_name) for reason in found.reasons))


def patterns_of(code: str) -> list[tuple[str, str, str]]:
    """The other way: (industry, name, patterns) of an industry and of all industries below it."""
    concordance = newest(Concordance.Kind.INDUSTRY)
    if concordance is None:
        return []
    rows = concordance.rows.filter(branch__startswith=code)
    return [(row.branch, row.branch_name, row.patterns) for row in rows]


def below(industry: IndustryClass) -> Q:
    """Parties or rows of this industry and of those below it, by the code."""
    return Q(industry__code__startswith=industry.code)
