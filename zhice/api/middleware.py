"""Bearer tokens: who sends one acts as its owner, before `accounts` opens the wall of rows for them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zhice.api.models import Token, digest_of
from zhice.web import refusals

SCHEME = "Bearer "
PREFIX = "/api/"  # the pages of tokens lie elsewhere: a token cannot issue another


class TokenMiddleware:
    """Stands between Django's authentication and `ActingMiddleware`; only addresses of the API take tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("Authorization", "")
        if sent and request.path.startswith(PREFIX):
            token = find(sent)
            if token is None or not token.user.is_active:
                return refusals.sign_in(request)
            request.user = token.user
            request.api_token = token  # type: ignore[attr-defined]
        return self.get_response(request)


def find(header: str) -> Token | None:
    """The token of an Authorization header, if it is known and has not expired."""
    if not header.startswith(SCHEME):
        return None
    known = Token.objects.filter(
        digest=digest_of(header.removeprefix(SCHEME).strip()),
        expires_on__gte=timezone.localdate(),
        revoked__isnull=True,
    )
    return known.select_related("user").first()
