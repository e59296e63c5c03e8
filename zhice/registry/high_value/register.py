"""How the recorded grounds of high value are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhice.registry.high_value.models import HighValueGround
from zhice.web.register import INFO, Column, Register, Section, site

GROUNDS = Register(
    model=HighValueGround,
    slug="high-value-grounds",
    title=_("高价值依据"),
    record="high_value",
    icon="creation",
    order=18,
    columns=(
        Column("patent__title", _("专利"), link="patent"),
        Column("ground", badge={"family": INFO, "pledge": INFO, "award": INFO}),
        Column("day"),
        Column("document"),
        Column("amount", money=True),
        Column("country", shown=False),
    ),
    filters=("ground", "day"),
    search=("patent__title", "patent__document_number", "document"),
    sort=("-day", "-pk"),
    form=(Section(_("依据"), "patent", "ground", "day", "document", "amount", "country"),),
    bulk=("export",),
    related=("patent",),
    help=_("质押融资、国家奖项、海外同族的文件依据。一件专利属于几类也只计一次。"),
)

site.add(GROUNDS)
