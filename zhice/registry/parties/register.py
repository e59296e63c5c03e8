"""How parties are shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.actions import correct_party, register_party
from zhice.registry.parties.models import Party
from zhice.registry.rights.patents.models import Patent
from zhice.search.searchable import Searching
from zhice.web.register import INFO, MUTE, Column, Panel, Register, Section, site

_SHOWN = 50


def _history(party: Party, request: Any) -> dict[str, Any]:
    return {"names": party.names.all(), "seats": party.seats.select_related("region")}


def _patents(party: Party, request: Any) -> dict[str, Any]:
    held = Patent.objects.visible_to(request.user).filter(first_holder=party).order_by("-filed_date", "-pk")
    return {"patents": held[:_SHOWN], "count": held.count(), "party": party, "shown": _SHOWN}


PARTIES = Register(
    model=Party,
    slug="parties",
    title=_("权利人与主体"),
    record="party",
    icon="party",
    order=20,
    columns=(
        Column("name", masked=True),
        Column("kind", badge={"organisation": INFO, "person": MUTE}),
        Column("uscc"),
        Column("region__name", _("现住所地"), link="region"),
        Column("note", shown=False),
    ),
    filters=("kind", "region"),
    search=("name", "uscc"),
    searching=Searching(people=("names__name",), heard=("name", "names__name"), weight=10),
    sort=("matching_name",),
    form=(Section(_("基本情况"), "kind", "name", "uscc", "region", "note"),),
    imports=("kind", "name", "uscc", "region", "note"),
    key=("name", "region"),
    detail=(Section(_("基本情况"), "name", "kind", "uscc", "region__name", "note"),),
    panels=(
        Panel(_("名称与住所地沿革"), "registry/party_history.html", context=_history),
        Panel(_("名下专利"), "registry/party_patents.html", context=_patents, record="patent"),
    ),
    bulk=("export",),
    related=("region",),
    personal=True,
    create=register_party,
    change=correct_party,
    help=_("申请人、专利权人及其他主体。单位以统一社会信用代码识别；个人姓名属于个人信息，查看留痕。"),
)

site.add(PARTIES)
