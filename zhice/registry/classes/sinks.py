"""The doors through which intake writes classes; see `zhice.intake.sinks.Sink` for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import ProtectedError

from zhice.intake.format import Accepted
from zhice.intake.models import Batch
from zhice.intake.sinks import DUPLICATE, NEW, BatchInUse, Outcome, Verdict
from zhice.kernel.words import Words
from zhice.registry.classes import actions
from zhice.registry.classes.lines import ConcordanceLine, IndustryLine, TitleLine
from zhice.registry.classes.models import Concordance, ConcordanceRow, IndustryClass, IpcTitle

_AT_ONCE = 2_000


class _TitledSink:
    """A symbol or code with its title: new, said already, or said otherwise."""

    model: Any
    key: str

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        keys = {getattr(row.record, self.key) for row in rows}
        known = {
            (getattr(each, self.key), each.edition): each.title
            for each in self.model.objects.filter(**{f"{self.key}__in": keys})
        }
        return [self._verdict(row.record, known) for row in rows]

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        verdicts = self.compare(rows)
        fresh = [
            row.record for row, verdict in zip(rows, verdicts, strict=True) if verdict.outcome is Outcome.NEW
        ]
        self.write(fresh, batch)
        return verdicts

    def write(self, lines: Sequence[Any], batch: int) -> None:
        raise NotImplementedError

    def remove(self, *, batch: int) -> int:
        mine = self.model.objects.filter(batch=batch)
        count: int = mine.count()
        try:
            mine.delete()
        except ProtectedError as used:
            number = len(used.protected_objects)
            raise BatchInUse(
                Words(
                    zh=f"该批次的分类已被 {number} 条其他记录引用，不能撤回。",
                    en=f"{number} other records rest on the classes of this batch; it cannot be taken back.",
                )
            ) from used
        return count

    def _verdict(self, line: Any, known: dict[tuple[str, str], str]) -> Verdict:
        title = known.get((getattr(line, self.key), line.edition))
        if title is None:
            return NEW
        return DUPLICATE if title == line.title else Verdict(Outcome.CONFLICT, {"title": (title, line.title)})


class IndustrySink(_TitledSink):
    """Stores `IndustryLine`s, the higher ones first, whatever the order of the file."""

    model, key = IndustryClass, "code"

    def write(self, lines: Sequence[IndustryLine], batch: int) -> None:
        for length in (1, 3, 4, 5):
            level = [line for line in lines if len(line.code) == length]
            above = {
                (each.code, each.edition): each
                for each in IndustryClass.objects.filter(code__in={line.parent for line in level})
            }
            IndustryClass.objects.bulk_create(
                IndustryClass(
                    code=line.code,
                    title=line.title,
                    level=line.level,
                    parent=above.get((line.parent, line.edition)),
                    edition=line.edition,
                    batch_id=batch,
                )
                for line in level
            )
        self._adopt(lines)

    def _adopt(self, lines: Sequence[IndustryLine]) -> None:
        """Children that came before their parent, in an earlier chunk or file."""
        for line in lines:
            orphans = IndustryClass.objects.filter(parent=None, edition=line.edition).exclude(level="section")
            if len(line.code) < 5 and orphans.exists():  # noqa: PLR2004
                longer = {1: 3, 3: 4, 4: 5}[len(line.code)]
                mine = orphans.filter(code__startswith=line.code, code__regex=rf"^.{{{longer}}}$")
                mine.update(parent=IndustryClass.objects.get(code=line.code, edition=line.edition))


class TitleSink(_TitledSink):
    """Stores `TitleLine`s."""

    model, key = IpcTitle, "symbol"

    def write(self, lines: Sequence[TitleLine], batch: int) -> None:
        IpcTitle.objects.bulk_create(
            (
                IpcTitle(symbol=line.symbol, title=line.title, level=line.level.value, edition=line.edition, batch_id=batch)
                for line in lines
            ),
            batch_size=_AT_ONCE,
        )  # fmt: skip


class ConcordanceSink:
    """Stores `ConcordanceLine`s under their concordance, which the first of them makes; then patents are matched anew."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        lines: list[ConcordanceLine] = [row.record for row in rows]
        known = set(
            ConcordanceRow.objects.filter(digest__in={line.digest for line in lines}).values_list(
                "concordance__name", "concordance__edition", "digest"
            )
        )
        return [DUPLICATE if (line.name, line.edition, line.digest) in known else NEW for line in lines]

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        verdicts = self.compare(rows)
        fresh = [row.record for row, verdict in zip(rows, verdicts, strict=True) if verdict is NEW]
        concordances = {(line.name, line.edition): self._concordance(line, batch) for line in fresh}
        ConcordanceRow.objects.bulk_create(
            (
                ConcordanceRow(
                    concordance=concordances[line.name, line.edition],
                    branch=line.branch,
                    branch_name=line.branch_name,
                    patterns=line.patterns,
                    without=line.without,
                    keywords=line.keywords,
                    digest=line.digest,
                    batch_id=batch,
                )
                for line in fresh
            ),
            batch_size=_AT_ONCE,
        )
        for concordance in concordances.values():
            actions.rematch(concordance)
        return verdicts

    def remove(self, *, batch: int) -> int:
        mine = ConcordanceRow.objects.filter(batch=batch)
        touched = list(Concordance.objects.filter(rows__in=mine).distinct())
        count = mine.count()
        mine.delete()
        for concordance in touched:
            if concordance.rows.exists():
                actions.rematch(concordance)
            else:
                concordance.delete()
        return count

    def _concordance(self, line: ConcordanceLine, batch: int) -> Concordance:
        sha = Batch.objects.filter(pk=batch).values_list("sha256", flat=True).first() or ""
        found, _ = Concordance.objects.get_or_create(
            name=line.name,
            edition=line.edition,
            defaults={"kind": line.kind, "day": line.day, "source": line.source, "file_sha256": sha},
        )
        return found
