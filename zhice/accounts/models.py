"""People, units, and who holds which role from when to when."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.accounts.notices.models import Notice
from zhice.accounts.roles import ADMINISTRATORS, INTERNAL, TITLES, Role
from zhice.accounts.standing import Standing, standing_of
from zhice.accounts.visibility import Visibility, Visible, VisibleRows

__all__ = ["Notice", "RoleGrant", "Unit", "User", "UserParty", "Users"]


class Unit(models.Model):
    """A bureau or one of its 科室 (or a unit of another department); a tree."""

    VISIBILITY = Visibility(record="unit", unit=lambda user: Q(pk__in=user.unit_ids))

    code = models.SlugField(_("编号"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级单位"),
    )

    objects = Visible()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="unit_is_not_its_own_parent",
                condition=~Q(parent=F("id")) | Q(parent=None),
                violation_error_message=_("单位不能是自己的上级。"),
            )
        ]

    def __str__(self) -> str:
        english = (get_language() or "").startswith("en")
        return (english and self.name_en) or self.name


class Users(BaseUserManager.from_queryset(VisibleRows)):  # type: ignore[misc]
    """Accounts are made by `create_user`; there is no super-user: rights come from role grants alone."""

    def create_user(
        self, *, username: str, name: str, password: str | None = None, unit: Unit | None = None
    ) -> User:
        """A new account without any role; `password=None` makes one that cannot sign in yet."""
        user = self.model(username=self.model.normalize_username(username), name=name, unit=unit)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: one person. What the person may do follows from the role grants in force today."""

    VISIBILITY = Visibility(record="user", own=lambda user: Q(pk=user.pk))

    username = models.CharField(
        _("用户名"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("这个用户名已有人使用，请换一个。")},
    )
    name = models.CharField(_("姓名"), max_length=100)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("单位"),
        help_text=_("企业、机构、银行等外部用户没有单位。"),
    )
    is_active = models.BooleanField(_("启用"), default=True)
    created = models.DateTimeField(_("建立时间"), default=timezone.now, editable=False)

    objects = Users()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def standing(self) -> Standing:
        """Roles, units and parties as they are today; read once per loaded account, that is once per request."""
        return standing_of(self, day=timezone.localdate())

    @property
    def roles(self) -> frozenset[Role]:
        return self.standing.roles

    @property
    def unit_ids(self) -> tuple[int, ...]:
        return self.standing.unit_ids

    @property
    def party_ids(self) -> tuple[int, ...]:
        return self.standing.party_ids

    @property
    def is_internal(self) -> bool:
        return bool(self.roles & INTERNAL)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Password and standing: a session opened under other roles, unit or parties ends with its next request."""
        return salted_hmac(
            "zhice.accounts.session",
            f"{self.password}\n{self.standing.stamp}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class UserParty(models.Model):
    """For whom an outside user acts. The party lives in the registry above this floor, hence no foreign key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="parties", verbose_name=_("用户"))
    party_id = models.BigIntegerField(_("主体编号"))

    class Meta:
        verbose_name = _("所属主体")
        verbose_name_plural = _("所属主体")
        constraints = [
            models.UniqueConstraint(fields=["user", "party_id"], name="user_acts_once_for_a_party")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.party_id}"


def _role_choices() -> list[tuple[str, Any]]:
    return [(role.value, _(TITLES[role].words.zh)) for role in Role]


class RoleGrant(models.Model):
    """A role, held from a day to a day (inclusive; open when empty), given by somebody else."""

    VISIBILITY = Visibility(record="role", own=lambda user: Q(user_id=user.pk))

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants", verbose_name=_("用户"))
    role = models.CharField(_("角色"), max_length=40, choices=_role_choices)
    from_day = models.DateField(_("自"))
    to_day = models.DateField(_("至"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_given",
        verbose_name=_("授权人"),
        help_text=_("空：安装时授予。"),
    )
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("角色授予")
        verbose_name_plural = _("角色授予")
        ordering = ["user", "role", "-from_day"]
        constraints = [
            models.CheckConstraint(
                name="nobody_grants_a_role_to_oneself",
                condition=Q(granted_by=None) | ~Q(granted_by=F("user")),
                violation_error_message=_("不能给自己授予角色，请由另一位安全管理员办理。"),
            ),
            models.CheckConstraint(
                name="role_grant_ends_after_it_begins",
                condition=Q(to_day=None) | Q(to_day__gte=F("from_day")),
                violation_error_message=_("截止日期不能早于起始日期。"),
            ),
            models.CheckConstraint(
                name="role_grant_names_a_known_role",
                condition=Q(role__in=[role.value for role in Role]),
                violation_error_message=_("没有这个角色。"),
            ),
            ExclusionConstraint(
                name="one_administrator_role_per_account",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Func(
                            F("from_day"),
                            F("to_day"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(role__in=sorted(role.value for role in ADMINISTRATORS)),
                violation_error_message=_("同一账号不能兼任审计、系统、安全三个管理员中的两个。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    def in_force(self, *, day: datetime.date) -> bool:
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)
