"""Users, units and role grants, as registers: system administrators make accounts, security administrators give roles."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.accounts.models import RoleGrant, Unit, User
from zhice.accounts.roles import TITLES, Role
from zhice.journal.acting import current
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.web.navigation import SYSTEM
from zhice.web.register import Action, Column, Register, Section, site


class GrantRefused(ZhiceError):
    """A role grant that the separation of duties or its own history does not allow."""


def create_user(values: dict[str, Any]) -> User:
    return User.objects.create_user(username=values["username"], name=values["name"], unit=values.get("unit"))


def grant_role(values: dict[str, Any]) -> RoleGrant:
    """Given by whoever acts; nobody gives a role to oneself, nobody holds two administrator roles."""
    grant = RoleGrant(**values, granted_by_id=_acting_user())
    grant.full_clean()
    with transaction.atomic():
        grant.save()
    return grant


def end_grant(grant: RoleGrant, values: dict[str, Any]) -> RoleGrant:
    """Only its end and the reason may change: what somebody was allowed to do stays on record."""
    fixed = ("user", "role", "from_day")
    if any(values[name] != getattr(RoleGrant.objects.get(pk=grant.pk), name) for name in fixed):
        raise GrantRefused(
            Words(
                zh="已授予的角色只能改截止日期和理由；要换人、换角色，请先让它截止，再另行授予。",
                en="Of a grant only its end and reason can change; end it and give another one.",
            )
        )
    if grant.user_id == _acting_user():
        raise GrantRefused(
            Words(zh="不能改动自己的角色，请由另一位安全管理员办理。", en="Nobody changes one's own roles.")
        )
    grant.to_day, grant.reason = values["to_day"], values["reason"]
    grant.full_clean()
    grant.save(update_fields=["to_day", "reason"])
    return grant


def _acting_user() -> int | None:
    kind, _, number = current().actor.partition(":")
    return int(number) if kind == "user" else None


def _role(grant: RoleGrant) -> str:
    return str(TITLES[Role(grant.role)].words)


USERS = Register(
    model=User,
    slug="users",
    record="user",
    title=_("用户"),
    icon="user",
    group=SYSTEM,
    order=900,
    columns=(
        Column("username"),
        Column("name"),
        Column("unit__name", _("单位")),
        Column("is_active"),
        Column("last_login", _("上次登录"), shown=False),
    ),
    filters=("unit", "is_active"),
    search=("username", "name"),
    sort=("username",),
    form=(Section(_("账号"), "username", "name", "unit", "is_active"),),
    actions=(
        Action(
            _("设置初始密码"), lambda user: reverse("accounts:give_password", args=[user.pk]), verb="change"
        ),
    ),
    related=("unit",),
    create=create_user,
    help=_("账号由系统管理员建立，角色由安全管理员授予，两者不得为同一人。"),
)
UNITS = Register(
    model=Unit,
    slug="units",
    record="unit",
    title=_("单位"),
    icon="list",
    group=SYSTEM,
    order=910,
    columns=(
        Column("code"),
        Column("name"),
        Column("name_en", shown=False),
        Column("parent__name", _("上级单位")),
    ),
    search=("code", "name"),
    sort=("code",),
    form=(Section(_("单位"), "code", "name", "name_en", "parent"),),
    imports=("code", "name", "name_en"),
    key=("code",),
    related=("parent",),
)
ROLES = Register(
    model=RoleGrant,
    slug="roles",
    record="role",
    title=_("角色授予"),
    icon="list",
    group=SYSTEM,
    order=920,
    columns=(
        Column("user__name", _("姓名")),
        Column("role", value=_role, sort="role"),
        Column("from_day"),
        Column("to_day"),
        Column("granted_by__name", _("授权人")),
        Column("reason"),
    ),
    filters=("role",),
    search=("user__name", "user__username"),
    form=(Section(_("角色授予"), "user", "role", "from_day", "to_day", "reason"),),
    related=("user", "granted_by"),
    verbs={"create": "grant", "change": "revoke"},
    create=grant_role,
    change=end_grant,
    help=_("角色从起始日到截止日有效。任何人不得给自己授予角色；审计、系统、安全三个管理员角色不得兼任。"),
)
site.add(USERS, UNITS, ROLES)
