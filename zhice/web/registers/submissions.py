"""One form, one effect: the key in a form can be used once; whoever sends it again is led to what the first one made."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from zhice.web import refusals
from zhice.web.models import Submission


class Taken(Exception):
    """The form with this key has been sent before."""


def key(request: HttpRequest) -> str:
    """The key of the form on this page: the one that was sent, or a new one."""
    sent = request.POST.get("submission", "")
    if not sent:
        return str(uuid.uuid4())
    try:
        return str(uuid.UUID(sent))
    except ValueError:
        raise refusals.refuse(
            "表单编号有误，请重新打开页面填写。", "The form's key is wrong; open the page anew."
        ) from None


def target(user: Any, used: str) -> str:
    """Where the form with this key led, if it was sent before."""
    known = Submission.objects.filter(key=used, user_id=user.pk).first()
    return known.target if known else ""


def take(user: Any, fresh: str) -> None:
    """Use the key, within the transaction of the change; raises Taken. A concurrent second waits for the first."""
    try:
        with transaction.atomic():
            Submission.objects.create(key=fresh, user_id=user.pk)
    except IntegrityError:
        raise Taken from None


def done(used: str, led_to: str) -> None:
    Submission.objects.filter(key=used).update(target=led_to)
