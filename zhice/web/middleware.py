"""Refusals become pages: whoever is refused reads why, and what to do, in the form they asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from zhice.kernel.errors import ZhiceError
from zhice.web import doors, refusals

log = logging.getLogger("zhice.web")


class RefusalMiddleware:
    """Turns SignInNeeded into the way to the sign-in page and a ZhiceError into a readable answer.

    The status is 400 unless the error says otherwise: by its `status` attribute, or 503 for `JournalUnavailable`,
    because what cannot be written into the journal is not done.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The view's transaction has been rolled back already: Django leaves it before it asks us."""
        if isinstance(exception, doors.SignInNeeded):
            return refusals.sign_in(request)
        if isinstance(exception, ZhiceError):
            status = refusals.status_of(exception)
            if status >= refusals.OURS:
                log.error("refused with %s: %s", status, exception)
            return refusals.answer(request, status=status, detail=refusals.in_language(exception))
        return None


def undo(request: Any) -> None:
    """Take back what an API operation has written before it was refused (it answers inside the transaction)."""
    connection = transaction.get_connection()
    if connection.in_atomic_block:
        connection.set_rollback(True)
