"""Closing a period: one proposes, another closes; and correcting a closed figure, in the open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from zhice.accounts.models import User
from zhice.journal.acts import act
from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.corpora.queries import told
from zhice.plan.figures.models import Closing, MeasuredRow, Measurement
from zhice.plan.figures.reckoning import Reckoned, opened, reckon
from zhice.plan.goals.models import PlanVersion
from zhice.plan.indicators.models import Indicator
from zhice.rules.book import rules


class ClosingRefused(ZhiceError):
    """The step is not open to this person, or at this time."""


def propose_closing(*, version: PlanVersion, period: Period, as_of: date, on: date, by: User) -> Closing:
    """提请锁定: ask that a period's figures be frozen. Somebody else closes it."""
    if as_of < period.end or on < as_of:
        raise ClosingRefused(
            Words(
                zh=f"期间 {period} 在 {period.end} 之后才能提请锁定，且数据截至日不能晚于今天。",
                en=f"{period.words.en} may be proposed after {period.end} only, with data up to a day not after today.",
            )
        )
    if Closing.objects.filter(version=version, starts_on=period.start, ends_on=period.end).exists():
        raise ClosingRefused(
            Words(
                zh=f"{period} 已提请锁定或已锁定；更正请在该期间的指标页提出。",
                en=f"{period.words.en} is proposed or closed already; correct it on the figure's page.",
            )
        )
    with act("plan.period.propose", detail={"plan": version.plan.code, "period": str(period)}) as entry:
        closing = Closing.objects.create(
            version=version,
            region_code=version.plan.region_code,
            starts_on=period.start,
            ends_on=period.end,
            as_of=as_of,
            proposed_by=by,
            proposed_on=on,
        )
        entry.record = f"period:{closing.pk}"
        return closing


def close(*, closing: Closing, on: date, by: User) -> Closing:
    """核准锁定: freeze every figure of the period with its day, versions, evidence and digest."""
    with act("plan.period.close", record=f"period:{closing.pk}") as entry:
        closing = Closing.objects.select_for_update().get(pk=closing.pk)
        _may_close(closing, by)
        closing.closed_by, closing.closed_on = by, on
        closing.save(update_fields=["closed_by", "closed_on"])
        frozen = [
            _freeze(closing, _reckon(closing, placement.indicator, closing.as_of), on=on, by=by, version=1)
            for placement in closing.version.placements.select_related("indicator")
        ]
        entry.new = {m.indicator.code: [str(m.value), m.evidence_digest] for m in frozen}
        return closing


def correct(*, measurement: Measurement, as_of: date, on: date, by: User, reason: str) -> Measurement:
    """更正: a new version of a closed figure from the records as they are now; says which rows moved, and why.

    Refused without a reason, or where nothing moved.
    """
    if not reason.strip():
        raise ClosingRefused(Words(zh="请写明更正原因。", en="Give the reason of the correction."))
    with act("plan.figure.correct", record=f"figure:{measurement.pk}", reason=reason) as entry:
        closing = Closing.objects.select_for_update().get(pk=measurement.closing_id)
        last = closing.measurements.filter(indicator=measurement.indicator).order_by("-version").first()
        reckoned = _reckon(closing, last.indicator, as_of)
        rows = _rows(reckoned)
        moved = _moved(last, rows)
        if not any(moved.values()) and reckoned.figure.value == last.value:
            raise ClosingRefused(
                Words(
                    zh="与锁定时相比没有任何记录变动，无需更正。",
                    en="No record moved since the closing; nothing to correct.",
                )
            )
        entry.old, entry.new = str(last.value), str(reckoned.figure.value)
        return _freeze(
            closing,
            reckoned,
            on=on,
            by=by,
            version=last.version + 1,
            reason=reason,
            moved=moved,
            rows=rows,
            as_of=as_of,
        )


def drift(measurement: Measurement, *, on: date) -> dict[str, list[str]]:
    """Which records have moved under a closed figure: added, removed, changed. All empty: it still stands."""
    reckoned = _reckon(measurement.closing, measurement.indicator, on)
    return _moved(measurement, _rows(reckoned))


def _may_close(closing: Closing, by: User) -> None:
    if closing.closed_on is not None:
        raise ClosingRefused(
            Words(
                zh=f"该期间已于 {closing.closed_on} 锁定。",
                en=f"The period was closed on {closing.closed_on}.",
            )
        )
    if closing.proposed_by_id == by.pk:
        raise ClosingRefused(
            Words(
                zh="提请人不能核准自己提请的期间，请由另一人核准。",
                en="Who proposed a period cannot close it; somebody else must.",
            )
        )


def _reckon(closing: Closing, indicator: Indicator, as_of: date) -> Reckoned:
    return reckon(
        indicator=indicator,
        region_code=closing.region_code,
        on=as_of,
        period=Period(closing.starts_on, closing.ends_on),
        since=closing.version.plan.starts_on,
        definition=indicator.definition(on=closing.ends_on),
    )


Rows = dict[tuple[str, str], tuple[Decimal, str]]


def _rows(reckoned: Reckoned) -> Rows:
    """(term, record) → (amount, label)."""
    with opened(reckoned) as evidence:
        return {
            (row["term"], row["record"]): (Decimal(row.get("amount") or 1), _label(row))
            for row in evidence.rows()
        }


def _label(row: dict[str, Any]) -> str:
    parts = (row.get(name) for name in ("application_number", "document_number", "title", "source"))
    return " ".join(str(part) for part in parts if part)[:300]


def _moved(last: Measurement, now: Rows) -> dict[str, list[str]]:
    before = {(row.term, row.record): row.amount for row in last.rows.all()}
    return {
        "added": sorted(f"{term} {record}" for term, record in now.keys() - before.keys()),
        "removed": sorted(f"{term} {record}" for term, record in before.keys() - now.keys()),
        "changed": sorted(
            f"{term} {record}"
            for (term, record) in now.keys() & before.keys()
            if now[term, record][0] != before[term, record]
        ),
    }


def _freeze(
    closing: Closing,
    reckoned: Reckoned,
    *,
    on: date,
    by: User,
    version: int,
    reason: str = "",
    moved: dict[str, list[str]] | None = None,
    rows: Rows | None = None,
    as_of: date | None = None,
) -> Measurement:
    figure = reckoned.figure
    with opened(reckoned) as evidence:
        digest = evidence.digest()
    measurement = Measurement.objects.create(
        closing=closing,
        indicator=reckoned.indicator,
        definition=reckoned.definition,
        version=version,
        value=figure.value,
        unit=figure.unit,
        terms=[_term(term) for term in figure.terms],
        why_not={"zh": figure.why_not.zh, "en": figure.why_not.en} if figure.why_not else None,
        evidence_count=figure.evidence_count,
        evidence_digest=digest,
        rules_version=rules.version(),
        as_of=as_of or closing.as_of,
        corpus=told(reckoned.corpus) if reckoned.corpus else None,
        frozen_on=on,
        frozen_by=by,
        reason=reason,
        moved=moved or {},
    )
    MeasuredRow.objects.bulk_create(
        MeasuredRow(measurement=measurement, term=term, record=record, amount=amount, label=label)
        for (term, record), (amount, label) in (rows if rows is not None else _rows(reckoned)).items()
    )
    return measurement


def _term(term: Any) -> dict[str, Any]:
    return {
        "key": term.key,
        "name": {"zh": term.name.zh, "en": term.name.en},
        "value": str(term.value),
        "unit": term.unit,
        "year": term.year,
        "source": term.source,
        "status": term.status,
        "evidence_count": term.evidence_count,
    }
