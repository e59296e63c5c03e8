"""The one NinjaAPI: authentication, refusals, routers of all rooms, and the generated routes of the registers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.utils import check_csrf

from zhice.api import registers
from zhice.kernel.errors import ZhiceError
from zhice.web import discovery, doors, refusals
from zhice.web.middleware import undo


def who(request: HttpRequest) -> Any:
    """A token, or a session: then anything but reading needs the CSRF token as well."""
    if getattr(request, "api_token", None) is not None:
        return request.user
    if request.user.is_authenticated:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            wrong = check_csrf(request)
            if wrong:
                raise PermissionDenied
        return request.user
    return None


def build() -> NinjaAPI:
    """All routes: the rooms' own `api.py` (each with a `router`), then one list and one detail for every register."""
    api = NinjaAPI(
        title="知策 Zhice",
        version="1",
        description="What the pages show, for programs. Authenticate with a session cookie or `Authorization: Bearer <token>`.",
        auth=who,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api_v1",
    )
    for module in discovery.modules("api"):
        api.add_router("", module.router)
    api.add_router("", registers.router())
    _readable(api)
    return api


def _readable(api: NinjaAPI) -> None:
    """Every refusal in one form; what was written before it is taken back."""

    def answer(request: HttpRequest, status: int, detail: Any) -> HttpResponse:
        undo(request)
        return api.create_response(request, refusals.problem(status, detail), status=status)

    @api.exception_handler(doors.SignInNeeded)
    def sign_in(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(request, 401, refusals.title_of(401))

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(request, 401, refusals.title_of(401))

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(request, 403, refusals.title_of(403))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(request, 404, refusals.title_of(404))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        """400 for an address that asks for what does not exist, 422 for a body that cannot be meant."""
        in_address = all(each.get("loc", ("",))[0] in ("query", "path") for each in error.errors)
        detail = [{key: each.get(key) for key in ("loc", "msg", "type")} for each in error.errors]
        return answer(request, 400 if in_address else 422, detail)

    @api.exception_handler(HttpError)
    def said(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, str(error))

    @api.exception_handler(ZhiceError)
    def refused(request: HttpRequest, error: ZhiceError) -> HttpResponse:
        return answer(request, refusals.status_of(error), refusals.in_language(error))

    @api.exception_handler(DataError)
    def too_much(request: HttpRequest, error: Exception) -> HttpResponse:
        """A number or text that PostgreSQL cannot hold: NUL in a text, an integer beyond its column."""
        return answer(request, 400, refusals.title_of(400))
