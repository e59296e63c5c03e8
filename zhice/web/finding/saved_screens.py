"""Searches that people keep; whoever wants to is told each day what they find anew."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhice.journal.acts import act
from zhice.web import doors, refusals
from zhice.web.finding import address
from zhice.web.models import SavedSearch

MOST = 100  # searches of one person


class SearchForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedSearch
        fields = ["title", "daily"]


@doors.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own searches."""
    return render(
        request, "web/saved_searches.html", {"searches": SavedSearch.objects.visible_to(request.user)}
    )


@doors.signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the present search under a name; the same name again replaces it."""
    asked = address.read(QueryDict(request.POST.get("query", "")))
    if not asked.question:
        raise refusals.refuse("请先搜索，再保存。", "Search first, then save.")
    own = SavedSearch.objects.visible_to(request.user)
    kept = own.filter(title=request.POST.get("title", "").strip()).first()
    if kept is None and own.count() >= MOST:
        raise refusals.refuse(
            f"最多保存 {MOST} 个搜索，请先删除不用的。", f"You can keep {MOST} searches; remove some first."
        )
    form = SearchForm(request.POST, instance=kept or SavedSearch(user_id=request.user.pk))
    if not form.is_valid():
        raise refusals.refuse("请填写名称，最长 60 个字。", "Give the search a name of 60 signs at most.")
    with act("web.search.save") as entry:
        search = form.save(commit=False)
        search.query, search.seen = asked.query(), None
        search.save()
        entry.record = f"search:{search.pk}"
    messages.success(request, _("搜索“%(title)s”已保存") % {"title": search.title})
    return HttpResponseRedirect(reverse("web:saved_searches"))


@doors.signed_in
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the daily notice, stop it, or remove the search."""
    search = SavedSearch.objects.visible_to(request.user).filter(pk=number).first()
    verb = request.POST.get("verb", "")
    if search is None or verb not in ("daily", "no_daily", "remove"):
        raise Http404
    with act(f"web.search.{verb}", record=f"search:{search.pk}"):
        if verb == "remove":
            search.delete()
        else:
            search.daily, search.seen = verb == "daily", None
            search.save()
    return HttpResponseRedirect(reverse("web:saved_searches"))
