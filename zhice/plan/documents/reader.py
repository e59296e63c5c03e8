"""The plan reader: a document in, a `Reading` out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from zhice.plan.documents.commitments import Act, commitments_in, units_in
from zhice.plan.documents.glued_tables import GluedTable, find_glued
from zhice.plan.documents.horizon import Horizon, PlanPeriod, plan_period
from zhice.plan.documents.layout import Block, Compact, blocks_of, run_in_heading
from zhice.plan.documents.normalise import normalise
from zhice.plan.documents.paragraphs import Found, read_paragraph
from zhice.plan.documents.quantities import find_quantities
from zhice.plan.documents.reading import Commitment, Reading, Reference, Target, Unclaimed
from zhice.plan.documents.references import find_references
from zhice.plan.documents.sections import Sections
from zhice.plan.documents.speech import Promise, Speech
from zhice.plan.documents.standing import WHY
from zhice.plan.documents.tables import read_table


def read_file(path: Path | str) -> Reading:
    """Read a plan file (txt, md, docx, pdf with text). Raises ZhiceError with the file and the reason."""
    from zhice.plan.documents.files import text_of_file

    return read_plan(text_of_file(Path(path)))


def read_plan(raw: str) -> Reading:
    """Read the text of a plan. Never fails on any text; every number gets exactly one claim."""
    text = normalise(raw)
    work = _Work(text, plan_period(text))
    for block in blocks_of(text):
        if block.kind == "table":
            work.read_table(block)
        else:
            work.read_block(block)
    return work.reading()


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NOTES = re.compile(r"(?:^|[。性〕）])注[：:]")
_NOTE_ITEM = re.compile(r"^[0-9]{1,2}[.、．]|^[①-⑳]")


def stretches(text: str, *, longest: int = 5_000) -> Iterator[tuple[int, int]]:
    """A paragraph in stretches of bounded length, cut at sentence ends where there are any: hostile text stays cheap."""
    start = 0
    while len(text) - start > longest:
        stop = text.rfind("。", start, start + longest) + 1 or start + longest
        yield start, stop
        start = stop
    if start < len(text):
        yield start, len(text)


@dataclass
class _Work:
    """The reading under way."""

    text: str
    plan: PlanPeriod
    sections: Sections = field(init=False)
    targets: list[Target] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    unclaimed: list[Unclaimed] = field(default_factory=list)
    in_notes: bool = False  # the notes under a table explain; a bare figure there is no goal
    open_since: int = 0  # commitments from here on have no unit yet in this block

    def __post_init__(self) -> None:
        self.sections = Sections(self.plan)

    def read_block(self, block: Block) -> None:
        body = block.body
        level, words = (block.level, body.text) if block.level else run_in_heading(body.text)
        if level:
            self.sections.enter(level, words or body.text[:12], own_block=bool(block.level))
        self.in_notes = bool(_NOTES.search(body.text)) or (
            self.in_notes and bool(_NOTE_ITEM.match(body.text))
        )
        glued = find_glued(body.text)
        if glued is None:
            for start, end in stretches(body.text):
                self._read_stretch(
                    block, body.part(start, end), goal=self.sections.goal and not self.in_notes
                )
            return
        self._read_stretch(block, body.part(0, glued.start), goal=self.sections.goal)
        self._read_glued(body, glued)
        self._read_stretch(block, body.part(glued.end, len(body.text)), goal=False)

    def _read_glued(self, body: Compact, glued: GluedTable) -> None:
        """A table without borders: its promises, and every other number in it as a cell."""
        for promise, start, end, _ in glued.promises:
            self._promise(promise, *body.span(start, end))
        taken = [span for _, _, _, span in glued.promises]
        for match in re.finditer(r"[0-9]+(?:\.[0-9]+)?", body.text[glued.start : glued.end]):
            start, end = match.start() + glued.start, match.end() + glued.start
            if any(start < stop and first < end for first, stop in taken):
                continue
            first, last = body.span(start, end)
            self.unclaimed.append(Unclaimed(self.text[first:last], first, last, "cell", str(WHY["cell"])))

    def _read_stretch(self, block: Block, body: Compact, *, goal: bool) -> None:
        references = find_references(body.text, heading=bool(block.level))
        quantities = find_quantities(body.text, references=references)
        planned = self.plan.last is not None and not self.plan.inferred and not self.in_notes
        topic = self.sections.topic
        speech = Speech(self.plan, self.sections.horizon(), goal=goal, planned=planned, topic=topic)
        found = read_paragraph(
            body.text, quantities=quantities, references=references, speech=speech, past=self.sections.past
        )
        if not block.level:
            self.sections.note_lead(found.horizons, body.text)
        for mark in references:
            if mark.kind in (
                "rank",
                "ratio",
            ):  # no pointer but a figure whose promise only a person can judge
                self._leave(body, mark.start, mark.end, "past" if self.sections.past else mark.kind)
            else:
                self._refer(body, mark.start, mark.end, mark.kind)
        self._take(body, found)
        acts = (
            []
            if block.level or self.sections.past
            else commitments_in(
                body.text,
                quantities=quantities,
                references=references,
                claimed=[(start, end) for _, start, end in found.promises],
                gone=found.past,
                plan=self.plan,
            )
        )
        self._commit(body, acts, found)

    def read_table(self, block: Block) -> None:
        found = read_table(block, plan=self.plan)
        for cell in found.prose:
            part = Block("paragraph", cell.start, cell.text)
            self._read_stretch(part, part.body, goal=self.sections.goal)
        for mark in found.marks:
            self.references.append(
                Reference(self.text[mark.start : mark.end], mark.start, mark.end, mark.kind)
            )
        for promise, start, end in found.promises:
            self._promise(promise, start, end)
        for start, end, reason in found.numbers:
            self.unclaimed.append(Unclaimed(self.text[start:end], start, end, reason, str(WHY[reason])))

    def _refer(self, body: Compact, start: int, end: int, kind: str) -> None:
        first, last = body.span(start, end)
        self.references.append(Reference(self.text[first:last], first, last, kind))

    def _take(self, body: Compact, found: Found) -> None:
        for promise, start, end in found.promises:
            words = body.text[start:end]
            inner = start + len(words) - len(words.lstrip("，、；：。 "))
            self._promise(promise, *body.span(inner, end))
        for quantity, reason in found.refused:
            self._leave(body, quantity.start, quantity.end, reason)

    def _leave(self, body: Compact, start: int, end: int, reason: str) -> None:
        first, last = body.span(start, end)
        self.unclaimed.append(Unclaimed(self.text[first:last], first, last, reason, str(WHY[reason])))

    def _promise(self, promise: Promise, start: int, end: int) -> None:
        self.targets.append(
            Target(
                text=self.text[start:end],
                start=start,
                end=end,
                subject=promise.subject,
                comparator=promise.comparator,
                low=promise.low,
                high=promise.high,
                unit=promise.unit,
                year=promise.year,
                period=promise.period,
                aspirational=promise.hoped,
                rule=promise.rule,
            )
        )

    def _commit(self, body: Compact, acts: list[Act], found: Found) -> None:
        first = len(self.commitments)
        for act in acts:
            start, end = body.span(act.start, act.end)
            year = self._year_at(act.start, found)
            self.commitments.append(Commitment(self.text[start:end], start, end, act.verb, act.object, year))
        for place, names in units_in(body.text):
            offset = body.offsets[place]
            begin = first if acts else self.open_since
            for index in range(begin, len(self.commitments)):
                commitment = self.commitments[index]
                if commitment.start < offset and not commitment.units:
                    self.commitments[index] = Commitment(**{**commitment.__dict__, "units": names})
        self.open_since = first

    def _year_at(self, place: int, found: Found) -> int | None:
        horizon: Horizon = self.sections.horizon()
        for start, told in found.horizons:
            if start <= place:
                horizon = told
        return horizon.year

    def _claim_the_rest(self) -> None:
        """The net under the grammar: a digit that nothing has claimed is listed, never dropped."""
        claimed = bytearray(len(self.text))
        spans = [(record.start, record.end) for record in self.targets]
        spans += [(record.start, record.end) for record in self.references]
        spans += [(record.start, record.end) for record in self.unclaimed]
        for start, end in spans:
            claimed[start:end] = b"\x01" * (end - start)
        for match in _NUMBER.finditer(self.text):
            places = [i for i in range(match.start(), match.end()) if not claimed[i] and self.text[i] != "."]
            if places:
                first, last = places[0], places[-1] + 1
                self.unclaimed.append(
                    Unclaimed(self.text[first:last], first, last, "unread", str(WHY["unread"]))
                )

    def reading(self) -> Reading:
        self._claim_the_rest()
        return Reading(
            text=self.text,
            targets=tuple(sorted(self.targets, key=lambda t: (t.start, t.end))),
            commitments=tuple(sorted(self.commitments, key=lambda c: c.start)),
            references=tuple(sorted(self.references, key=lambda r: r.start)),
            unclaimed=tuple(sorted(self.unclaimed, key=lambda u: u.start)),
            period=(self.plan.first, self.plan.last),
        )
