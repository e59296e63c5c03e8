"""A document is handed in, each thing found in it is decided by a person, and the confirmed plan is adopted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from zhice.accounts.models import User
from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.goals.actions import write_version
from zhice.plan.goals.folder import IndicatorEntry, TargetEntry
from zhice.plan.goals.models import PlanVersion
from zhice.plan.indicators.models import Indicator
from zhice.plan.readings.confirmed import About, confirmed_folder
from zhice.plan.readings.models import Decision, Proposal, ProposalKind, Reading

KINDS = {
    "targets": ProposalKind.TARGET,
    "commitments": ProposalKind.COMMITMENT,
    "references": ProposalKind.REFERENCE,
    "unclaimed": ProposalKind.UNCLAIMED,
}


class ReadingRefused(ZhiceError):
    """What was asked of the reading cannot be done; the words say what to do first."""


def read_document(*, path: Path, name: str, on: date, by: User) -> Reading:
    """Read a document and keep what was found. The same document read again gives the reading there is."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    known = Reading.objects.filter(digest=digest, version=None).first()
    if known:
        return known
    # compiling the reader's patterns takes a fifth of a second: only for those who read
    from zhice.plan.documents.reader import read_file

    found = read_file(path)
    with act("plan.reading.import", detail={"file": name, "digest": digest}) as entry:
        reading = Reading.objects.create(
            file_name=name[:200],
            digest=digest,
            text=found.text,
            read_on=on,
            read_by=by,
            title=_title(found.text),
        )
        Proposal.objects.bulk_create(_proposals(reading, found.as_dict()))
        entry.record = f"reading:{reading.pk}"
        return reading


def decide(
    *,
    proposal: Proposal,
    decision: Decision,
    by: User,
    reason: str = "",
    target: TargetEntry | None = None,
    unit: str = "",
    indicator: Indicator | None = None,
    new_indicator: IndicatorEntry | None = None,
    kind: ProposalKind | None = None,
) -> Proposal:
    """Accept, correct or dismiss one thing found. A target needs an indicator: a known one, or a new one with its definition."""
    _still_open(proposal.reading)
    kind = kind or ProposalKind(proposal.kind)
    if decision == Decision.DISMISSED and not reason.strip():
        raise ReadingRefused(
            Words(zh="排除须写明理由，例如“基期数据”。", en="Give the reason, for example 'a base value'.")
        )
    if decision in (Decision.ACCEPTED, Decision.CORRECTED) and kind == ProposalKind.TARGET:
        _needs_indicator(indicator, new_indicator)
    with act("plan.reading.confirm", record=f"reading:{proposal.reading_id}", reason=reason) as entry:
        entry.detail["proposal"] = proposal.pk
        entry.old = [proposal.decision, proposal.fields]
        proposal.kind, proposal.decision, proposal.reason, proposal.decided_by = (
            kind,
            decision,
            reason.strip(),
            by,
        )
        proposal.indicator = indicator
        if target is not None:
            proposal.fields = {
                **proposal.fields,
                "target": target.model_dump(mode="json", exclude_defaults=True),
                "unit": unit,
            }
        if new_indicator is not None:
            proposal.fields["new_indicator"] = new_indicator.model_dump(mode="json", exclude_defaults=True)
        proposal.save()
        entry.new = [proposal.decision, proposal.fields]
        return proposal


def decide_rest(
    *, reading: Reading, kind: ProposalKind, decision: Decision, by: User, reason: str = ""
) -> int:
    """One decision for everything of a kind that is still pending; targets are decided one by one."""
    _still_open(reading)
    if kind == ProposalKind.TARGET:
        raise ReadingRefused(Words(zh="目标值须逐条确认。", en="Targets are confirmed one by one."))
    if decision == Decision.DISMISSED and not reason.strip():
        raise ReadingRefused(Words(zh="排除须写明理由。", en="Give the reason."))
    with act("plan.reading.confirm", record=f"reading:{reading.pk}", reason=reason) as entry:
        count = reading.proposals.filter(kind=kind, decision=Decision.PENDING).update(
            decision=decision, reason=reason.strip(), decided_by=by
        )
        entry.detail.update(kind=kind, count=count)
        return count


def pending(reading: Reading) -> dict[str, int]:
    """How much is still undecided, by kind; references need no decision."""
    open_ones = reading.proposals.filter(decision=Decision.PENDING).exclude(kind=ProposalKind.REFERENCE)
    counts: dict[str, int] = {}
    for kind in open_ones.values_list("kind", flat=True):
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def finish(*, reading: Reading, about: About, on: date, note: str = "") -> PlanVersion:
    """Adopt the confirmed plan. Refused while any number is unclaimed or any proposal undecided."""
    _still_open(reading)
    left = pending(reading)
    if left:
        labels = "、".join(f"{ProposalKind(kind).label} {count}" for kind, count in left.items())
        raise ReadingRefused(
            Words(
                zh=f"还有未处理的内容：{labels}。每个数字都要归为目标、引用或排除后才能完成。",
                en=f"Still undecided: {left}. Every number must become a target, a reference or be dismissed first.",
            )
        )
    folder = confirmed_folder(reading, about)
    with act(
        "plan.plan.adopt", record=f"reading:{reading.pk}", reason=note, detail={"plan": about.code}
    ) as entry:
        version = write_version(
            folder=folder,
            on=on,
            note=note,
            text=reading.text,
            source_name=reading.file_name,
            source_digest=reading.digest,
        )
        reading.version = version
        reading.save(update_fields=["version"])
        entry.new = folder.model_dump(mode="json")
        return version


def _still_open(reading: Reading) -> None:
    if reading.version_id:
        raise ReadingRefused(
            Words(
                zh=f"该文件已确认为 {reading.version}，不能再改；请重新读取文件以形成新版本。",
                en=f"The document was confirmed as {reading.version}; read it again to make a new version.",
            )
        )


def _needs_indicator(indicator: Indicator | None, new_indicator: IndicatorEntry | None) -> None:
    if (indicator is None) == (new_indicator is None):
        raise ReadingRefused(
            Words(
                zh="请选择一个已有指标，或定义一个新指标。",
                en="Choose a known indicator, or define a new one.",
            )
        )


def _proposals(reading: Reading, found: dict[str, list[dict[str, Any]]]) -> Iterable[Proposal]:
    for key, kind in KINDS.items():
        for item in found[key]:
            fields = {name: value for name, value in item.items() if name not in ("text", "start", "end")}
            yield Proposal(
                reading=reading,
                kind=kind,
                start=item["start"],
                end=item["end"],
                words=item["text"],
                fields=fields,
                decision=Decision.ACCEPTED if kind == ProposalKind.REFERENCE else Decision.PENDING,
            )


def _title(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [
        line for line in lines[:20] if any(word in line for word in ("规划", "方案", "纲要", "计划", "意见"))
    ]
    return (named or lines or [""])[0][:200]


def add_target(*, reading: Reading, start: int, end: int, by: User) -> Proposal:
    """A stretch of the text that the reader did not take for a target becomes one, to be confirmed."""
    _still_open(reading)
    with act("plan.reading.confirm", record=f"reading:{reading.pk}", detail={"start": start, "end": end}):
        return Proposal.objects.create(
            reading=reading,
            kind=ProposalKind.TARGET,
            start=start,
            end=end,
            words=reading.text[start:end],
            fields={"rule": "by hand"},
            decided_by=by,
        )
