"""The few pages that belong to nobody else: language, health, help."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from zhice.web import doors, handbook, refusals

YEAR = 365 * 24 * 3600


@doors.public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages; the choice is kept in a cookie."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES) or not check_for_language(code):
        raise refusals.refuse(
            "没有这种语言。请选择简体中文或 English。",
            "We do not speak this language; choose Chinese or English.",
        )
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


@doors.public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers; for whoever watches the server."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Exception:  # whatever is wrong with the database, the answer is the same
        return JsonResponse({"database": "unreachable"}, status=refusals.UNAVAILABLE)
    return JsonResponse({"database": "ok"})


@doors.public
@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "web/help/index.html",
        {"pages": handbook.pages(), "registers": handbook.register_pages(request.user)},
    )


@doors.public
@require_safe
def help_page(request: HttpRequest, name: str) -> HttpResponse:
    page = handbook.page(name)
    if page is None:
        raise Http404
    return render(request, "web/help/page.html", {"page": page})
