"""How PCT applications are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.pct.models import PCTApplication
from zhice.search.searchable import Searching
from zhice.web.register import Column, Register, Section, site

PCT = Register(
    model=PCTApplication,
    slug="pct",
    title=_("PCT 国际申请"),
    record="pct",
    icon="creation",
    order=15,
    columns=(
        Column("application_number"),
        Column("title"),
        Column("filed_date"),
        Column("applicant__name", _("第一申请人"), link="party", masked=True),
        Column("region__name", _("申请时所在地"), link="region"),
    ),
    filters=("region", "filed_date"),
    search=("application_number", "title", "applicant__name"),
    searching=Searching(heard=("title", "applicant__name")),
    sort=("-filed_date", "application_number"),
    form=(Section(_("基本情况"), "application_number", "title", "filed_date", "applicant", "region"),),
    imports=("application_number", "title", "filed_date", "applicant", "region"),
    key=("application_number",),
    bulk=("export",),
    related=("applicant", "region"),
    help=_("国家知识产权局作为受理局收到的 PCT 国际申请，按第一申请人所在地归属。"),
)

site.add(PCT)
