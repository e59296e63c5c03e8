"""How patents are shown. They come in through intake and change by legal events, so there is no form to type one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.registry.classes.matching import read_symbols
from zhice.registry.classes.queries import explained, industries_of
from zhice.registry.high_value.screens import on_the_patents_page
from zhice.registry.rights.families.queries import members_abroad, sisters
from zhice.registry.rights.patents.models import Patent
from zhice.registry.rights.patents.queries import life_line, state_of, statements
from zhice.search.searchable import Searching
from zhice.web import doors
from zhice.web.register import INFO, MUTE, OK, WARN, Action, Column, Panel, Register, Section, site

_KINDS = {"INVENTION": INFO, "UTILITY_MODEL": MUTE, "DESIGN": MUTE}


# What a statement words otherwise than a nearer source, as a person reads it.
_NAMED = {
    "applicants": Patent._meta.get_field("holders").verbose_name,
    "address": _("地址"),
    "other_classes": Patent._meta.get_field("classes").verbose_name,
} | {
    name: Patent._meta.get_field(name).verbose_name
    for name in ("title", "inventors", "agency", "ipc", "abstract", "claims", "priorities")
}


def _life(patent: Patent, request: Any) -> dict[str, Any]:
    return {"line": life_line(patent), "state": state_of(patent)}


def _sources(patent: Patent, request: Any) -> dict[str, Any]:
    return {
        "statements": [
            (told.publication, [_NAMED.get(n, n) for n in told.otherwise]) for told in statements(patent)
        ]
    }


def _family(patent: Patent, request: Any) -> dict[str, Any]:
    return {"members": members_abroad(patent.family, request.user), "patents": sisters(patent, request.user)}


def _holdings(patent: Patent, request: Any) -> dict[str, Any]:
    return {
        "holdings": patent.holdings.select_related("party", "region"),
        "spells": patent.spells.select_related("region"),
        "masked": doors.scope(request.user, "patent", "read") == "masked",
    }


def _classes(patent: Patent, request: Any) -> dict[str, Any]:
    symbols = read_symbols(patent.classes or patent.ipc)
    return {"classes": explained(patent.classes or patent.ipc), "industries": industries_of(symbols)}


PATENTS = Register(
    model=Patent,
    slug="patents",
    title=_("专利"),
    record="patent",
    icon="patent",
    order=10,
    columns=(
        Column("title"),
        Column("document_number"),
        Column("application_number"),
        Column("kind", badge=_KINDS),
        Column("filed_date"),
        Column("granted_date"),
        Column("first_holder__name", _("第一权利人"), link="party", masked=True),
        Column("holder_region__name", _("现所在地"), link="region"),
        Column("published_date", shown=False),
        Column("lapsed_date", shown=False),
        Column("abnormal_date", shown=False),
        Column("ipc", shown=False),
        Column("agency", shown=False),
        Column(
            "application_number_state",
            badge={"intact": OK, "missing": MUTE, "mangled": WARN, "check_failed": WARN},
            shown=False,
        ),
    ),
    filters=(
        "kind",
        "holder_region",
        "filed_date",
        "granted_date",
        "lapsed_date",
        "abnormal_date",
        "application_number_state",
    ),
    search=("title", "document_number", "application_number", "first_holder__name"),
    searching=Searching(
        text=("abstract", "claims"),
        name=("agency",),
        people=("holders", "inventors"),
        heard=("title", "first_holder__name"),
        ipc=("ipc", "classes"),
    ),
    sort=("-filed_date", "-pk"),
    detail=(
        Section(
            _("基本情况"),
            "title",
            "document_number",
            "application_number",
            "application_number_state",
            "kind",
            "ipc",
            "agency",
        ),
        Section(_("权利人"), "first_holder__name", "holder_region__name"),
        Section(_("日期"), "filed_date", "published_date", "granted_date", "lapsed_date", "abnormal_date"),
    ),
    panels=(
        Panel(_("一生"), "registry/patent_life.html", context=_life),
        Panel(_("第一权利人与所在地沿革"), "registry/patent_holdings.html", context=_holdings),
        Panel(_("分类"), "registry/patent_classes.html", context=_classes),
        Panel(
            _("高价值发明专利"),
            "registry/patent_high_value.html",
            context=on_the_patents_page,
            record="high_value",
        ),
        Panel(_("同族"), "registry/family_members.html", context=_family),
        Panel(_("公布公告与来源"), "registry/patent_sources.html", context=_sources),
    ),
    actions=(
        Action(
            _("记录法律事件"),
            lambda patent: reverse("registry:record-event", args=[patent.pk]),
            verb="change",
        ),
        Action(
            _("年费日历"),
            lambda patent: reverse("registry:patent-fees", args=[patent.pk]),
            verb="read",
            shown=lambda patent: bool(patent.granted_date and patent.filed_date),
        ),
    ),
    bulk=("export",),
    related=("first_holder", "holder_region"),
    help=_(
        "发明、实用新型、外观设计三种专利。日期、权利人和所在地由公布公告和法律状态事件推算，不手工填写。"
    ),
)

site.add(PATENTS)
