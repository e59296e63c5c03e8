"""The list of high-value inventions in force, and the candidates that wait for a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhice.kernel.errors import ZhiceError
from zhice.registry.classes import actions
from zhice.registry.classes.models import ConcordanceMatch
from zhice.registry.high_value import queries
from zhice.registry.high_value.classes import NAMES, UNVERIFIED
from zhice.registry.high_value.forms import DecideForm, InventionFilter
from zhice.registry.rights.patents.models import Patent
from zhice.web import doors
from zhice.web.doors import door
from zhice.web.refusals import refuse
from zhice.web.registers.view_screens import summary

_A_PAGE = 50


@require_safe
@door("high_value", "read")
def inventions(request: HttpRequest) -> HttpResponse:
    """In force today, with their classes; a patent is one line, whatever the number of its classes."""
    day = timezone.localdate()
    held = queries.held_on(day)
    patents = (
        Patent.objects.visible_to(request.user)
        .filter(pk__in=held)
        .select_related("holder_region", "first_holder")
    )
    regions = sorted({(p.holder_region_id, p.holder_region.name) for p in patents if p.holder_region})
    chosen = InventionFilter(request.GET, regions=regions)
    if not chosen.is_valid():
        raise refuse("筛选条件无效。", "There is no such filter.")
    wanted, region = chosen.cleaned_data["high_class"], chosen.cleaned_data["region"]
    rows = [
        p
        for p in patents
        if (not region or p.holder_region_id == region) and (not wanted or wanted in held[p.pk])
    ]
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "day": day,
        "filter": chosen,
        "filtered": bool(wanted or region),
        "page": page,
        "lines": [{"patent": patent, "classes": _named(held[patent.pk])} for patent in page],
        "counts": [
            {"name": name, "count": sum(code in held[p.pk] for p in rows), "unverified": code in UNVERIFIED}
            for code, name in _words().items()
        ],
        "waiting": queries.open_candidates(request.user).count(),
        "concordance": queries.in_use(),
        "masked": doors.scope(request.user, "patent", "read") == "masked",
    }
    return render(request, "registry/high_value.html", context)


@require_safe
@door("high_value", "read")
def candidates(request: HttpRequest) -> HttpResponse:
    """待核: the symbol fits, the keyword was not found. Not counted until a person confirms."""
    page = Paginator(queries.open_candidates(request.user), _A_PAGE).get_page(request.GET.get("page"))
    may = doors.may(request.user, "high_value", "decide")
    context = {"page": page, "concordance": queries.in_use(), "may": may}
    return render(request, "registry/high_value_candidates.html", context)


@require_http_methods(["GET", "POST"])
@door("high_value", "decide")
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm or refuse one candidate, with the reason."""
    match = get_object_or_404(
        ConcordanceMatch.objects.visible_to(request.user).select_related("patent", "concordance"), pk=number
    )
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(match=match, day=timezone.localdate(), **form.cleaned_data)
        except ZhiceError as refused:
            form.add_error(None, refused.words.in_(get_language() or "zh-hans"))
        else:
            messages.success(request, _("判定已记录"))
            return redirect("registry:high-value-candidates")
    errors = summary(form) if form.errors else []
    context = {"form": form, "match": match, "errors": errors}
    return render(request, "registry/high_value_decide.html", context, status=422 if errors else 200)


def on_the_patents_page(patent: Patent, request: Any) -> dict[str, Any]:
    """The panel of the patent's own page: its classes today."""
    return queries.classes_of(patent, timezone.localdate())


def _words() -> dict[str, str]:
    language = get_language() or "zh-hans"
    return {code: name.in_(language) for code, name in NAMES.items()}


def _named(codes: tuple[str, ...]) -> list[dict[str, Any]]:
    words = _words()
    return [{"name": words[code], "kind": "ok"} for code in codes]
