"""Signing in: name and password, then the second factor; every step leaves its event."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse

from zhice.accounts.acting import acting_as
from zhice.accounts.models import User
from zhice.journal.acting import known
from zhice.journal.acts import act

RECENT = 5 * 60  # seconds


class Backend(AuthenticationBackend):
    """Name and password. An account that is switched off gets the same answer, after the same time, as an unknown one."""

    def _check_password(self, user: Any, password: str) -> Any:
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


class Adapter(DefaultAccountAdapter):
    """Nobody signs up: the system administrator creates accounts. Tries are counted by axes, per account."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The page of the person's role (setting ZHICE_LANDINGS), else the first page."""
        roles = getattr(request.user, "roles", frozenset())
        landing = next((page for role, page in settings.ZHICE_LANDINGS.items() if role in roles), None)
        return reverse(landing) if landing else resolve_url(settings.LOGIN_REDIRECT_URL)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing of allauth's own: its counter lives in the memory of one process, axes' in the database."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever gave a password or code within five minutes is not asked again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < RECENT for record in records)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "signed in as …" over every page."""


class SecondFactor(DefaultMFAAdapter):
    """Keeps TOTP secrets encrypted, so that a stolen dump of the database is not a stolen second factor."""

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())


def _vault() -> Fernet:
    key = hashlib.sha256(b"zhice second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _request() -> str:
    actor = known()
    return actor.request if actor else ""


def _event(user: Any, verb: str, **detail: Any) -> None:
    with acting_as(user, request=_request()), act(f"accounts.account.{verb}", detail=detail) as entry:
        if user.pk:
            entry.record = f"user:{user.pk}"


@receiver(user_logged_in, dispatch_uid="zhice.accounts")
def _signed_in(sender: Any, user: Any, **_: Any) -> None:
    _event(user, "sign_in")


@receiver(user_logged_out, dispatch_uid="zhice.accounts")
def _signed_out(sender: Any, user: Any, **_: Any) -> None:
    if user is not None:
        _event(user, "sign_out")


@receiver(user_login_failed, dispatch_uid="zhice.accounts")
def _refused(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    # Only a name that exists is kept: people type their password into the wrong field.
    name = str(credentials.get("username", ""))
    account = User.objects.filter(username=name).first()
    _event(AnonymousUser(), "sign_in_refused", account=f"user:{account.pk}" if account else "unknown")


@receiver(password_changed, dispatch_uid="zhice.accounts")
def _password_changed(sender: Any, user: Any, **_: Any) -> None:
    _event(user, "change_password")
