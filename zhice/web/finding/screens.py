"""The page of hits, and suggestions while somebody types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhice.search import finding
from zhice.search.engine.grammar import QuestionRefused
from zhice.search.finding import Found
from zhice.web import doors, refusals
from zhice.web.finding import address, facets
from zhice.web.finding.address import Search
from zhice.web.models import SavedSearch

LONGEST_SUGGESTION = 60
NEIGHBOURS = 2


@doors.public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the question finds among all that this person may read; a number leads straight to its record."""
    asked = address.read(request.GET)
    if asked.question and asked.page == 1 and not asked.narrowed and not asked.listed:
        hit = finding.by_number(request.user, asked.question)
        if hit is not None:
            return HttpResponseRedirect(hit.url)
    found, refused = _found(request.user, asked)
    spread = facets.of(found, asked, request.user)
    context = {
        "search": asked,
        "global_query": asked.question,
        "found": found,
        "refused": refused,
        "facets": spread,
        "chips": facets.chips(asked, spread),
        "pages": _pages(asked.page, -(-found.total // address.SIZE)),
        "query": asked.query(),
        "by_year": asked.query(sort="newest"),
        "by_score": asked.query(sort=""),
        "saved": SavedSearch.objects.visible_to(request.user)[:20],
    }
    return render(request, "web/search.html", context)


@doors.public
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """[{title, kind, url}] for what was typed so far: of the same records as the page of hits, for the same person."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SUGGESTION]
    hits = finding.suggested(request.user, text) if len(text) > 1 else []
    return JsonResponse(
        {"records": [{"title": hit.plain_title, "kind": str(hit.what.title), "url": hit.url} for hit in hits]}
    )


def _found(user: Any, asked: Search) -> tuple[Found, str]:
    """The hits, or why the question was refused."""
    if not asked.question:
        return Found(), ""
    try:
        found = finding.find(
            user,
            asked.question,
            filters=asked.filters,
            offset=asked.offset,
            limit=address.SIZE,
            newest=asked.sort == "newest",
            facets=True,
        )
    except QuestionRefused as refusal:
        return Found(), refusals.in_language(refusal)
    if asked.page > 1 and asked.offset >= found.total:
        raise address.beyond(asked.page, pages=max(1, -(-found.total // address.SIZE)))
    return found, ""


def _pages(number: int, count: int) -> list[int | None]:
    """First, last and the neighbours of the present page; None where some are left out."""
    count = min(count, address.LAST_PAGE)
    wanted = {1, count, *range(number - NEIGHBOURS, number + NEIGHBOURS + 1)}
    shown: list[int | None] = []
    for each in sorted(each for each in wanted if 1 <= each <= count):
        if shown and each != (shown[-1] or 0) + 1:
            shown.append(None)
        shown.append(each)
    return shown if count > 1 else []


def page_address(query: str = "") -> str:
    return f"{reverse('web:search')}?{query}"
