"""How parties are shown."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.actions import correct_party, register_party
from zhice.registry.parties.judging import FLAGS, judge
from zhice.registry.parties.models import Party
from zhice.registry.parties.queries import proposed_move
from zhice.registry.parties.subject_screens import subject_of
from zhice.search.searchable import Searching
from zhice.web import doors
from zhice.web.register import INFO, MUTE, Action, Column, Panel, Register, Section, site
from zhice.web.wording import masked


def _history(party: Party, request: Any) -> dict[str, Any]:
    hidden = doors.scope(request.user, "party", "read") == "masked"
    say = masked if hidden else str
    aliases = party.aliases.visible_to(request.user).select_related("region")
    return {
        "names": [(say(name.name), name.from_date, name.to_date) for name in party.names.all()],
        "seats": party.seats.select_related("region"),
        "aliases": [(alias.pk, say(alias.name), alias.region) for alias in aliases],
        "proposal": None if hidden else proposed_move(party),
        "may": doors.may(request.user, "party", "change"),
    }


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
        Column("industry__title", _("所属行业"), link="industry", shown=False),
        Column("industry_source", shown=False),
        Column("note", shown=False),
    ),
    filters=("kind", "region", "industry"),
    search=("name", "uscc"),
    searching=Searching(
        name=("aliases__uscc",),  # what was merged into it leads to it
        people=("names__name", "aliases__name"),
        heard=("name", "names__name", "aliases__name"),
        weight=10,
    ),
    sort=("matching_name",),
    form=(
        Section(_("基本情况"), "kind", "name", "uscc", "region", "note"),
        Section(_("行业"), "industry", "industry_source"),
    ),
    imports=("kind", "name", "uscc", "region", "note"),
    key=("name", "region"),
    detail=(
        Section(
            _("基本情况"),
            "name",
            "kind",
            "uscc",
            "region__name",
            "industry__title",
            "industry_source",
            "note",
        ),
    ),
    panels=(Panel(_("名称与住所地沿革"), "registry/party_history.html", context=_history),),
    page="registry/party.html",
    beside=subject_of,
    actions=(
        Action(_("登记迁移"), lambda party: reverse("registry:move-party", args=[party.pk]), verb="change"),
    ),
    bulk=("export",),
    related=("region", "industry", "merged_into"),
    listed=Q(merged_into=None),
    personal=True,
    check=judge,
    flags=FLAGS,
    create=register_party,
    change=correct_party,
    help=_("申请人、专利权人及其他主体。单位以统一社会信用代码识别；个人姓名属于个人信息，查看留痕。"),
)

site.add(PARTIES)
