"""What the command line asks of the product, as plain data. Each function acts as the system; the caller has the database running."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import django

Progress = Callable[[int, int], None]


@contextmanager
def system() -> Iterator[None]:
    """The product is set up, and acts as itself."""
    django.setup()
    from zhice.accounts.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        yield


def fees_remind(day: date) -> dict[str, int]:
    """What the worker does every morning, for any day: fees looked at, people told."""
    with system():
        from zhice.accounts.acting import SYSTEM
        from zhice.registry.rights.fees.reminding import remind

        return remind(user=SYSTEM, day=day)


def indicators() -> list[dict[str, Any]]:
    """Every indicator: code, name, unit, pillar, the version of its definition in force and the room it waits for."""
    with system():
        from zhice.plan.indicators.models import Indicator

        return [
            {
                "code": indicator.code,
                "name": indicator.name_zh,
                "name_en": indicator.name_en,
                "unit": indicator.unit,
                "pillar": indicator.pillar,
                "number": next((p.number for p in indicator.placements.all() if p.number), None),
                "definitions": [
                    {"version": d.version, "in_force_from": d.in_force_from.isoformat(), "counts": d.counts}
                    for d in indicator.definitions.all()
                ],
                "awaits": indicator.awaits or None,
            }
            for indicator in Indicator.objects.prefetch_related("definitions", "placements").order_by("code")
        ]


def figure(code: str, *, region: str, on: date, corpus: str = "") -> dict[str, Any]:
    """One figure with its terms, its target and what it was counted by; on a registered corpus where one is named."""
    with system():
        from zhice.plan.figures.answers import answer

        return answer(code=code, region_code=region, on=on, corpus=corpus)


def evidence(code: str, *, region: str, on: date, term: str | None = None) -> Iterator[tuple[Any, ...]]:
    """The header, then the rows behind a figure (of its first term: as many as its evidence count)."""
    with system():
        from zhice.accounts.acting import SYSTEM
        from zhice.plan.figures.answers import evidence_rows

        yield from evidence_rows(code=code, region_code=region, on=on, by=SYSTEM, term=term)


def load_plan(folder: Path) -> dict[str, Any]:
    """Adopt the plan in a folder as the next version."""
    with system():
        from django.utils import timezone

        from zhice.plan.goals.actions import adopt_plan
        from zhice.plan.goals.folder import read_folder

        version = adopt_plan(folder=read_folder(folder), on=timezone.localdate(), source_name=folder.name)
        return {
            "plan": version.plan.code,
            "version": version.number,
            "targets": version.targets.count(),
            "tasks": version.tasks.count(),
        }


def export_plan(code: str, folder: Path) -> dict[str, Any]:
    """Write the version in force as a folder."""
    with system():
        from zhice.plan.goals.folder import write_folder
        from zhice.plan.goals.queries import as_folder, plan_named

        version = plan_named(code).current
        write_folder(as_folder(version), folder)
        return {"plan": code, "version": version.number, "folder": str(folder)}


def intake_file(
    file: Path, *, as_format: str, dry_run: bool = False, progress: Progress | None = None
) -> dict[str, Any]:
    """Take a file in; rows = stored + duplicate + quarantined. A dry run writes nothing and has no batch."""
    with system():
        from django.utils import timezone

        from zhice.intake import pipeline

        def step(_what: str, done: int, of: int) -> None:
            if progress:
                progress(done, of)

        staged = pipeline.stage(file=file, name=file.name, format=as_format, progress=step)
        if dry_run:
            shown = pipeline.preview(staged=staged, day=timezone.localdate(), progress=step)
            return _counted(shown) | {"batch": None}
        batch = pipeline.confirm(staged=staged, day=timezone.localdate(), progress=step)
        return _counted(batch) | {"batch": batch.pk}


def _counted(taken: Any) -> dict[str, Any]:
    """The counts of a batch, or of a preview, which says what would be new."""
    stored = taken.stored if hasattr(taken, "stored") else taken.new
    counts = {
        "rows": taken.rows,
        "stored": stored,
        "duplicate": taken.duplicate,
        "quarantined": taken.quarantined,
    }
    return counts | {"flags": taken.flags}


def load_example(progress: Progress) -> None:
    """The example region, once; `zhice.site.example_once` keeps it from being loaded twice."""
    with system():
        from zhice.site.example import load

        load(progress)


def journal_verify() -> dict[str, Any]:
    """Whether chain and checkpoints agree; the first bad event and what is wrong with it."""
    with system():
        from zhice.journal.verification import verify

        verdict = verify()
        return {
            "ok": verdict.ok,
            "events": verdict.events,
            "checkpoints": verdict.checkpoints,
            "covered": verdict.covered,
            "first_bad": verdict.first_bad,
            "fault": verdict.fault.name.lower() if verdict.fault else None,
            "line": verdict.line,
            "words": verdict.words,
        }


def find(text: str, *, username: str | None, limit: int, progress: Progress) -> dict[str, Any]:
    """What is found, as the account `username` finds it (None: as the system, everything)."""
    with system():
        from zhice.accounts.acting import SYSTEM, acting_as
        from zhice.accounts.models import User
        from zhice.search import finding
        from zhice.site import indexing

        indexing.catch_up(progress)
        asker: Any = SYSTEM
        if username is not None:
            asker = User.objects.filter(username=username, is_active=True).first()
            if asker is None:
                raise indexing.nobody(username)
        with acting_as(asker):
            found = finding.find(asker, text, limit=limit)
            hits = [
                {
                    "kind": hit.what.kind,
                    "record": f"{hit.what.kind}:{hit.record.pk}",
                    "title": hit.plain_title,
                    "snippet": "".join(piece.text for piece in hit.snippet),
                    "score": round(hit.score, 3),
                    "url": hit.url,
                }
                for hit in found.hits
            ]
        return {"total": found.total, "hits": hits}


def search_rebuild(progress: Progress) -> dict[str, Any]:
    """The index built anew beside the one in use."""
    with system():
        from zhice.search.following import rebuild

        return {"records": rebuild(progress=progress)}
