"""From an uploaded file to a batch, and back: the four calls that a page, a command or an API route makes.

    staged = stage(file=…, name="公报.csv", format="cnipa-gazette")   # Refused or Ask: show the words
    shown  = preview(staged=staged, day=today)                          # nothing written
    batch  = confirm(staged=staged, day=today, sha256=shown.sha256)   # one transaction, one event
    rollback(batch=batch, reason="来源有误")

Who acts is known to the journal (`journal.acting`), not passed. A refusal is an event too; a page must catch
`Refused` inside its request, or the request's rollback takes that event with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from zhice.intake import staging, understanding
from zhice.intake.format import FORMATS, Accepted, Problem, Rejected, comparable
from zhice.intake.limits import DEFAULT, Limits
from zhice.intake.models import Batch, Rejection
from zhice.intake.parent import Progress, silent
from zhice.intake.readers import Reading
from zhice.intake.refusals import Ask, Refused
from zhice.intake.sinks import SINKS, Outcome, Sink, Verdict
from zhice.intake.staging import Staged
from zhice.intake.understanding import Judged, Preview, Row, Understood
from zhice.journal import acting
from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

_REMEMBERED = 20
"""Batches looked back upon for a column mapping."""
_CONTESTED = Problem(
    "",
    "contested",
    Words(
        zh="此前导入的文件对这一记录说法不一，尚未核实。请在退回的工作簿中保留正确的一行并重新导入。",
        en="Files taken in before disagree about this record. Keep the right row in the workbook of "
        "rejects and"
        " send it again.",
    ),
)
_CONTESTS = frozenset({"contradiction", "differs_from_record", "contested"})


def root() -> Path:
    """Where staged files and kept originals lie: `files/intake` in the home folder."""
    return Path(settings.ZHICE_HOME) / "files" / "intake"


def stage(
    *,
    file: Path,
    name: str,
    format: str,
    mapping: dict[str, str] | None = None,
    reading: Reading | None = None,
    limits: Limits = DEFAULT,
    progress: Progress = silent,
) -> Staged:
    """Keep and parse a file. Raises `Refused` (with one event) or `Ask` (no event: the user has only been
    asked).

    Without a `mapping`, one that an earlier batch of this format used is taken where it fits.
    """
    declared = FORMATS[format]
    attempt = partial(
        staging.stage,
        file,
        name=name,
        format=declared,
        root=root(),
        reading=reading,
        limits=limits,
        progress=progress,
    )
    try:
        return _staged(attempt, format, mapping)
    except Ask:
        raise
    except Refused as refusal:
        _refused(refusal, file=file, name=name, format=format)
        raise


def _staged(attempt: Any, format: str, mapping: dict[str, str] | None) -> Staged:
    try:
        staged: Staged = attempt(mapping=mapping)
    except Ask as question:
        if question.setting != "mapping" or mapping:
            raise
        remembered = remembered_mapping(format, question.choices)
        if not remembered:
            raise
        staged = attempt(mapping=remembered)
    return staged


def load(*, token: str) -> Staged:
    """A file staged by an earlier request. Raises `Refused` where it is gone."""
    return staging.load(token, root=root())


def preview(*, staged: Staged, day: date, progress: Progress = silent) -> Preview:
    """The dry run on `day`, against the database as it is; nothing is written."""
    return understanding.preview(staged, sink=SINKS[staged.format.name], latest=day, progress=progress)


def remembered_mapping(format: str, headings: Iterable[str]) -> dict[str, str]:
    """Heading → column name, as the latest batches of this format had it, for these headings only."""
    asked = {comparable(heading): heading for heading in headings}
    found: dict[str, str] = {}
    recent = Batch.objects.filter(format=format).exclude(mapping={}).order_by("-id")[:_REMEMBERED]
    for mapping in recent.values_list("mapping", flat=True):
        for heading, column in mapping.items():
            if comparable(heading) in asked:
                found.setdefault(asked[comparable(heading)], column)
    return found


def confirm(*, staged: Staged, day: date, sha256: str | None = None, progress: Progress = silent) -> Batch:
    """Write a staged file in one transaction with one event, and give its batch.

    `sha256` is the one the user saw in the preview. The same staged file confirmed twice gives the same
    batch.
    Raises `Refused` if the file is not the one previewed; then nothing is written.
    """
    known = Batch.objects.filter(token=staged.token).first()
    if known is not None:
        return known
    staging.unchanged(staged, seen=sha256)
    understood = understanding.understand(staged, latest=day, progress=progress)
    sink = SINKS[staged.format.name]
    with act("intake.batch.store", detail=_told(staged)) as event:
        _one_at_a_time(staged.format.name)
        batch = _opened(staged, understood, day)
        counts, said = _write(batch, staged, understood, sink, day=day, progress=progress)
        batch.stored, batch.duplicate, batch.quarantined = (
            counts["new"],
            counts["duplicate"],
            counts["quarantined"],
        )
        batch.flags = dict(sorted((understood.flags + said).items()))
        batch.save(update_fields=["stored", "duplicate", "quarantined", "flags"])
        event.record = f"batch:{batch.pk}"
        event.detail |= {name: counts[name] for name in ("new", "duplicate", "quarantined")}
    transaction.on_commit(partial(staging.keep_original, staged.folder, root()))
    return batch


def original_of(batch: Batch) -> Path:
    """The file as it came. Killed between commit and tidying, it still lies where it was staged."""
    kept = root() / "originals" / batch.sha256[:2] / batch.sha256
    return kept if kept.exists() else root() / "staged" / batch.token / "original"


def rollback(*, batch: Batch, reason: str) -> int:
    """Take back what a batch stored, and give the number of records. Raises `BatchInUse`, or for a
    missing reason.
    """
    if not reason.strip():
        raise ZhiceError(Words(zh="撤回批次必须写明原因。", en="Say why the batch is taken back."))
    with act("intake.batch.rollback", record=f"batch:{batch.pk}", reason=reason) as event:
        _one_at_a_time(batch.format)
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.state == Batch.State.ROLLED_BACK:
            raise ZhiceError(Words(zh="这个批次已经撤回。", en="This batch has been taken back already."))
        removed = SINKS[batch.format].remove(batch=batch.pk)
        Rejection.objects.filter(settled_by=batch).update(settled_by=None)
        batch.state = Batch.State.ROLLED_BACK
        batch.rolled_back_by, batch.rolled_back_reason = acting.current().actor, reason.strip()
        batch.rolled_back_at = timezone.now()
        batch.save()
        event.detail["removed"] = removed
    return removed


def _refused(refusal: Refused, *, file: Path, name: str, format: str) -> None:
    detail = {"file": staging.readable_name(name), "format": format, "code": refusal.code}
    with act("intake.file.refuse", reason=refusal.reason.zh, detail=detail) as event:
        event.detail["sha256"] = staging.digest(file)


def _told(staged: Staged) -> dict[str, Any]:
    return {
        "file": staged.name,
        "sha256": staged.sha256,
        "format": staged.format.name,
        "rows": staged.count,
    }


def _one_at_a_time(format: str) -> None:
    """Two imports of one format take turns, so that neither judges rows by records the other is writing."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('zhice.intake'), hashtext(%s))", [format])


