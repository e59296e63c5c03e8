"""Every refusal has its status, its words, and its form: a page for people, JSON for programs."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.web import doors, refusals
from zhice.web.middleware import RefusalMiddleware


class JournalUnavailable(ZhiceError):
    """Named as the journal's own."""


WORDS = Words(zh="日志暂时不能写入，请稍后再试。", en="The journal cannot be written; try again later.")
MIDDLEWARE = RefusalMiddleware(lambda request: HttpResponse())


def asked(path: str = "/registers/x/", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers=headers)
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ZhiceError(WORDS), 400),
        (refusals.BadAddress(WORDS), 400),
        (refusals.Stale(WORDS), 409),
        (JournalUnavailable(WORDS), 503),
    ],
)
def test_each_error_has_its_status_and_its_words(error: ZhiceError, status: int) -> None:
    answer = MIDDLEWARE.process_exception(asked(), error)
    assert answer is not None
    assert answer.status_code == status
    assert WORDS.zh in answer.content.decode()


def test_programs_read_the_same_in_json_and_in_their_language() -> None:
    with override("en"):
        answer = MIDDLEWARE.process_exception(asked(path="/api/v1/x"), JournalUnavailable(WORDS))
    assert answer is not None
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/json")
    assert WORDS.en in answer.content.decode()


def test_nobody_is_led_to_sign_in_or_told_so() -> None:
    page = MIDDLEWARE.process_exception(asked(), doors.SignInNeeded())
    assert page is not None
    assert page.status_code == 302
    told = MIDDLEWARE.process_exception(asked(path="/api/v1/x"), doors.SignInNeeded())
    assert told is not None
    assert told.status_code == 401


def test_an_error_of_ours_is_not_hidden() -> None:
    assert MIDDLEWARE.process_exception(asked(), RuntimeError("a fault")) is None


def test_the_last_page_needs_nothing() -> None:
    answer = refusals.plain(500)
    assert answer.status_code == 500
    assert "您的操作没有生效" in answer.content.decode()
