"""How industries, titles of the IPC and concordances are shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.classes import actions, queries
from zhice.registry.classes.models import Concordance, IndustryClass, IpcTitle
from zhice.search.searchable import Searching
from zhice.web.register import INFO, MUTE, WARN, Column, Panel, Register, Section, site

_SHOWN = 200


def _rows(concordance: Concordance, request: Any) -> dict[str, Any]:
    rows = concordance.rows.all()
    return {"rows": rows[:_SHOWN], "count": rows.count()}


def _industry(industry: IndustryClass, request: Any) -> dict[str, Any]:
    return {"children": industry.children.all(), "patterns": queries.patterns_of(industry.code)[:_SHOWN]}


def _title(title: IpcTitle, request: Any) -> dict[str, Any]:
    return {"classes": queries.explained(title.symbol), "industries": queries.industries_of(_symbols(title))}


def _symbols(title: IpcTitle) -> Any:
    return queries.read_symbols(title.symbol)


def _amend(concordance: Concordance, values: dict[str, Any]) -> Concordance:
    """Name, edition, day and source are put right by a person; the rows stay. Part of the caller's act."""
    for name, value in values.items():
        setattr(concordance, name, value)
    concordance.full_clean()
    concordance.save()
    actions.rematch(concordance)
    return concordance


INDUSTRIES = Register(
    model=IndustryClass,
    slug="industries",
    title=_("国民经济行业"),
    record="industry",
    icon="list",
    order=60,
    columns=(Column("code"), Column("title"), Column("level", badge=True),
             Column("parent__title", _("上级行业"), link="industry"), Column("edition", shown=False)),
    filters=("level", "edition"),
    search=("code", "title"),
    sort=("edition", "code"),
    panels=(Panel(_("下级行业与对应的国际专利分类"), "registry/industry.html", context=_industry),),
    bulk=("export",),
    related=("parent",),
    help=_("国民经济行业分类（GB/T 4754）。在“数据采集”按“国民经济行业分类”格式导入。"),
)  # fmt: skip
TITLES = Register(
    model=IpcTitle,
    slug="ipc",
    title=_("国际专利分类"),
    record="ipc_title",
    icon="list",
    order=62,
    columns=(Column("symbol"), Column("title"), Column("level", badge=True), Column("edition", shown=False)),
    filters=("level", "edition"),
    search=("symbol", "title"),
    searching=Searching(ipc=("symbol",)),
    sort=("symbol",),
    panels=(Panel(_("上级与对应行业"), "registry/ipc_title.html", context=_title),),
    bulk=("export",),
    help=_("国际专利分类号的中文含义。在“数据采集”按“国际专利分类中文名称”格式导入。"),
)
CONCORDANCES = Register(
    model=Concordance,
    slug="concordances",
    title=_("分类对照表"),
    record="concordance",
    icon="list",
    order=64,
    columns=(
        Column("name"),
        Column("kind", badge={"strategic": INFO, "industry": MUTE, "other": MUTE}),
        Column("edition"),
        Column("day"),
        Column("source"),
        Column("example", badge={"True": WARN}, shown=False),
    ),
    filters=("kind", "day"),
    search=("name", "source"),
    searching=Searching(text=("rows__branch_name", "rows__keywords")),
    sort=("kind", "-day"),
    form=(Section(_("对照表"), "name", "kind", "edition", "day", "source"),),
    detail=(Section(_("对照表"), "name", "kind", "edition", "day", "source", "file_sha256", "example"),),
    panels=(Panel(_("条目"), "registry/concordance_rows.html", context=_rows),),
    bulk=("export",),
    change=_amend,
    help=_(
        "国际专利分类与产业分类的参照关系表，由官方工作簿导入。战略性新兴产业对照表用于高价值发明专利的第一类。"
    ),
)

site.add(INDUSTRIES, TITLES, CONCORDANCES)
