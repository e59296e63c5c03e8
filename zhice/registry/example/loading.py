"""Storing the invented province through the registry's own actions, in one act: parties, rows, events, moves, population."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from zhice.intake.models import Batch
from zhice.intake.sinks import Verdict
from zhice.journal.acting import current
from zhice.journal.acts import act
from zhice.registry.example import certificates, classes, marks, rows
from zhice.registry.example.doubles import doubles
from zhice.registry.example.history import AS_OF
from zhice.registry.example.region import JIYUAN, SEED, Province, invent
from zhice.registry.matches import proposing
from zhice.registry.models import MatchRun, Party, PCTApplication, Region, ResidentPopulation
from zhice.registry.parties.actions import prepared, reseat
from zhice.registry.rights.patents import actions

Progress = Callable[[int, int], None]
CHUNK = 10_000
_NOTE = "示例数据，非真实主体"


class ExampleRefused(Exception):
    """The registry refused an invented row: the generator is wrong."""


def load(progress: Progress) -> dict[str, int]:
    """Store the example and say how much; one event in the journal. `progress(done, of)` counts rows."""
    province = invent()
    with act("registry.example.load", detail={"seed": SEED}) as entry:
        counts = _store(province, progress)
        entry.detail |= counts
    return counts


def _store(province: Province, progress: Progress) -> dict[str, int]:
    Region.objects.filter(pk=JIYUAN).update(example=True)
    publications, events = list(rows.publications(province.filings)), list(rows.events(province.filings))
    of = len(publications) + len(events)
    parties = _parties(province)
    batch = invented_batch("示例数据-专利明细.csv", "patents-table", len(publications))
    for start in range(0, len(publications), CHUNK):
        chunk = publications[start : start + CHUNK]
        _all_new(actions.register_publications(rows=chunk, batch=batch.pk, example=True), chunk)
        progress(start + len(chunk), of)
    batch = invented_batch("示例数据-法律状态.csv", "legal-events", len(events))
    _all_new(actions.register_legal_events(rows=events, batch=batch.pk, example=True), events)
    progress(of, of)
    for firm, region, day in province.moves:
        reseat(party=parties[firm.name], region=Region.objects.get(pk=region), day=day)
    _populations(province)
    _pct(province, parties)
    _written_twice(province, parties)
    classes.load(JIYUAN)
    batch = invented_batch("示例数据-商标.csv", "trademarks-table", 0)
    batch.rows = batch.stored = marks.store(province, parties, batch=batch.pk)
    batch.save()
    batch = invented_batch("示例数据-贯标证书.csv", "certificates-table", 0)
    batch.rows = batch.stored = certificates.store(province, batch=batch.pk)
    batch.save()
    return {
        "trademarks": batch.rows,
        "parties": len(parties),
        "publications": len(publications),
        "events": len(events),
    }


def _parties(province: Province) -> dict[str, Party]:
    made = [
        prepared(
            Party(example=True, note=_NOTE),
            {
                "kind": Party.Kind.ORGANISATION if firm.uscc else Party.Kind.PERSON,
                "name": firm.name,
                "uscc": firm.uscc,
                "region_id": firm.region,
            },
        )
        for firm in province.firms
    ]
    Party.objects.bulk_create(made)
    return {firm.name: party for firm, party in zip(province.firms, made, strict=True)}


def _written_twice(province: Province, parties: dict[str, Party]) -> None:
    """Firms that another file wrote otherwise, an international application of each under that name, and what is proposed."""
    for name, firm in doubles(province.firms):
        double = prepared(Party(example=True, note=_NOTE), {"name": name, "region_id": firm.region})
        double.save()
        for application in PCTApplication.objects.filter(applicant=parties[firm.name])[:1]:
            PCTApplication.objects.filter(pk=application.pk).update(applicant=double)
    newest = Party.objects.latest("pk").pk
    proposed = proposing.propose(behind=0, upto=newest, day=AS_OF)
    MatchRun.objects.create(day=AS_OF, upto=newest, proposed=proposed)


def invented_batch(name: str, format: str, count: int) -> Batch:
    digest = hashlib.sha256(f"{SEED}{name}".encode()).hexdigest()
    return Batch.objects.create(
        token=f"example-{digest[:12]}",
        file_name=name,
        sha256=digest,
        size=0,
        format=format,
        rows=count,
        stored=count,
        duplicate=0,
        quarantined=0,
        actor=current().actor,
        day=AS_OF,
    )


def _all_new(verdicts: Sequence[Verdict], source: Sequence[Any]) -> None:
    for place, verdict in actions.refused(verdicts):
        raise ExampleRefused(f"{source[place]}: {dict(verdict.differences)}")


def _populations(province: Province) -> None:
    """In order of publication, so that the last figure of a year is the one that stands, as `supersede_population` does."""
    last = {(figure.region, figure.year): figure for figure in province.populations}
    ResidentPopulation.objects.bulk_create(
        ResidentPopulation(
            region_id=figure.region,
            year=figure.year,
            persons=figure.persons,
            status=figure.status if last[figure.region, figure.year] is figure else "superseded",
            published_date=figure.published,
            source=figure.source,
        )
        for figure in province.populations
    )


def _pct(province: Province, parties: dict[str, Party]) -> None:
    PCTApplication.objects.bulk_create(
        PCTApplication(
            application_number=application.number,
            title=application.title,
            filed_date=application.filed,
            applicant=parties[application.firm.name],
            region_id=application.firm.region,
        )
        for application in province.pct
    )
