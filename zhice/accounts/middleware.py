"""Who acts in a request: names the person to the journal, opens the wall to what they may see, shuts it afterwards."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect

from zhice.accounts.acting import acting_as

IDLE = 15 * 60  # seconds after which an internal session ends (trust.md, G24)
FRESH = 60  # a session is not written again within this many seconds
SEEN, ENROLLED = "zhice_seen", "zhice_enrolled"
ENROLMENT = "mfa_activate_totp"
# What staff without a second factor may still open.
WITHOUT_SECOND_FACTOR = frozenset(
    {ENROLMENT, "mfa_view_recovery_codes", "account_logout", "account_reauthenticate", "language", "healthz"}
)


class ActingMiddleware:
    """Stands after authentication and around everything else, also for people who are not signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]  # ours: a sent one could be forged
        _end_idle_session(request)
        user = request.user
        with acting_as(user, request=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _while_acting(user, request, response.streaming_content)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Staff without a second factor are led to enrolment before anything else."""
        if not _must_enrol(request):
            return None
        if request.resolver_match and request.resolver_match.url_name in WITHOUT_SECOND_FACTOR:
            return None
        if request.path.startswith("/api/"):
            raise PermissionDenied
        return redirect(ENROLMENT)


def _end_idle_session(request: HttpRequest) -> None:
    if not request.user.is_authenticated or not request.user.is_internal:
        return
    now, seen = int(time.time()), request.session.get(SEEN)
    if seen is not None and not -FRESH < now - seen < IDLE:  # also when the clock was set back
        with acting_as(request.user):
            logout(request)
    elif seen is None or now - seen >= FRESH:
        request.session[SEEN] = now


def _must_enrol(request: HttpRequest) -> bool:
    user = request.user
    if settings.ZHICE_SECOND_FACTOR == "off" or not user.is_authenticated or not user.is_internal:
        return False
    if request.session.get(ENROLLED) == user.pk:
        return False
    used = any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
    if used or get_adapter().is_mfa_enabled(user):
        request.session[ENROLLED] = user.pk
        return False
    return True


def _while_acting(user: Any, request: HttpRequest, content: Iterable[Any]) -> Iterator[Any]:
    """A streamed answer is made after the middleware has returned; whoever asked acts until its end."""
    with acting_as(user, request=request.request_id):  # type: ignore[attr-defined]
        yield from content
