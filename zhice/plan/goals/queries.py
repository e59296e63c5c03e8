"""Questions about a plan: the version as a folder, the version in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.goals.folder import PlanFolder
from zhice.plan.goals.models import Objective, Placement, Plan, PlanVersion, Target
from zhice.plan.indicators.models import Definition, Indicator
from zhice.plan.indicators.queries import with_days


def as_folder(version: PlanVersion) -> PlanFolder:
    """The version as its folder; adopting that folder elsewhere gives an equal plan."""
    return PlanFolder.model_validate(
        {
            "plan": _plan(version),
            "indicators": [_indicator(placement) for placement in _placements(version)],
            "tasks": [_task(task) for task in version.tasks.select_related("objective", "indicator")],
        }
    )


def _plan(version: PlanVersion) -> dict[str, Any]:
    plan = version.plan
    nodes = list(version.objectives.all())
    return {
        "code": plan.code,
        "name": _named(plan.name_zh, plan.name_en),
        "document": plan.document_number,
        "issuer": _named(plan.issuer_zh, plan.issuer_en) if plan.issuer_zh else None,
        "issued": plan.issued_on,
        "period": {"start": plan.starts_on, "end": plan.ends_on},
        "region": plan.region_code,
        "objectives": [_objective(node, nodes) for node in nodes if node.parent_id is None],
    }


def _objective(node: Objective, nodes: list[Objective]) -> dict[str, Any]:
    above = next((other for other in nodes if other.pk == node.parent_id), None)
    own_pillar = node.pillar if above is None or node.pillar != above.pillar else None
    return {
        "code": node.code,
        "clause": node.clause,
        "pillar": own_pillar or None,
        "name": _named(node.name_zh, node.name_en),
        "objectives": [_objective(child, nodes) for child in nodes if child.parent_id == node.pk],
    }


def _placements(version: PlanVersion) -> Iterable[Placement]:
    return version.placements.select_related("indicator", "objective").prefetch_related(
        "indicator__definitions", "targets"
    )


def _indicator(placement: Placement) -> dict[str, Any]:
    source = {"document": placement.document, "clause": placement.clause}
    return {
        **indicator_entry(placement.indicator, placed=source),
        "number": placement.number,
        "objective": placement.objective.code if placement.objective else None,
        "source": source,
        "targets": [_target(target) for target in placement.targets.all()],
    }


def indicator_entry(indicator: Indicator, *, placed: dict[str, str] | None = None) -> dict[str, Any]:
    """The indicator with its definitions as a folder says them; `placed` is the plan's own source, not repeated."""
    return {
        "code": indicator.code,
        "name": _named(indicator.name_zh, indicator.name_en),
        "pillar": indicator.pillar,
        "unit": indicator.unit,
        "awaits": indicator.awaits,
        "definitions": {d.in_force_from: _definition(d, placed or {}) for d in indicator.definitions.all()},
    }


def _definition(definition: Definition, placed: dict[str, str]) -> dict[str, Any]:
    source = {"document": definition.source_document, "clause": definition.source_clause}
    return {
        "counts": with_days(definition.counts),
        "beside": with_days(definition.beside),
        "wording": {"zh": definition.wording_zh, "en": definition.wording_en},
        "source": None if source == placed else source,
    }


def _target(target: Target) -> dict[str, Any]:
    bounds = {
        "between": (target.low, target.high),
        "at_most": target.high,
        "less_than": target.high,
    }
    return {
        target.comparator: bounds.get(target.comparator, target.low),
        "period": target.period,
        "years": tuple(range(target.first_year, target.last_year + 1)),
        "aspirational": target.aspirational,
        "words": target.words,
    }


def _task(task: Any) -> dict[str, Any]:
    return {
        "code": task.code,
        "letter": task.letter,
        "clause": task.clause,
        "objective": task.objective.code if task.objective else None,
        "name": _named(task.name_zh, task.name_en),
        "verb": task.verb,
        "units": tuple(task.named_units),
        "deadline": task.deadline,
        "evidence": {"zh": task.expected_evidence} if task.expected_evidence else None,
        "indicator": task.indicator.code if task.indicator else None,
        "words": task.words,
    }


def _named(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


class UnknownPlan(ZhiceError):
    """There is no plan of that code."""


def plan_named(code: str) -> Plan:
    """The plan of a code; the error lists what there is."""
    found = Plan.objects.filter(code=code).first()
    if found is None:
        known = "、".join(Plan.objects.values_list("code", flat=True)) or "—"
        raise UnknownPlan(
            Words(
                zh=f"没有代码为“{code}”的规划；现有：{known}。",
                en=f"There is no plan '{code}'; there are: {known}.",
            )
        )
    return found
