"""The queue of proposals, the decision on one, and the merges with their undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhice.kernel.errors import ZhiceError
from zhice.registry.matches import actions, queries
from zhice.registry.matches.models import MatchProposal, MatchRun, PartyMerge
from zhice.registry.parties.models import Party
from zhice.registry.parties.register import PARTIES
from zhice.web import doors, refusals, wording
from zhice.web.doors import door
from zhice.web.registers.detail_screens import seen

_A_PAGE, _SHOWN_MERGES, _LAST_PAGE = 10, 20, 100_000
TONES = {"same": "ok", "review": "warn"}
_SAME_FROM = 0.95


class ReasonForm(forms.Form):
    """On what grounds; it goes into the journal."""

    reason = forms.CharField(label=gettext_lazy("依据"), max_length=200)


@require_safe
@door("match", "read")
def matches(request: HttpRequest) -> HttpResponse:
    """Open proposals, the likeliest first, side by side; below them what was merged."""
    page = Paginator(queries.waiting(request.user), _A_PAGE).get_page(_number(request))
    merges = list(queries.merges(request.user)[:_SHOWN_MERGES])
    pairs = [party for proposal in page for party in (proposal.left, proposal.right)]
    held = queries.patents_held({party.pk for party in pairs})
    masked = doors.scope(request.user, "party", "read") == "masked"
    if pairs or merges:
        seen(PARTIES, "", rows=len(pairs) + 2 * len(merges))
    return render(
        request,
        "registry/matches.html",
        {
            "page": page,
            "lines": [_line(proposal, held, masked=masked) for proposal in page],
            "merges": [_merge_line(merge, masked=masked) for merge in merges],
            "may_decide": doors.may(request.user, "match", "decide"),
            "last": MatchRun.objects.visible_to(request.user).first(),
        },
    )


@require_POST
@door("match", "decide")
def call_same(request: HttpRequest, pk: int) -> HttpResponse:
    """They are one."""
    return _decide(request, pk, actions.call_same, _("已合并；名下的记录归入保留的主体，可在下方撤销。"))


@require_POST
@door("match", "decide")
def call_different(request: HttpRequest, pk: int) -> HttpResponse:
    """They are two."""
    return _decide(request, pk, actions.call_different, _("已记为不同主体，不再提出。"))


@require_POST
@door("match", "decide")
def put_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Later."""
    proposal = get_object_or_404(MatchProposal.objects.visible_to(request.user), pk=pk)
    return _answer(
        request,
        lambda: actions.put_off(proposal=proposal, day=timezone.localdate()),
        _("已移到队尾。"),
    )


@require_POST
@door("match", "decide")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Part what was merged."""
    merge = get_object_or_404(PartyMerge.objects.visible_to(request.user), pk=pk)
    reason = _reason(request)
    return _answer(
        request,
        lambda: actions.undo(merge=merge, by=request.user, day=timezone.localdate(), reason=reason),
        _("合并已撤销，记录已归还原主体。"),
    )


@require_POST
@door("match", "decide")
def look(request: HttpRequest) -> HttpResponse:
    """Look for pairs now, without waiting for the worker."""
    return _answer(
        request, lambda: actions.propose(day=timezone.localdate(), anew=True), _("已重新比对全部主体。")
    )


def _decide(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    proposal = get_object_or_404(MatchProposal.objects.visible_to(request.user), pk=pk)
    reason = _reason(request)
    return _answer(
        request,
        lambda: verb(proposal=proposal, by=request.user, day=timezone.localdate(), reason=reason),
        done,
    )


def _answer(request: HttpRequest, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except ZhiceError as refused:
        if refusals.status_of(refused) != refusals.BAD_REQUEST:
            raise
        messages.error(request, refusals.in_language(refused))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("registry:matches"))


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= _LAST_PAGE):
        raise refusals.refuse("没有这一页。", "There is no such page.")
    return int(text)


def _line(proposal: MatchProposal, held: dict[int, int], *, masked: bool) -> dict[str, Any]:
    survivor, _lesser = actions.survivor_of(proposal)
    english = wording.is_english()
    return {
        "proposal": proposal,
        "sides": [
            _side(party, held, masked=masked, stays=party.pk == survivor.pk)
            for party in (proposal.left, proposal.right)
        ],
        "reasons": [
            {
                "words": each["en"] if english else each["zh"],
                "weight": f"{each['weight']:+g}",
                "tone": "ok" if each["weight"] > 0 else "bad" if each["weight"] < 0 else "mute",
            }
            for each in proposal.reasons
        ],
        "percent": int(proposal.score * 100),  # never 100: a score is not a certainty
        "tone": TONES["same" if proposal.score >= _SAME_FROM else "review"],
    }


def _side(party: Party, held: dict[int, int], *, masked: bool, stays: bool) -> dict[str, Any]:
    return {
        "party": party,
        "name": _name(party, masked=masked),
        "patents": held.get(party.pk, 0),
        "former": [] if masked else [each.name for each in party.names.all() if each.name != party.name],
        "stays": stays,
    }


def _merge_line(merge: PartyMerge, *, masked: bool) -> dict[str, Any]:
    names = {"lesser": _name(merge.lesser, masked=masked), "survivor": _name(merge.survivor, masked=masked)}
    return {"merge": merge, **names}


def _name(party: Party, *, masked: bool) -> str:
    return wording.masked(party.name) if masked else party.name
