"""One form for every refusal: a page for people, `{error, detail}` for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.web import doors

OURS = 500  # from here on it is our fault
BAD_REQUEST, UNAUTHORISED, FORBIDDEN, MISSING, CONFLICT, UNAVAILABLE = 400, 401, 403, 404, 409, 503
NAMES = {
    400: "bad_request",
    401: "sign_in_needed",
    403: "forbidden",
    404: "not_found",
    409: "stale",
    422: "invalid",
    503: "unavailable",
}


class BadAddress(ZhiceError):
    """The address asks for something that does not exist: a page, a sort order, a filter."""


class Missing(ZhiceError):
    """Well asked, but there is nothing there: a page beyond the last one."""

    status = MISSING


class Stale(ZhiceError):
    """Somebody else changed the record in between."""

    status = CONFLICT


def words(zh: str, en: str) -> Words:
    return Words(zh=zh, en=en)


def refuse(zh: str, en: str) -> BadAddress:
    """The error for an address that cannot be served."""
    return BadAddress(Words(zh=zh, en=en))


def status_of(error: ZhiceError) -> int:
    if (
        type(error).__name__ == "JournalUnavailable"
    ):  # the journal stands beside us: known by name, not imported
        return UNAVAILABLE
    return int(getattr(error, "status", BAD_REQUEST))


def in_language(error: ZhiceError) -> str:
    return error.words.in_(get_language() or "zh-hans")


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or (
        "application/json" in request.headers.get("Accept", "")
        and "text/html" not in request.headers.get("Accept", "")
    )


def answer(request: HttpRequest, *, status: int, detail: str = "") -> HttpResponse:
    """The refusal as JSON or as a page, whichever was asked for."""
    if wants_json(request):
        return JsonResponse(problem(status, detail or title_of(status)), status=status)
    template = "web/errors/refused.html" if detail else f"web/errors/{status}.html"
    context = {"status": status, "title": title_of(status), "detail": detail}
    response: HttpResponse = render(request, template, context, status=status)
    return response


def problem(status: int, detail: Any) -> dict[str, Any]:
    """The body of every refusal of the API."""
    return {"error": NAMES.get(status, "error"), "detail": detail}


def title_of(status: int) -> str:
    return {
        400: _("请求有误"),
        401: _("请先登录"),
        403: _("没有权限"),
        404: _("没有找到"),
        409: _("内容已被他人修改"),
        422: _("内容有误"),
        503: _("暂时无法办理"),
    }.get(status, _("系统出错"))


def sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        response = JsonResponse(problem(UNAUTHORISED, title_of(UNAUTHORISED)), status=UNAUTHORISED)
        response["WWW-Authenticate"] = "Bearer"
        return response
    return doors.to_sign_in(request)


def plain(status: int) -> HttpResponse:
    """The last resort, when not even the page can be made: no database, no person, no navigation."""
    text = loader.render_to_string("web/errors/last.html", {"status": status, "title": title_of(status)})
    return HttpResponse(text, status=status)
