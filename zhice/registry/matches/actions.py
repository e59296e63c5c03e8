"""The verbs of matching: propose, call the same, call different, put off, undo a merge. One act each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count

from zhice.journal.acts import act
from zhice.kernel.words import Words
from zhice.registry.matches import proposing
from zhice.registry.matches.models import MatchProposal, MatchRun, PartyMerge
from zhice.registry.matches.moving import MergeRefused, give_back, turn_over
from zhice.registry.parties.models import Party
from zhice.registry.rights.patents.models import Patent

State = MatchProposal.State


def propose(*, day: date, anew: bool = False) -> int:
    """Look for pairs among the parties that came since the last run (`anew`: among all); how many are new proposals."""
    last = MatchRun.objects.first()
    behind = 0 if anew or last is None else last.upto
    newest = Party.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest <= behind:
        return 0
    with act("registry.match.propose") as entry:
        made = proposing.propose(behind=behind, upto=newest, day=day)
        MatchRun.objects.create(day=day, upto=newest, proposed=made)
        entry.detail |= {"parties": newest - behind, "proposed": made}
    return made


def call_same(*, proposal: MatchProposal, by: Any, day: date, reason: str) -> PartyMerge:
    """They are one: the lesser party becomes an alias of the other. Raises MergeRefused."""
    _with_reason(reason)
    with act("registry.match.same", record=f"match:{proposal.pk}", reason=reason) as entry:
        proposal = _open(proposal)
        survivor, lesser = survivor_of(proposal)
        merge = merge_parties(
            survivor=survivor, lesser=lesser, by=by, day=day, reason=reason, proposal=proposal
        )
        _decide(proposal, State.SAME, by=by, day=day, reason=reason)
        entry.old, entry.new = {"party": lesser.pk}, {"party": survivor.pk}
        entry.detail |= {"survivor": survivor.pk, "lesser": lesser.pk, "rows": merge.rows}
    return merge


def call_different(*, proposal: MatchProposal, by: Any, day: date, reason: str) -> None:
    """They are two, and are not proposed again."""
    _with_reason(reason)
    with act("registry.match.different", record=f"match:{proposal.pk}", reason=reason):
        _decide(_open(proposal), State.DIFFERENT, by=by, day=day, reason=reason)


def put_off(*, proposal: MatchProposal, day: date) -> None:
    """Later: it goes to the end of the queue."""
    with act("registry.match.put_off", record=f"match:{proposal.pk}"):
        proposal = _open(proposal)
        proposal.put_off = day
        proposal.save(update_fields=["put_off"])


def undo(*, merge: PartyMerge, by: Any, day: date, reason: str) -> None:
    """Part what was merged: every row goes back to where it was, and the proposal is open again. Raises MergeRefused."""
    _with_reason(reason)
    with act("registry.match.undo", record=f"match:{merge.proposal_id or ''}", reason=reason) as entry:
        merge = PartyMerge.objects.select_for_update().get(pk=merge.pk)
        if merge.undone_on is not None:
            raise MergeRefused(Words(zh="这次合并已经撤销。", en="This merge has been undone already."))
        if PartyMerge.objects.filter(lesser=merge.survivor_id, undone_on=None).exists():
            raise MergeRefused(
                Words(
                    zh="保留的主体后来又并入了另一主体。请先撤销后来的合并。",
                    en="The surviving party was merged into another since. Undo the later merge first.",
                )
            )
        give_back(merge.moved, lesser=merge.lesser_id, survivor=merge.survivor_id)
        merge.undone_on, merge.undone_by, merge.undone_reason = day, by, reason
        merge.save(update_fields=["undone_on", "undone_by", "undone_reason"])
        if merge.proposal is not None:
            merge.proposal.state, merge.proposal.decided_on = State.OPEN, None
            merge.proposal.decided_by, merge.proposal.reason = None, ""
            merge.proposal.save()
        entry.detail |= {"survivor": merge.survivor_id, "lesser": merge.lesser_id, "rows": merge.rows}


def merge_parties(
    *, survivor: Party, lesser: Party, by: Any, day: date, reason: str, proposal: MatchProposal | None = None
) -> PartyMerge:
    """`lesser` becomes an alias of `survivor`, as a part of the caller's act. Raises MergeRefused."""
    if survivor.uscc and lesser.uscc:
        raise MergeRefused(
            Words(
                zh="两个主体各有统一社会信用代码，是两家，不能合并。代码有误的，请先更正。",
                en="Both parties have a credit code: they are two. Correct the code first if one is wrong.",
            )
        )
    if survivor.merged_into_id or lesser.merged_into_id:
        raise MergeRefused(
            Words(zh="其中一个主体已并入另一主体。", en="One of the parties was merged into another already.")
        )
    moved = turn_over(lesser=lesser.pk, survivor=survivor.pk)
    return PartyMerge.objects.create(
        proposal=proposal,
        survivor=survivor,
        lesser=lesser,
        moved=moved,
        merged_on=day,
        merged_by=by,
        reason=reason,
    )


def survivor_of(proposal: MatchProposal) -> tuple[Party, Party]:
    """(survivor, lesser): who has a code stays, else who holds more patents, else who was there first."""
    pair = [proposal.left, proposal.right]
    held = dict(
        Patent.objects.filter(first_holder__in=pair)
        .values_list("first_holder")
        .annotate(Count("pk"))
        .order_by()
    )
    pair.sort(key=lambda party: (not party.uscc, -held.get(party.pk, 0), party.pk))
    return pair[0], pair[1]


def _open(proposal: MatchProposal) -> MatchProposal:
    found = (
        MatchProposal.objects.select_for_update(of=("self",))
        .select_related("left", "right")
        .get(pk=proposal.pk)
    )
    if found.state != State.OPEN:
        raise MergeRefused(
            Words(
                zh="这条比对已经核定，请刷新页面。", en="This pair has been decided already; reload the page."
            )
        )
    return found


def _decide(proposal: MatchProposal, state: str, *, by: Any, day: date, reason: str) -> None:
    proposal.state, proposal.decided_by, proposal.decided_on, proposal.reason = state, by, day, reason
    proposal.save(update_fields=["state", "decided_by", "decided_on", "reason"])


def _with_reason(reason: str) -> None:
    if not reason.strip():
        raise MergeRefused(
            Words(zh="请写明依据，它会记入日志。", en="Say on what grounds; it goes into the journal.")
        )
