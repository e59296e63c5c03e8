"""People of the example region: the bureau's units and one account for each role that the example needs. Made up."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhice.accounts.models import RoleGrant, Unit, User, UserParty
from zhice.accounts.roles import TITLES, Role

BUREAU = ("scjg", "济源产城融合示范区市场监督管理局", "Jiyuan Administration for Market Regulation", "")
SECTIONS = (
    ("scjg-zscq", "知识产权科", "Intellectual property section", "scjg"),
    ("scjg-fz", "法制科", "Legal affairs section", "scjg"),
    ("scjg-xy", "信用监督管理科", "Credit supervision section", "scjg"),
    ("scjg-zfdd", "综合执法大队", "Enforcement brigade", "scjg"),
    ("scjg-bgs", "办公室", "General office", "scjg"),
)
PEOPLE = (
    ("plan_office", "周文博", Role.PLAN_OFFICE, "scjg-zscq"),
    ("chief", "李静怡", Role.SECTION_CHIEF, "scjg-zscq"),
    ("leader", "王建国", Role.BUREAU_LEADER, "scjg"),
    ("officer", "赵鹏飞", Role.OFFICER, "scjg-zfdd"),
    ("legal", "孙雅楠", Role.LEGAL_REVIEWER, "scjg-fz"),
    ("credit", "陈立", Role.CREDIT_CLERK, "scjg-xy"),
    ("audit", "吴晓东", Role.AUDIT_ADMIN, "scjg-bgs"),
    ("system", "郑海", Role.SYSTEM_ADMIN, "scjg-bgs"),
    ("security", "冯雪", Role.SECURITY_ADMIN, "scjg-bgs"),
    ("enterprise", "企业联系人", Role.ENTERPRISE, ""),
)


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """One line of what `make run` prints."""

    username: str
    name: str
    role: Role

    def __str__(self) -> str:
        return f"{self.username}  {self.name}（{TITLES[self.role].words.zh}）"


def load(*, password: str, since: datetime.date, parties: tuple[int, ...] = ()) -> list[SignIn]:
    """Make what is missing of units, accounts and grants; `parties`: for whom the enterprise account acts.

    A plain function: whoever loads the example calls it inside an act of their own.
    """
    units = {code: _unit(code, name, english, above) for code, name, english, above in (BUREAU, *SECTIONS)}
    for username, name, role, unit in PEOPLE:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = User.objects.create_user(
                username=username, name=name, password=password, unit=units.get(unit)
            )
        RoleGrant.objects.get_or_create(user=user, role=role, defaults={"from_day": since, "reason": "示例"})
        if role is Role.ENTERPRISE:
            for party in parties:
                UserParty.objects.get_or_create(user=user, party_id=party)
    return [SignIn(username=username, name=name, role=role) for username, name, role, _ in PEOPLE]


def _unit(code: str, name: str, english: str, above: str) -> Unit:
    parent = Unit.objects.filter(code=above).first()
    unit, _ = Unit.objects.get_or_create(
        code=code, defaults={"name": name, "name_en": english, "parent": parent}
    )
    return unit
