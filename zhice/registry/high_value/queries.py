"""Questions over high value: the inventions in force with their classes, one patent's classes with evidence, open candidates.

They ask the expression of `classes`, as the measures do, with the rights of whoever looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language

from zhice.measuring.facts import relation
from zhice.measuring.source import PostgresSource
from zhice.registry.classes.models import Concordance, ConcordanceMatch
from zhice.registry.high_value import classes
from zhice.registry.rights.patents.models import Patent
from zhice.rules.book import rules

_RULES = {"years": "creation.high_value.years_in_force", "pledge": "creation.high_value.pledge_amount"}


def held_on(day: date) -> dict[int, tuple[str, ...]]:
    """Patent → its classes on the day, in their order, for every invention of high value in force."""
    known = classes.begins(day)
    spells = relation("patent_spells").table
    in_force = spells.filter(
        spells.kind == "INVENTION",
        spells.start_date <= day,
        spells.end_date.isnull() | (spells.end_date > day),
    )
    rows = (
        in_force.join(known, "record").filter(known.begins <= day).select("record", "high_class").distinct()
    )
    found: dict[int, set[str]] = defaultdict(set)
    for row in PostgresSource(connection.cursor).rows(rows):
        found[int(row["record"].partition(":")[2])].add(row["high_class"])
    order = tuple(classes.NAMES)
    return {pk: tuple(sorted(names, key=order.index)) for pk, names in found.items()}


def open_candidates(user: Any) -> QuerySet[ConcordanceMatch]:
    """待核 of the concordance in use that nobody has decided, the newest patents first."""
    concordance = in_use()
    found = ConcordanceMatch.objects.visible_to(user).filter(
        concordance=concordance, verdict=ConcordanceMatch.Verdict.CANDIDATE, decision=""
    )
    rows: QuerySet[ConcordanceMatch] = found.select_related("patent", "patent__holder_region").order_by(
        "-patent__granted_date", "pk"
    )
    return rows


def in_use() -> Concordance | None:
    """The strategic concordance that counts today."""
    return Concordance.objects.filter(kind=Concordance.Kind.STRATEGIC).order_by("-day", "-pk").first()


def classes_of(patent: Patent, day: date) -> dict[str, Any]:
    """One patent's classes, each with whether it holds, since when, and on what; and its 待核."""
    source = PostgresSource(connection.cursor)
    known = classes.begins(day)
    mine = known.filter(known.record == f"patent:{patent.pk}")
    held = {row["high_class"]: row["begins"] for row in source.rows(mine) if row["begins"] <= day}
    matches = list(patent.matches.select_related("concordance"))
    lines = [
        {
            "code": code,
            "name": name.in_(get_language() or "zh-hans"),
            "holds": code in held,
            "since": held.get(code) if held.get(code) != classes.ALWAYS else None,
            "evidence": list(_evidence(code, patent, matches, day)) if code in held else [],
            "rule": rules.at(_RULES[code], day) if code in _RULES else None,
        }
        for code, name in classes.NAMES.items()
    ]
    in_force = bool(patent.granted_date and patent.granted_date <= day and not patent.lapsed_date)
    pending = [match for match in matches if match.verdict == ConcordanceMatch.Verdict.CANDIDATE]
    return {"lines": lines, "in_force": in_force, "pending": pending, "invention": patent.kind == "INVENTION"}


def _evidence(code: str, patent: Patent, matches: list[ConcordanceMatch], day: date) -> Iterable[str]:
    if code == "strategic":
        for match in matches:
            if (
                match.verdict == ConcordanceMatch.Verdict.HIT
                or match.decision == ConcordanceMatch.Decision.CONFIRMED
            ):
                yield f"{match.concordance}：{match.evidence}" + (
                    f"；{match.decision_reason}" if match.decision else ""
                )
    elif code == "years":
        yield f"{patent.filed_date}"
    else:
        for ground in patent.grounds.filter(ground=code, day__lte=day):
            amount = f"，{ground.amount:,.0f} 元" if ground.amount else ""
            yield f"{ground.document}（{ground.day}）{ground.country}{amount}"
        if code == "pledge":
            for event in patent.events.filter(kind="pledge", day__lte=day):
                yield f"{event.detail}（{event.day}）"
