"""How trademarks are shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.trademarks.actions import correct_trademark, register_trademark
from zhice.registry.rights.trademarks.models import Trademark
from zhice.registry.rights.trademarks.renewal_screens import life
from zhice.search.searchable import Searching
from zhice.web import doors
from zhice.web.register import INFO, MUTE, WARN, Action, Column, Panel, Register, Section, site


def _holdings(trademark: Trademark, request: Any) -> dict[str, Any]:
    return {
        "holdings": trademark.holdings.select_related("party", "region"),
        "spells": trademark.spells.select_related("region"),
        "masked": doors.scope(request.user, "trademark", "read") == "masked",
    }


def _recognitions(trademark: Trademark, request: Any) -> dict[str, Any]:
    related: Any = trademark
    return {
        "recognitions": related.recognitions.order_by("day"),
        "indications": related.indications.order_by("name"),
    }


TRADEMARKS = Register(
    model=Trademark,
    slug="trademarks",
    title=_("商标"),
    record="trademark",
    icon="bookmark",
    order=16,
    columns=(
        Column("name"),
        Column("number"),
        Column("nice_class"),
        Column("kind", badge={"ordinary": MUTE, "collective": INFO, "certification": WARN}),
        Column("registered_date"),
        Column("expires_on"),
        Column("holder__name", _("现注册人"), link="party", masked=True),
        Column("holder_region__name", _("现所在地"), link="region"),
        Column("filed_date", shown=False),
        Column("published_date", shown=False),
        Column("ended_date", shown=False),
        Column("similar_groups", shown=False),
        Column("goods", shown=False),
        Column("agency", shown=False),
        Column("office", shown=False),
        Column("certificate_number", shown=False),
    ),
    filters=(
        "kind",
        "nice_class",
        "holder_region",
        "filed_date",
        "registered_date",
        "expires_on",
        "ended_date",
        "office",
    ),
    search=("name", "number", "holder__name", "goods"),
    searching=Searching(name=("certificate_number", "agency"), heard=("name", "holder__name")),
    sort=("-filed_date", "-pk"),
    form=(
        Section(_("商标"), "name", "kind", "number", "nice_class", "goods", "similar_groups", "agency"),
        Section(
            _("申请人"),
            "first_holder",
            "first_region",
            note=_("此后的转让、更名和迁址请用“记录法律事件”登记，写明日期。"),
        ),
        Section(_("日期"), "filed_date", "published_date", "registered_date", "expires_on"),
        Section(_("境外注册"), "office", "certificate_number", note=_("国内商标不必填写。")),
    ),
    detail=(
        Section(
            _("商标"),
            "name",
            "kind",
            "number",
            "nice_class",
            "goods",
            "similar_groups",
            "agency",
            "office",
            "certificate_number",
        ),
        Section(_("注册人"), "holder__name", "holder_region__name"),
        Section(_("日期"), "filed_date", "published_date", "registered_date", "expires_on", "ended_date"),
    ),
    panels=(
        Panel(_("一生"), "registry/trademark_life.html", context=life),
        Panel(_("注册人与所在地沿革"), "registry/trademark_holdings.html", context=_holdings),
        Panel(_("驰名认定与地理标志"), "registry/trademark_cases.html", context=_recognitions),
    ),
    actions=(
        Action(
            _("记录法律事件"),
            lambda mark: reverse("registry:record-trademark-event", args=[mark.pk]),
            verb="change",
        ),
    ),
    format="trademarks-table",
    bulk=("export",),
    related=("holder", "holder_region"),
    create=register_trademark,
    change=correct_trademark,
    help=_("商标按“一件商标一个类别”登记；一标多类的，每类计一件。更正、变更和重新公告不增加件数。"),
)

site.add(TRADEMARKS)
