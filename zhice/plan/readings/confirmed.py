"""From confirmed proposals to a plan folder: what `finish` adopts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhice.plan.goals.folder import PlanFolder
from zhice.plan.goals.queries import indicator_entry
from zhice.plan.readings.models import Decision, Proposal, ProposalKind, Reading
from zhice.plan.readings.outline import Heading, headings, under

TAKEN = (Decision.ACCEPTED, Decision.CORRECTED)


@dataclass(frozen=True)
class About:
    """What the document's head says, as the person confirmed it."""

    code: str
    name: str
    region: str
    starts_on: date
    ends_on: date
    document: str = ""
    issuer: str = ""
    issued: date | None = None


def confirmed_folder(reading: Reading, about: About) -> PlanFolder:
    """The plan that the accepted and corrected proposals make, as a checked folder."""
    outline = headings(reading.text)
    taken = list(reading.proposals.filter(decision__in=TAKEN).select_related("indicator"))
    return PlanFolder.model_validate(
        {
            "plan": _plan(about, outline),
            "indicators": _indicators([p for p in taken if p.kind == ProposalKind.TARGET], about, outline),
            "tasks": _tasks([p for p in taken if p.kind == ProposalKind.COMMITMENT], outline),
        }
    )


def _plan(about: About, outline: list[Heading]) -> dict[str, Any]:
    tops: list[dict[str, Any]] = []
    for heading in outline:
        node: dict[str, Any] = {
            "code": _code(heading, outline),
            "clause": heading.clause,
            "name": {"zh": heading.name},
        }
        if heading.level == 1 or not tops:
            tops.append({**node, "pillar": heading.pillar, "objectives": []})
        else:
            pillar = heading.pillar
            inherited = tops[-1]["pillar"] in (pillar, None)
            tops[-1]["objectives"].append(node if inherited else {**node, "pillar": pillar})
    return {
        "code": about.code,
        "name": {"zh": about.name},
        "document": about.document,
        "issuer": {"zh": about.issuer} if about.issuer else None,
        "issued": about.issued,
        "period": {"start": about.starts_on, "end": about.ends_on},
        "region": about.region,
        "objectives": tops,
    }


def _code(heading: Heading, outline: list[Heading]) -> str:
    """Headings are numbered anew in each chapter, so the place in the outline names them."""
    return f"h{outline.index(heading) + 1}"


def _indicators(proposals: list[Proposal], about: About, outline: list[Heading]) -> list[dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for proposal in proposals:
        heading = under(proposal.start, outline)
        entry = dict(_indicator_of(proposal))
        entry = entries.setdefault(entry["code"], entry)
        entry.setdefault("number", len(entries))
        entry["objective"] = _code(heading, outline) if heading else None
        entry["source"] = {
            "document": about.document or about.name,
            "clause": heading.clause if heading else "",
        }
        entry.setdefault("targets", [])
        entry["targets"].append({**proposal.fields["target"], "words": proposal.words[:400]})
    for number, entry in enumerate(entries.values(), start=1):
        entry["number"] = number
    return list(entries.values())


def _indicator_of(proposal: Proposal) -> dict[str, Any]:
    if proposal.indicator is None:
        return dict(proposal.fields["new_indicator"])
    entry = indicator_entry(proposal.indicator)
    return {name: entry[name] for name in ("code", "name", "pillar", "unit", "awaits", "definitions")}


def _tasks(proposals: list[Proposal], outline: list[Heading]) -> list[dict[str, Any]]:
    entries = []
    for number, proposal in enumerate(proposals, start=1):
        heading = under(proposal.start, outline)
        year = proposal.fields.get("year")
        entries.append(
            {
                "code": f"t{number}",
                "clause": heading.clause if heading else "",
                "objective": _code(heading, outline) if heading else None,
                "name": {
                    "zh": (proposal.fields.get("verb") or "") + (proposal.fields.get("object") or "")
                    or proposal.words
                },
                "verb": proposal.fields.get("verb") or "",
                "units": tuple(proposal.fields.get("units") or ()),
                "deadline": date(int(year), 12, 31) if year else None,
                "words": proposal.words,
            }
        )
        entries[-1]["name"]["zh"] = entries[-1]["name"]["zh"][:200]
    return entries
