"""Saving a view, sharing it, making it one's default, removing it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhice.journal.acts import act
from zhice.web.models import DefaultView, SavedView
from zhice.web.register import Register
from zhice.web.registers import views
from zhice.web.registers.listing import Listing


class ViewForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedView
        fields = ["title", "shared"]


@require_POST
def save(request: HttpRequest, register: Register) -> HttpResponse:
    """Keep the present address under a name; the same name again replaces one's own view."""
    query = views.tidy(request.POST.get("query", ""))
    Listing(register, request.user, QueryDict(query))  # refuses an address that means nothing
    own = SavedView.objects.filter(
        user_id=request.user.pk, register=register.slug, title=request.POST.get("title", "").strip()
    )
    form = ViewForm(
        request.POST, instance=own.first() or SavedView(user_id=request.user.pk, register=register.slug)
    )
    if not form.is_valid():
        context = {"register": register, "form": form, "query": query, "errors": summary(form)}
        return render(request, "web/registers/view.html", context, status=422)
    with act("web.view.save", detail={"register": register.slug}) as entry:
        view = form.save(commit=False)
        view.query = query
        view.save()
        if request.POST.get("default"):
            _make_default(request, register, view)
        entry.record = f"view:{view.pk}"
    messages.success(request, _("视图“%(title)s”已保存") % {"title": view.title})
    return HttpResponseRedirect(views.address(register, view))


@require_POST
def change(request: HttpRequest, register: Register, number: int) -> HttpResponse:
    """Make a view one's default, stop that, or remove one's own view."""
    view = SavedView.objects.visible_to(request.user).filter(register=register.slug, pk=number).first()
    if view is None:
        raise Http404
    verb = request.POST.get("verb", "")
    if verb not in ("default", "no_default", "remove") or (
        verb == "remove" and view.user_id != request.user.pk
    ):
        raise Http404
    with act(f"web.view.{verb}", record=f"view:{view.pk}", detail={"register": register.slug}):
        if verb == "remove":
            view.delete()
        elif verb == "default":
            _make_default(request, register, view)
        else:
            DefaultView.objects.filter(user_id=request.user.pk, register=register.slug).delete()
    if verb == "remove":
        messages.success(request, _("视图已删除"))
        return HttpResponseRedirect(f"{register.address()}?view=all")
    return HttpResponseRedirect(views.address(register, view))


def summary(form: forms.BaseForm) -> list[dict[str, str]]:
    """The lines of the error summary: each leads to its field."""
    lines = [{"field": "", "text": error} for error in form.non_field_errors()]
    for bound in form:
        anchor = bound.auto_id if bound.use_fieldset else bound.id_for_label
        lines += [{"field": anchor, "text": f"{bound.label}：{error}"} for error in bound.errors]
    return lines


def _make_default(request: HttpRequest, register: Register, view: SavedView) -> None:
    DefaultView.objects.update_or_create(
        user_id=request.user.pk, register=register.slug, defaults={"view": view}
    )
