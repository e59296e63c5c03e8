"""The verbs of classes: match patents against the concordances of strategic industries, decide on a 待核."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.classes import queries
from zhice.registry.classes.matching import Finding, Matcher, Verdict, read_symbols
from zhice.registry.classes.models import Concordance, ConcordanceMatch
from zhice.registry.rights.patents.models import Patent, PatentKind

_CHUNK = 2_000
_LONGEST_EVIDENCE = 300


class DecisionRefused(ZhiceError):
    """A decision on a match that is none, or without a reason."""


def follow(patents: Iterable[int]) -> int:
    """Match these patents anew with every strategic concordance; the number looked at. Part of the caller's act."""
    listed = list(patents)
    concordances = list(Concordance.objects.filter(kind=Concordance.Kind.STRATEGIC)) if listed else []
    for concordance in concordances:
        _match(concordance, Patent.objects.filter(pk__in=listed))
    return len(listed) if concordances else 0


def rematch(concordance: Concordance) -> int:
    """Match every invention with this concordance: it was loaded, amended or taken back. Part of the caller's act."""
    if concordance.kind != Concordance.Kind.STRATEGIC:
        return 0
    return _match(concordance, Patent.objects.all())


def decide(*, match: ConcordanceMatch, decision: str, reason: str, day: date) -> ConcordanceMatch:
    """A person says whether a 待核 belongs to the strategic industries; a later decision replaces it. One act."""
    if match.verdict != ConcordanceMatch.Verdict.CANDIDATE:
        raise DecisionRefused(
            Words(
                zh="只有待核的专利需要判定；命中的以对照表为准。",
                en="Only a candidate is decided; a hit stands by the table.",
            )
        )
    if (
        decision not in (ConcordanceMatch.Decision.CONFIRMED, ConcordanceMatch.Decision.REFUSED)
        or not reason.strip()
    ):
        raise DecisionRefused(
            Words(zh="请选择属于或不属于，并写明理由。", en="Say whether it belongs, and why.")
        )
    with act("registry.high_value.decide", record=f"patent:{match.patent_id}", reason=reason) as entry:
        entry.old = {"decision": match.decision, "reason": match.decision_reason}
        match.decision, match.decision_reason, match.decided_on = decision, reason.strip(), day
        match.full_clean(exclude=["reasons"])
        match.save(update_fields=["decision", "decision_reason", "decided_on"])
        entry.new = {"decision": decision, "concordance": match.concordance_id}
    return match


def _match(concordance: Concordance, patents: Any) -> int:
    matcher = Matcher(queries.rules_of(concordance))
    inventions = patents.filter(kind=PatentKind.INVENTION).exclude(classes="", ipc="")
    looked = 0
    for chunk in _chunks(inventions.values_list("pk", "classes", "ipc", "title", "abstract")):
        found = {
            pk: matcher.match(read_symbols(classes or ipc), title=title, abstract=abstract)
            for pk, classes, ipc, title, abstract in chunk
        }
        _keep(concordance, found)
        looked += len(chunk)
    _forget(concordance, patents)
    return looked


def _keep(concordance: Concordance, found: dict[int, Finding]) -> None:
    """Write what differs; a decision stays with its patent, whatever the rules now say."""
    matched = {pk: finding for pk, finding in found.items() if finding.verdict is not Verdict.NONE}
    mine = ConcordanceMatch.objects.filter(concordance=concordance)
    mine.filter(patent__in=set(found) - set(matched)).delete()
    ConcordanceMatch.objects.bulk_create(
        [
            ConcordanceMatch(
                patent_id=pk,
                concordance=concordance,
                verdict=finding.verdict.value,
                reasons=[asdict(reason) for reason in finding.reasons],
                evidence=_evidence(finding),
            )
            for pk, finding in matched.items()
        ],
        update_conflicts=True,
        unique_fields=["patent", "concordance"],
        update_fields=["verdict", "reasons", "evidence"],
        batch_size=_CHUNK,
    )


def _forget(concordance: Concordance, patents: Any) -> None:
    """A patent that has lost its symbols, or is found to be no invention, has no match."""
    gone = patents.exclude(kind=PatentKind.INVENTION) | patents.filter(classes="", ipc="")
    ConcordanceMatch.objects.filter(concordance=concordance, patent__in=gone.values("pk")).delete()


def _evidence(finding: Finding) -> str:
    """The first reasons in one line, for lists and evidence rows."""
    said = [
        f"{reason.branch} {reason.branch_name}：{reason.symbol} ∈ {reason.pattern}"
        + (f"，关键词“{reason.keyword}”" if reason.keyword else "")
        for reason in finding.reasons
    ]
    return "；".join(said)[:_LONGEST_EVIDENCE]


def _chunks(rows: Any) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in list(rows):
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
