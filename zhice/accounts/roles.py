"""The roles of trust.md §4. A role is held from a day to a day; what it may do stands in the permission tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhice.kernel.words import Words


class Role(StrEnum):
    CITIZEN = "citizen"
    COMPLAINANT = "complainant"
    ENTERPRISE = "enterprise"
    AGENCY = "agency"
    BANK = "bank"
    LIAISON = "liaison"
    SCHOOL = "school"
    OTHER_DEPARTMENT = "other_department"
    OFFICER = "officer"
    LEGAL_REVIEWER = "legal_reviewer"
    HEARING_OFFICER = "hearing_officer"
    SECTION_CHIEF = "section_chief"
    BUREAU_LEADER = "bureau_leader"
    PLAN_OFFICE = "plan_office"
    CREDIT_CLERK = "credit_clerk"
    PUBLICITY_EDITOR = "publicity_editor"
    AUDIT_ADMIN = "audit_admin"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"


@dataclass(frozen=True, kw_only=True)
class Title:
    """How a role is shown. `internal`: staff of the bureau, who need a second factor and leave an idle session."""

    words: Words
    internal: bool


def _title(zh: str, en: str, *, internal: bool = False) -> Title:
    return Title(words=Words(zh=zh, en=en), internal=internal)


TITLES: dict[Role, Title] = {
    Role.CITIZEN: _title("公众", "citizen"),
    Role.COMPLAINANT: _title("举报投诉人", "complainant"),
    Role.ENTERPRISE: _title("企业", "enterprise"),
    Role.AGENCY: _title("服务机构", "agency"),
    Role.BANK: _title("银行", "bank"),
    Role.LIAISON: _title("公安、法院联络员", "police and court liaison"),
    Role.SCHOOL: _title("学校、学员", "school or trainee"),
    Role.OTHER_DEPARTMENT: _title("其他部门", "other department"),
    Role.OFFICER: _title("执法人员", "officer", internal=True),
    Role.LEGAL_REVIEWER: _title("法制审核员", "legal reviewer", internal=True),
    Role.HEARING_OFFICER: _title("听证主持人", "hearing officer", internal=True),
    Role.SECTION_CHIEF: _title("科室负责人", "section chief", internal=True),
    Role.BUREAU_LEADER: _title("局领导", "bureau leader", internal=True),
    Role.PLAN_OFFICE: _title("战略规划办", "plan office", internal=True),
    Role.CREDIT_CLERK: _title("信用管理员", "credit clerk", internal=True),
    Role.PUBLICITY_EDITOR: _title("公开编辑", "publicity editor", internal=True),
    Role.AUDIT_ADMIN: _title("审计管理员", "audit administrator", internal=True),
    Role.SYSTEM_ADMIN: _title("系统管理员", "system administrator", internal=True),
    Role.SECURITY_ADMIN: _title("安全管理员", "security administrator", internal=True),
}

INTERNAL = frozenset(role for role, title in TITLES.items() if title.internal)
ADMINISTRATORS = frozenset({Role.AUDIT_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
