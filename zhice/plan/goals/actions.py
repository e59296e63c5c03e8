"""What may be done to a plan: adopt a version of it. An adopted version is never edited; the next one stands beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhice.accounts.models import Unit
from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.goals.folder import PlanFolder, TaskEntry
from zhice.plan.goals.models import Objective, Placement, Plan, PlanVersion, Target
from zhice.plan.goals.queries import as_folder
from zhice.plan.indicators.actions import define
from zhice.plan.indicators.models import Indicator
from zhice.plan.tasks.models import Task


class PlanUnchanged(ZhiceError):
    """The folder says what the version in force says already."""


def adopt_plan(
    *,
    folder: PlanFolder,
    on: date,
    note: str = "",
    text: str = "",
    source_name: str = "",
    source_digest: str = "",
) -> PlanVersion:
    """Write the folder as the next version of its plan; a folder equal to the version in force is refused."""
    with act("plan.plan.adopt", reason=note, detail={"plan": folder.plan.code}) as entry:
        version = write_version(
            folder=folder, on=on, note=note, text=text, source_name=source_name, source_digest=source_digest
        )
        entry.record = f"plan:{version.plan_id}"
        entry.new = folder.model_dump(mode="json")
        return version


def write_version(
    *,
    folder: PlanFolder,
    on: date,
    note: str = "",
    text: str = "",
    source_name: str = "",
    source_digest: str = "",
) -> PlanVersion:
    """The next version of the folder's plan, written; part of a verb that leaves the event."""
    plan = Plan.objects.filter(code=folder.plan.code).first()
    if plan and as_folder(plan.current) == folder:
        raise PlanUnchanged(
            Words(
                zh=f"规划“{folder.plan.name.zh}”与现行第 {plan.current.number} 版完全相同，未形成新版本。",
                en=f"Plan '{folder.plan.code}' equals its version {plan.current.number} in force; no new version was made.",
            )
        )
    plan = _plan(plan, folder)
    version = PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        adopted_on=on,
        note=note,
        text=text,
        source_name=source_name,
        source_digest=source_digest,
    )
    objectives = _objectives(version, folder)
    indicators = {item.code: define(entry=item) for item in folder.indicators}
    _promises(version, folder, objectives, indicators)
    _tasks(version, folder.tasks, objectives, indicators)
    return version


def _plan(plan: Plan | None, folder: PlanFolder) -> Plan:
    entry = folder.plan
    plan = plan or Plan(code=entry.code)
    plan.name_zh, plan.name_en = entry.name.zh, entry.name.en
    plan.document_number, plan.issued_on = entry.document, entry.issued
    plan.issuer_zh, plan.issuer_en = (entry.issuer.zh, entry.issuer.en) if entry.issuer else ("", "")
    plan.starts_on, plan.ends_on = entry.period.start, entry.period.end
    plan.region_code = entry.region
    plan.save()
    return plan


def _objectives(version: PlanVersion, folder: PlanFolder) -> dict[str, Objective]:
    written: dict[str, Objective] = {}
    for order, (entry, parent) in enumerate(folder.objectives, start=1):
        above = written.get(parent.code) if parent else None
        written[entry.code] = Objective.objects.create(
            version=version,
            code=entry.code,
            parent=above,
            order=order,
            clause=entry.clause,
            pillar=entry.pillar or (above.pillar if above else ""),
            name_zh=entry.name.zh,
            name_en=entry.name.en,
        )
    return written


def _promises(
    version: PlanVersion,
    folder: PlanFolder,
    objectives: dict[str, Objective],
    indicators: dict[str, Indicator],
) -> None:
    for order, entry in enumerate(folder.indicators, start=1):
        placement = Placement.objects.create(
            version=version,
            order=order,
            number=entry.number,
            indicator=indicators[entry.code],
            objective=objectives.get(entry.objective or ""),
            document=entry.source.document,
            clause=entry.source.clause,
        )
        for target in entry.targets:
            low, high = target.bounds
            Target.objects.create(
                version=version,
                placement=placement,
                words=target.words,
                comparator=target.comparator,
                low=low,
                high=high,
                unit=entry.unit,
                period=target.period,
                first_year=min(target.years),
                last_year=max(target.years),
                aspirational=target.aspirational,
            )


def _tasks(
    version: PlanVersion,
    entries: tuple[TaskEntry, ...],
    objectives: dict[str, Objective],
    indicators: dict[str, Indicator],
) -> None:
    for order, entry in enumerate(entries, start=1):
        Task.objects.create(
            version=version,
            code=entry.code,
            order=order,
            letter=entry.letter,
            objective=objectives.get(entry.objective or ""),
            clause=entry.clause,
            name_zh=entry.name.zh,
            name_en=entry.name.en,
            verb=entry.verb,
            words=entry.words,
            named_units=list(entry.units),
            lead_unit=_unit_named(entry.units),
            deadline=entry.deadline,
            expected_evidence=entry.evidence.zh if entry.evidence else "",
            indicator=indicators.get(entry.indicator or ""),
        )


def _unit_named(names: tuple[str, ...]) -> Any:
    """The unit the document names first, where it is one of ours; else a person assigns it."""
    return Unit.objects.filter(name__in=names[:1]).first() if names else None
