"""How publications of other offices are shown. They come in through intake; nobody types one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.families.models import ForeignPublication
from zhice.registry.rights.families.queries import members_abroad
from zhice.registry.rights.patents.models import Patent
from zhice.search.searchable import Searching
from zhice.web.register import Column, Panel, Register, Section, site


def _family(publication: ForeignPublication, request: Any) -> dict[str, Any]:
    ours = Patent.objects.visible_to(request.user).exclude(family="").filter(family=publication.family)
    return {
        "members": members_abroad(publication.family, request.user),
        "patents": ours.order_by("filed_date"),
    }


FOREIGN_PUBLICATIONS = Register(
    model=ForeignPublication,
    slug="foreign-publications",
    title=_("境外公布文献与同族"),
    record="foreign_publication",
    icon="patent",
    order=14,
    columns=(
        Column("publication_number"),
        Column("country"),
        Column("day"),
        Column("title"),
        Column("family"),
        Column("source"),
        Column("applicants", shown=False),
        Column("classes", shown=False),
        Column("filed_date", shown=False),
        Column("application_number", shown=False),
        Column("priorities", shown=False),
        Column("family_number", shown=False),
    ),
    filters=("country", "source", "day", "filed_date"),
    search=("publication_number", "title", "applicants", "family", "priorities"),
    searching=Searching(name=("application_number",), text=("abstract", "claims"), ipc=("classes",)),
    sort=("-day", "publication_number", "source"),
    detail=(
        Section(
            _("基本情况"), "publication_number", "country", "day", "title", "applicants", "classes", "source"
        ),
        Section(
            _("申请与优先权"), "application_number", "filed_date", "priorities", "family_number", "family"
        ),
        Section(_("摘要"), "abstract"),
    ),
    panels=(Panel(_("同族"), "registry/family_members.html", context=_family),),
    bulk=("export",),
    help=_(
        "其他国家和组织公布的文献，由交换数据导入，用于认定同族和境外布局。同一发明在多国公布只算一族，不产生本地专利数。"
    ),
)

site.add(FOREIGN_PUBLICATIONS)
