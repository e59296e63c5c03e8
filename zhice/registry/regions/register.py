"""How regions and their population are shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.regions.actions import supersede_population
from zhice.registry.regions.models import Region, ResidentPopulation
from zhice.search.searchable import Searching
from zhice.web.register import INFO, MUTE, OK, WARN, Column, Panel, Register, Section, site


def _codes(region: Region, request: Any) -> dict[str, Any]:
    return {"codes": region.codes.order_by("valid_from", "code"), "today": region.code}


def _population(region: Region, request: Any) -> dict[str, Any]:
    return {"figures": ResidentPopulation.objects.visible_to(request.user).filter(region=region)}


def _units(region: Region, request: Any) -> dict[str, Any]:
    return {"units": region.units.all()}


REGIONS = Register(
    model=Region,
    slug="regions",
    title=_("行政区划"),
    record="region",
    icon="region",
    order=30,
    columns=(
        Column("name"),
        Column("code"),
        Column("level", badge={"province": INFO, "prefecture": MUTE, "county": MUTE}),
        Column("parent__name", _("上级区划"), link="region"),
        Column("note", shown=False),
    ),
    filters=("level", "parent"),
    search=("name", "code"),
    searching=Searching(heard=("name",)),
    sort=("code",),
    detail=(Section(_("基本情况"), "name", "code", "level", "parent__name", "note"),),
    panels=(
        Panel(_("代码沿革"), "registry/region_codes.html", context=_codes),
        Panel(_("常住人口"), "registry/region_population.html", context=_population, record="population"),
        Panel(_("所辖区划"), "registry/region_units.html", context=_units),
    ),
    bulk=("export",),
    related=("parent",),
    help=_(
        "行政区划及其曾用代码。代码采用 GB/T 2260 六位数字，济源为 419001。区划随安装和升级载入，不手工填写。"
    ),
)


def _change_population(record: ResidentPopulation, values: dict[str, Any]) -> ResidentPopulation:
    return supersede_population(**values)


POPULATIONS = Register(
    model=ResidentPopulation,
    slug="populations",
    title=_("常住人口"),
    record="population",
    icon="people",
    order=40,
    columns=(
        Column("region__name", _("行政区划"), link="region"),
        Column("year"),
        Column("persons", unit=_("人")),
        Column("status", badge={"final": OK, "revised": INFO, "preliminary": WARN, "superseded": MUTE}),
        Column("published_date"),
        Column("source"),
    ),
    filters=("region", "year", "status"),
    search=("region__name", "source"),
    sort=("region", "-year", "-published_date"),
    form=(
        Section(
            _("年末常住人口"),
            "region",
            "year",
            "persons",
            "status",
            "published_date",
            "source",
            note=_("登记同一年份的新数后，原数自动标为“已被取代”并保留。"),
        ),
    ),
    imports=("region", "year", "persons", "status", "published_date", "source"),
    key=("region", "year", "published_date"),
    bulk=("export",),
    related=("region",),
    create=lambda values: supersede_population(**values),
    change=_change_population,
    help=_("每万人指标的分母。须写明年份、数据状态和来源。"),
)

site.add(REGIONS, POPULATIONS)
