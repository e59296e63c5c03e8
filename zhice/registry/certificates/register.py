"""How certificates are shown."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.registry.certificates import actions
from zhice.registry.certificates.models import Certificate
from zhice.registry.certificates.standing_screens import standing
from zhice.search.searchable import Searching
from zhice.web.register import INFO, MUTE, Action, Column, Panel, Register, Section, site

_EDITIONS = {"2013": MUTE, "2023": INFO}


CERTIFICATES = Register(
    model=Certificate,
    slug="certificates",
    title=_("贯标证书"),
    record="certificate",
    icon="check",
    order=21,
    columns=(
        Column("number"),
        Column("party__name", _("获证企业"), link="party", masked=True),
        Column("region__name", _("发证时所在地"), link="region"),
        Column("edition", badge=_EDITIONS),
        Column("issued_on"),
        Column("valid_until"),
        Column("ended_on"),
        Column("body", shown=False),
        Column("scope", shown=False),
    ),
    filters=("edition", "region", "issued_on", "ended_on"),
    search=("number", "party__name", "body"),
    searching=Searching(text=("scope",), heard=("party__name",)),
    sort=("-issued_on", "pk"),
    form=(
        Section(_("证书"), "number", "party", "region", "edition", "body", "scope"),
        Section(_("期限"), "issued_on", "valid_until", "note"),
    ),
    detail=(
        Section(_("证书"), "number", "party__name", "region__name", "edition", "body", "scope"),
        Section(_("期限"), "issued_on", "valid_until", "ended_on", "note"),
    ),
    panels=(Panel(_("状态与事件"), "registry/certificate_standing.html", context=standing),),
    actions=(
        Action(
            _("记录事件"),
            lambda certificate: reverse("registry:record-certificate-event", args=[certificate.pk]),
            verb="change",
        ),
    ),
    format="certificates-table",
    key=("number",),
    bulk=("export",),
    related=("party", "region"),
    create=actions.register_certificate,
    change=actions.correct_certificate,
    help=_(
        "《企业知识产权（合规）管理》GB/T 29490 认证证书。累计按曾获证的不同企业计；有效按当日有效的证书计。"
    ),
)

site.add(CERTIFICATES)
