"""The example region as it is loaded into a fresh installation: units, sign-ins, records, the plan. Everything says 示例.

`sign_ins()` needs no database, so that `make run` can print them without setting the product up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Progress = Callable[[int, int], None]

PASSWORD = "shili-2022-jiyuan"
_SINCE = date(2020, 1, 1)
_SHOWN_ON = date(2022, 9, 30)
_BUREAU = "bureau"
_CORPUS, _RIGHTS = "example-province", 20_000
# code → (name, English name, unit above)
_UNITS = {
    _BUREAU: ("示例市场监督管理局", "Example Market Regulation Bureau", ""),
    "ip": ("知识产权科（示例）", "Intellectual Property Section (example)", _BUREAU),
    "law": ("法制科（示例）", "Legal Section (example)", _BUREAU),
    "enforcement": ("综合执法支队（示例）", "Enforcement Team (example)", _BUREAU),
    "credit": ("信用监管科（示例）", "Credit Supervision Section (example)", _BUREAU),
    "office": ("办公室（示例）", "General Office (example)", _BUREAU),
    "information": ("信息中心（示例）", "Information Centre (example)", _BUREAU),
    "science": ("科技局（示例）", "Science and Technology Bureau (example)", ""),
}
# user name → (role, name, unit)
_PEOPLE = {
    "plan": ("plan_office", "示例·知识产权科科员", "ip"),
    "chief": ("section_chief", "示例·知识产权科科长", "ip"),
    "leader": ("bureau_leader", "示例·分管副局长", _BUREAU),
    "officer": ("officer", "示例·执法员", "enforcement"),
    "legal": ("legal_reviewer", "示例·法制审核员", "law"),
    "hearing": ("hearing_officer", "示例·听证主持人", "law"),
    "credit": ("credit_clerk", "示例·信用管理员", "credit"),
    "publicity": ("publicity_editor", "示例·宣传编辑", "office"),
    "audit": ("audit_admin", "示例·审计管理员", "office"),
    "system": ("system_admin", "示例·系统管理员", "information"),
    "security": ("security_admin", "示例·安全管理员", "information"),
    "department": ("other_department", "示例·科技局联络员", "science"),
    "enterprise": ("enterprise", "示例·企业知识产权经理", ""),
    "agency": ("agency", "示例·代理机构人员", ""),
    "bank": ("bank", "示例·银行客户经理", ""),
    "police": ("liaison", "示例·公安联络员", ""),
    "school": ("school", "示例·学校联络员", ""),
    "citizen": ("citizen", "示例·公众", ""),
}
_PLAN = Path(__file__).resolve().parents[1] / "plan" / "library" / "jiyuan_2020_2022"


def sign_ins() -> list[tuple[str, str, str]]:
    """(user name, password, whose) of every example account."""
    return [(username, PASSWORD, name) for username, (_, name, _) in _PEOPLE.items()]


def load(progress: Progress) -> None:
    """Load everything once, as the system; `progress(done, of)`. Django is set up and somebody acts."""
    from django.utils import timezone

    from zhice.registry.example import loading, payments

    loading.load(progress)
    payments.load(
        day=timezone.localdate()
    )  # what is due is shown as of today, though the records end in 2022
    _people()
    _plan(_corpus())


def _people() -> None:
    from django.contrib.auth.hashers import make_password

    from zhice.accounts.models import RoleGrant, Unit, User, UserParty
    from zhice.journal.acts import act
    from zhice.registry.models import Party

    with act("accounts.user.create", reason="示例账号", detail={"accounts": len(_PEOPLE)}):
        units: dict[str, Unit] = {}
        for code, (name, english, above) in _UNITS.items():
            units[code] = Unit.objects.create(code=code, name=name, name_en=english, parent=units.get(above))
        secret = make_password(PASSWORD)  # one salt for all: the password is printed anyway
        for username, (role, name, unit) in _PEOPLE.items():
            user = User.objects.create(username=username, name=name, unit=units.get(unit), password=secret)
            RoleGrant.objects.create(user=user, role=role, from_day=_SINCE, reason="示例")
        firms = Party.objects.filter(example=True, region_id="419001", kind="organisation").order_by("pk")[:4]
        for username, parties in (("enterprise", firms[:1]), ("agency", firms[1:])):
            user = User.objects.get(username=username)
            UserParty.objects.bulk_create(UserParty(user=user, party_id=party.pk) for party in parties)


def _corpus() -> Any:
    """A made-up province of 18 units, so that ranks and comparisons have something to show."""
    from zhice.corpus.generate import generate
    from zhice.plan.corpora.actions import register_corpus
    from zhice.plan.corpora.opening import home
    from zhice.registry.models import Region

    folder = home() / _CORPUS
    generate(folder, rights=_RIGHTS, names=dict(Region.objects.values_list("code", "name")))
    return register_corpus(folder=_CORPUS, name="示例省语料", source="示例数据，按固定种子生成，不是真实记录")


def _plan(corpus: Any) -> None:
    from zhice.journal.acts import act
    from zhice.plan.figures.scoreboard import scoreboard
    from zhice.plan.goals.actions import adopt_plan
    from zhice.plan.goals.folder import read_folder
    from zhice.plan.indicators.actions import choose_corpus
    from zhice.plan.indicators.models import Indicator

    version = adopt_plan(
        folder=read_folder(_PLAN), on=_SINCE, note="示例：随安装载入", source_name=_PLAN.name
    )
    # inside the plan's period forecasts still have something to say; any other day can be chosen on the page
    with act("plan.plan.change", record=f"plan:{version.plan_id}", reason="示例：默认展示日"):
        version.plan.shown_on = _SHOWN_ON
        version.plan.save(update_fields=["shown_on"])
    choose_corpus(indicator=Indicator.objects.get(code="filings-growth-rank"), corpus=corpus)
    scoreboard(version, on=_SHOWN_ON)  # kept: the first visitor does not wait for it
