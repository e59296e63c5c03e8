"""The page of one's notices: unread first; opening one marks it read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from zhice.accounts.notices import actions, queries
from zhice.accounts.notices.models import Notice
from zhice.web.doors import door

PER_PAGE = 30


@require_safe
@door("notice", "read")
def notices(request: HttpRequest) -> HttpResponse:
    """All that this person was told."""
    page = Paginator(queries.notices_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/notices.html", {"page": page, "unread": queries.unread(request.user)})


@require_POST
@door("notice", "change")
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go to its page."""
    return redirect(actions.mark_read(notice=_own(request, pk), at=timezone.now()).url)


@require_POST
@door("notice", "change")
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and stay."""
    actions.mark_read(notice=_own(request, pk), at=timezone.now())
    return redirect("notices:list")


@require_POST
@door("notice", "change")
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything read."""
    actions.mark_all_read(user=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("notices:list")


def _own(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
