"""The pages for 400, 403, 404 and 500, named by the project's URLs as handlers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zhice.web import refusals


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusals.answer(request, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return refusals.answer(request, status=403)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not sent from our page, or a page that was open for too long."""
    return refusals.answer(request, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusals.answer(request, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Nothing may be asked of the database here: it may be what broke."""
    if refusals.wants_json(request):
        return refusals.answer(request, status=500)
    return refusals.plain(500)
