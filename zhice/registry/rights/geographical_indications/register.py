"""How indications and the firms that use them are shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.geographical_indications.models import GeographicalIndication, IndicationUser
from zhice.registry.rights.geographical_indications.queries import registered_too_late, state_of
from zhice.search.searchable import Searching
from zhice.web import doors
from zhice.web.register import INFO, MUTE, OK, WARN, Action, Column, Panel, Register, Section, site

_KINDS = {"product": OK, "collective_mark": INFO, "certification_mark": WARN, "agricultural": MUTE}


def _standing(indication: GeographicalIndication, request: Any) -> dict[str, Any]:
    return {
        "state": state_of(indication),
        "late": registered_too_late(indication),
        "events": indication.events.all(),
    }


def _users(indication: GeographicalIndication, request: Any) -> dict[str, Any]:
    seen = IndicationUser.objects.visible_to(request.user).filter(indication=indication)
    masked = doors.scope(request.user, "indication_user", "read") == "masked"
    return {"users": seen.select_related("user", "region").order_by("-from_date", "pk"), "masked": masked}


INDICATIONS = Register(
    model=GeographicalIndication,
    slug="indications",
    title=_("地理标志"),
    record="indication",
    icon="region",
    order=18,
    columns=(
        Column("name"),
        Column("kind", badge=_KINDS),
        Column("region__name", _("所在区划"), link="region"),
        Column("holder__name", _("申请人（持有单位）"), link="party", masked=True),
        Column("recognised_on"),
        Column("document"),
        Column("ended_on"),
        Column("standard", shown=False),
        Column("trademark__number", _("对应商标"), link="trademark", shown=False),
    ),
    filters=("kind", "region", "recognised_on", "ended_on"),
    search=("name", "document", "holder__name", "area"),
    searching=Searching(text=("standard",), heard=("name", "holder__name")),
    sort=("-recognised_on", "pk"),
    form=(
        Section(_("地理标志"), "name", "kind", "region", "area"),
        Section(_("认定"), "holder", "recognised_on", "document", "standard", "trademark", "note"),
    ),
    detail=(
        Section(_("地理标志"), "name", "kind", "region__name", "area"),
        Section(
            _("认定"),
            "holder__name",
            "recognised_on",
            "document",
            "standard",
            "trademark__number",
            "ended_on",
            "note",
        ),
    ),
    panels=(
        Panel(_("状态与法律事件"), "registry/indication_standing.html", context=_standing),
        Panel(_("用标企业"), "registry/indication_users.html", context=_users, record="indication_user"),
    ),
    actions=(
        Action(
            _("记录法律事件"),
            lambda gi: reverse("registry:record-indication-event", args=[gi.pk]),
            verb="change",
        ),
    ),
    imports=("name", "kind", "region", "area", "holder", "recognised_on", "document", "standard", "note"),
    key=("name", "kind", "document"),
    bulk=("export",),
    related=("region", "holder", "trademark"),
    help=_(
        "地理标志保护产品、以地理标志注册的集体商标和证明商标、农产品地理标志。同一名称受两种保护的，分别登记。"
    ),
)

USERS = Register(
    model=IndicationUser,
    slug="indication-users",
    title=_("用标企业"),
    record="indication_user",
    icon="party",
    order=19,
    columns=(
        Column("user__name", _("用标企业"), link="party", masked=True),
        Column("indication__name", _("地理标志"), link="indication"),
        Column("region__name", _("所在地"), link="region"),
        Column("from_date"),
        Column("to_date"),
        Column("document", shown=False),
        Column("ending", shown=False),
    ),
    filters=("indication", "region", "from_date", "to_date"),
    search=("user__name", "indication__name", "document"),
    sort=("-from_date", "pk"),
    form=(
        Section(_("使用"), "indication", "user", "region", "from_date", "document"),
        Section(_("停用"), "to_date", "ending"),
    ),
    detail=(
        Section(_("使用"), "user__name", "indication__name", "region__name", "from_date", "document"),
        Section(_("停用"), "to_date", "ending"),
    ),
    imports=("indication", "user", "region", "from_date", "to_date", "document", "ending"),
    key=("indication", "user", "from_date"),
    bulk=("export",),
    related=("indication", "user", "region"),
    help=_("核准使用地理标志专用标志的企业，自公告之日起；数企业时同一企业只计一家。"),
)

site.add(INDICATIONS, USERS)
