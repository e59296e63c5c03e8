"""Writing publications of other offices, set-based: what is new is stored, what says otherwise waits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from zhice.intake.sinks import DUPLICATE, NEW, Outcome, Verdict
from zhice.registry.rights.families import folding
from zhice.registry.rights.families.models import ForeignPublication
from zhice.registry.rights.families.rows import COLUMNS, ForeignPublicationRow

_AT_ONCE = 2000


def judge(rows: Sequence[ForeignPublicationRow]) -> list[Verdict]:
    """One verdict per row, in order: new, said before, or other than what the same source said before."""
    numbers = [row.publication_number for row in rows]
    known = {
        (record.publication_number, record.source): record
        for record in ForeignPublication.objects.filter(publication_number__in=numbers)
    }
    return [_verdict(row, known.get((row.publication_number, row.source))) for row in rows]


def store(rows: Sequence[ForeignPublicationRow], *, batch: int | None) -> list[Verdict]:
    """Write the new ones and fold the families they touch; in the caller's transaction."""
    verdicts = judge(rows)
    fresh = [row for row, verdict in zip(rows, verdicts, strict=True) if verdict.outcome is Outcome.NEW]
    made = [ForeignPublication(batch_id=batch, digest=_digest(row), **_said(row)) for row in fresh]
    ForeignPublication.objects.bulk_create(made, batch_size=_AT_ONCE)
    folding.fold(foreign=[record.pk for record in made])
    return verdicts


def withdraw(batch: int) -> int:
    """Remove what `batch` stored and fold anew what it held together; the number of publications."""
    gone = ForeignPublication.objects.filter(batch=batch)
    touched = set(gone.exclude(family="").values_list("family", flat=True))
    removed = gone._raw_delete("default")
    folding.fold(families=touched)
    return removed


def _verdict(row: ForeignPublicationRow, known: ForeignPublication | None) -> Verdict:
    if known is None:
        return NEW
    if known.digest == _digest(row):
        return DUPLICATE
    said = _said(row)
    differing = {name: (_text(getattr(known, name)), _text(value)) for name, value in said.items()}
    return Verdict(Outcome.CONFLICT, {name: pair for name, pair in differing.items() if pair[0] != pair[1]})


def _said(row: ForeignPublicationRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS}


def _digest(row: ForeignPublicationRow) -> str:
    said = json.dumps(
        {name: _text(value) for name, value in _said(row).items()}, ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _text(value: Any) -> str:
    return "" if value is None else str(value)
