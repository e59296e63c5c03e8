"""The text of an application, put beside a patent that is known: the package itself names no holder and no day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhice.intake.format import Accepted
from zhice.intake.sinks import DUPLICATE, Outcome, Verdict
from zhice.kernel.words import Words
from zhice.registry.rights.patents import actions
from zhice.registry.rights.patents.formats.cnipa_efiling import ApplicationText
from zhice.registry.rights.patents.models import Patent, Publication
from zhice.registry.rights.patents.rows import PublicationRow, Rank

BESIDE = "T"
"""Behind the application number: the key of its text, which stands beside the notice of acceptance."""
_UNKNOWN = Words(
    zh="没有登记此申请号的专利，或不知其申请日。请先导入公报、标准 XML 或受理通知书，再导入本文件包。",
    en="No patent of this application number is known, or not its filing day. Take in the gazette, the standard XML or "
    "the notice of acceptance first, then this package.",
)


class ApplicationTextSink:
    """Stores `ApplicationText`s as what the applicant filed on the filing day."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        return self._verdicts(rows, lambda made: actions.compare_publications(rows=made))

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        return self._verdicts(rows, lambda made: actions.register_publications(rows=made, batch=batch))

    def remove(self, *, batch: int) -> int:
        return actions.withdraw_batch(batch=batch)

    def _verdicts(self, rows: Sequence[Accepted], answer) -> Sequence[Verdict]:  # type: ignore[no-untyped-def]
        """Texts we have are repetitions; texts of unknown patents wait; `answer` says of the others."""
        texts: list[ApplicationText] = [row.record for row in rows]
        known = _known([text.application_number for text in texts])
        told = _told([text.application_number + BESIDE for text in texts])
        verdicts: list[Verdict | None] = [_early(text, known, told) for text in texts]
        asked = [place for place, verdict in enumerate(verdicts) if verdict is None]
        made = [_as_publication(texts[place], known[texts[place].application_number]) for place in asked]
        for place, verdict in zip(asked, answer(made), strict=True):
            verdicts[place] = verdict
        return [verdict for verdict in verdicts if verdict is not None]


def _early(
    text: ApplicationText, known: dict[str, Patent], told: dict[str, dict[str, str]]
) -> Verdict | None:
    if text.application_number not in known:
        return Verdict(Outcome.CONFLICT, unmet=_UNKNOWN)
    ours = told.get(text.application_number + BESIDE)
    if ours is None:
        return None
    said = {"title": text.title or ours.get("title", ""), "abstract": text.abstract, "claims": text.claims}
    differing = {name: (ours.get(name, ""), new) for name, new in said.items() if ours.get(name, "") != new}
    return Verdict(Outcome.CONFLICT, differing) if differing else DUPLICATE


def _known(numbers: list[str]) -> dict[str, Patent]:
    patents = Patent.objects.filter(application_number__in=numbers, filed_date__isnull=False)
    return {str(patent.application_number): patent for patent in patents.select_related("first_holder")}


def _told(keys: list[str]) -> dict[str, dict[str, str]]:
    return dict(
        Publication.objects.filter(publication_number__in=keys).values_list("publication_number", "content")
    )


def _as_publication(text: ApplicationText, patent: Patent) -> PublicationRow:
    assert patent.filed_date is not None
    return PublicationRow(
        publication_number=text.application_number + BESIDE,
        kind=patent.kind,
        stage="filed",
        date=patent.filed_date,
        title=text.title or patent.title,
        document_number=None,
        application_number=text.application_number,
        application_number_state="intact",
        filed_date=patent.filed_date,
        applicants=patent.holders,
        ipc=patent.ipc,
        classes=patent.classes,
        abstract=text.abstract,
        claims=text.claims,
        rank=Rank.COPIED,
    )
