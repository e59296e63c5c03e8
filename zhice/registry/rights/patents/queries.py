"""Questions over patents: the life of one, in order, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.patents.agreeing import Statement, otherwise
from zhice.registry.rights.patents.life import ENDS
from zhice.registry.rights.patents.models import LegalEvent, Patent, Publication

_COLOURS = {
    "filed": "info",
    "published": "info",
    "granted": "ok",
    "restored": "ok",
    "found_abnormal": "bad",
    **dict.fromkeys(ENDS, "bad"),
}


@dataclass(frozen=True)
class Moment:
    """One point of the life line; `source` names where it was said."""

    day: date
    kind: str
    word: Any
    detail: str = ""
    source: str = ""

    @property
    def colour(self) -> str:
        return _COLOURS.get(self.kind, "mute")


@dataclass(frozen=True)
class Told:
    """What one source says of one publication; `otherwise` names the fields that a nearer source words differently."""

    publication: Publication
    otherwise: tuple[str, ...]


def statements(patent: Patent) -> list[Told]:
    """Every statement about the patent's publications, oldest publication first, of each the nearest source first."""
    found: list[Told] = []
    nearer: dict[str, list[Statement]] = {}
    for publication in patent.publications.select_related("batch"):
        before = nearer.setdefault(publication.publication_number, [])
        said = Statement(publication.rank, publication.content)
        found.append(Told(publication, otherwise(said, before)))
        before.append(said)
    return found


def life_line(patent: Patent) -> list[Moment]:
    """Filing, publications and legal events of one patent, oldest first."""
    publications = {each.publication_number: each for each in patent.publications.all()}.values()
    moments = [
        Moment(
            publication.date,
            publication.stage,
            publication.get_stage_display(),
            source=publication.publication_number,
        )
        for publication in publications
        if publication.stage != Publication.Stage.FILED
    ]
    if patent.filed_date:
        source = patent.application_number or ""
        moments.append(Moment(patent.filed_date, "filed", LegalEvent.Kind.FILED.label, source=source))
    for event in patent.events.select_related("party", "region", "batch"):
        where = " → ".join(str(part) for part in (event.party, event.region) if part)
        detail = "；".join(part for part in (where, event.detail) if part)
        source = event.batch.file_name if event.batch else ""
        moments.append(Moment(event.day, event.kind, event.get_kind_display(), detail, source))
    return sorted(moments, key=lambda moment: moment.day)


def state_of(patent: Patent) -> tuple[str, Any]:
    """(colour, word) of how the patent stands today."""
    if patent.granted_date is None:
        return "wait", _("未授权")
    return ("bad", _("已失效")) if patent.lapsed_date else ("ok", _("有效"))
