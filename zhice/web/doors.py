"""Who may enter: every view stands behind one door, or says that it is public.

The machinery does not know people and roles. It asks an `Authority`, which `accounts` installs when the apps are ready;
until then every door stays shut.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar, runtime_checkable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., Any])


@runtime_checkable
class Authority(Protocol):
    """What the doors ask. A module with these three functions serves as well as an object."""

    def may(self, user: Any, record: str, verb: str) -> bool:
        """Whether any role of `user` (who may be anonymous) has any scope for `verb` on records of this kind."""

    def scope(self, user: Any, record: str, verb: str) -> str | None:
        """The widest scope (`all`, `unit`, `own`, `assigned`, `public`, `masked`, `count`), or None."""

    def visible(self, user: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of `queryset` that `user` may read; the same as `visible_to(user)` of its model."""


class Closed:
    """Before anyone installed an authority nobody may do anything."""

    def may(self, user: Any, record: str, verb: str) -> bool:
        return False

    def scope(self, user: Any, record: str, verb: str) -> str | None:
        return None

    def visible(self, user: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.none()


authority: Authority = Closed()


def install(filled: Authority) -> None:
    """Let `filled` answer from now on; called once, by `accounts` in `ready()`."""
    global authority  # noqa: PLW0603  # one port, filled once at start
    authority = filled


def may(user: Any, record: str, verb: str) -> bool:
    return authority.may(user, record, verb)


def scope(user: Any, record: str, verb: str) -> str | None:
    return authority.scope(user, record, verb)


def visible(user: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return authority.visible(user, queryset)


class SignInNeeded(Exception):
    """Nobody is signed in and this door is not public: a page leads to the sign-in page, the API answers 401."""


@dataclass(frozen=True)
class Door:
    """What a view stands behind; kept on the view as `view.door` for the permission tests. None of both = public."""

    record: str | None = None
    verb: str | None = None

    @property
    def is_public(self) -> bool:
        return self.record is None

    def check(self, user: Any) -> None:
        """Raise SignInNeeded or PermissionDenied unless `user` may pass."""
        if self.record is None or self.verb is None or authority.may(user, self.record, self.verb):
            return
        if not user.is_authenticated:
            raise SignInNeeded
        raise PermissionDenied


PUBLIC = Door()
SIGNED_IN = Door("account", "sign_in")


def door(record: str, verb: str) -> Callable[[View], View]:
    """Let only those through whose roles have a scope for `verb` on `record` (see the permission tables).

    Which rows they then see is decided by `Model.objects.visible_to(request.user)`; a foreign record answers 404.
    Works on page views and on API operations alike; the signature is kept.
    """
    return _behind(Door(record, verb))


def public(view: View) -> View:
    """Open to everybody, signed in or not; says so for the permission tests."""
    return _behind(PUBLIC)(view)


def signed_in(view: View) -> View:
    """Open to every person who is signed in, whatever the role: their own account, language, saved views, help."""
    return _behind(SIGNED_IN)(view)


def _behind(entrance: Door) -> Callable[[View], View]:
    def wrap(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if entrance is SIGNED_IN:
                if not request.user.is_authenticated:
                    raise SignInNeeded
            else:
                entrance.check(request.user)
            return view(request, *args, **kwargs)

        with suppress(NameError):  # a name only type checkers see: nobody reads such a signature at run time
            # the API reads annotations where the wrapper lives; so they are resolved where they were written
            entered.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        entered.door = entrance  # type: ignore[attr-defined]
        return entered  # type: ignore[return-value]

    return wrap


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page and back to where the person wanted to go."""
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(back)