def _opened(staged: Staged, understood: Understood, day: date) -> Batch:
    """The batch, all rows counted as quarantined until they have been written."""
    return Batch.objects.create(
        token=staged.token,
        file_name=staged.name,
        sha256=staged.sha256,
        size=staged.size,
        format=staged.format.name,
        mapping=staged.mapping,
        rows=staged.count,
        stored=0,
        duplicate=0,
        quarantined=staged.count,
        flags=dict(sorted(understood.flags.items())),
        actor=acting.current().actor,
        day=day,
    )


def _write(
    batch: Batch, staged: Staged, understood: Understood, sink: Sink, *, day: date, progress: Progress
) -> tuple[Counter[str], Counter[str]]:
    """How many rows became what, and how often the sink had something to say of one."""
    counts: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for distinct, others in understanding.in_chunks(understood):
        chunk, waiting = _without_contested(distinct, sink)
        rows = [_accepted(row) for row in chunk]
        verdicts = sink.store(rows, batch=batch.pk, actor=batch.actor, day=day) if rows else []
        turned = understanding.turned_away(chunk, verdicts, staged.format)
        counts.update(
            verdict.outcome.value for verdict in verdicts if verdict.outcome is not Outcome.CONFLICT
        )
        said.update(flag for verdict in verdicts for flag in verdict.flags)
        counts.update(_quarantine(batch, staged, [*others, *waiting, *turned]))
        _settle(batch, chunk, verdicts)
        progress("store", sum(counts.values()), staged.count)
    return counts, said


def _without_contested(chunk: list[Row], sink: Sink) -> tuple[list[Row], list[Judged]]:
    """Rows free to be stored; those whose record is contested wait, unless they only repeat what we have.

    A row that carries the number of its rejection is the correction itself and is free.
    """
    keys = [row.judged.key for row in chunk if not row.rejection]
    open_keys = set(
        Rejection.objects.filter(
            contested=True, settled_by=None, key__in=keys, batch__state=Batch.State.STORED
        ).values_list("key", flat=True)
    )
    if not open_keys:
        return chunk, []
    contested = [row for row in chunk if row.judged.key in open_keys and not row.rejection]
    repeats = [
        verdict.outcome is Outcome.DUPLICATE for verdict in sink.compare([_accepted(r) for r in contested])
    ]
    waiting: list[Judged] = [
        (row, None if repeat else Rejected((_CONTESTED,), row.judged.key, row.judged.flags))
        for row, repeat in zip(contested, repeats, strict=True)
    ]
    kept = {row.number for row in contested}
    return [row for row in chunk if row.number not in kept], waiting


def _quarantine(batch: Batch, staged: Staged, rows: list[Judged]) -> Counter[str]:
    rejections = [
        Rejection(
            batch=batch,
            row=row.number,
            key=rejected.key[:200],
            cells=understanding.by_column(staged, [cell.replace("\0", "\u2400") for cell in row.cells]),
            problems=[
                {"column": p.column, "code": p.code, "zh": p.reason.zh, "en": p.reason.en}
                for p in rejected.problems
            ],
            contested=any(p.code in _CONTESTS for p in rejected.problems),
        )
        for row, rejected in rows
        if rejected is not None
    ]
    Rejection.objects.bulk_create(rejections, batch_size=2000)
    return Counter(quarantined=len(rejections), duplicate=len(rows) - len(rejections))


def _settle(batch: Batch, chunk: list[Row], verdicts: Iterable[Verdict]) -> None:
    """A corrected row closes its own rejection and every open one about the same key."""
    taken = [
        row
        for row, verdict in zip(chunk, verdicts, strict=True)
        if row.rejection.isdecimal() and verdict.outcome is not Outcome.CONFLICT
    ]
    if taken:
        about = Q(pk__in=[int(row.rejection) for row in taken])
        about |= Q(key__in=[row.judged.key for row in taken], batch__format=batch.format)
        Rejection.objects.filter(about, settled_by=None).exclude(batch=batch).update(settled_by=batch)


def _accepted(row: Row) -> Accepted:
    assert isinstance(row.judged, Accepted)  # in_chunks gives no other
    return row.judged
