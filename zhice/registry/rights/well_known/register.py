"""How findings are shown: a table of cases, with the words why none of them is a title."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.well_known.models import WellKnownRecognition
from zhice.rules.book import RuleNotInForce, rules
from zhice.search.searchable import Searching
from zhice.web.register import Column, Panel, Register, Section, site


def _basis(recognition: WellKnownRecognition, request: Any) -> dict[str, Any]:
    """The clauses in force on the day of the finding; None for a day before the rules begin."""
    found = {}
    for name in ("recognition", "advertising_fine"):
        try:
            found[name] = rules.at(f"registry.well_known_marks.{name}", recognition.day)
        except RuleNotInForce:
            found[name] = None
    return found


RECOGNITIONS = Register(
    model=WellKnownRecognition,
    slug="recognitions",
    title=_("驰名认定"),
    record="recognition",
    icon="book",
    order=17,
    columns=(
        Column("mark"),
        Column("case_number"),
        Column("organ"),
        Column("setting"),
        Column("day"),
        Column("holder__name", _("商标持有人"), link="party", masked=True),
        Column("region__name", _("认定时所在地"), link="region"),
        Column("goods", shown=False),
        Column("trademark__number", _("注册号"), link="trademark", shown=False),
    ),
    filters=("setting", "region", "day"),
    search=("mark", "case_number", "organ", "holder__name"),
    searching=Searching(text=("goods",), heard=("mark", "holder__name")),
    sort=("-day", "pk"),
    form=(
        Section(
            _("案件"),
            "organ",
            "setting",
            "case_number",
            "day",
            note=_("驰名商标是处理案件时认定的事实，只对该案有效，不是荣誉称号。"),
        ),
        Section(_("商标"), "mark", "trademark", "goods", "holder", "region", "note"),
    ),
    detail=(
        Section(_("案件"), "case_number", "organ", "setting", "day"),
        Section(_("商标"), "mark", "trademark__number", "goods", "holder__name", "region__name", "note"),
    ),
    panels=(Panel(_("性质与依据"), "registry/recognition_basis.html", context=_basis),),
    imports=("mark", "setting", "organ", "case_number", "day", "goods", "holder", "region", "note"),
    key=("case_number", "mark"),
    bulk=("export",),
    related=("holder", "region", "trademark"),
    help=_(
        "驰名商标按个案认定，是案件中的事实，不是荣誉称号；不得将“驰名商标”字样用于商品、包装或广告宣传。"
    ),
)

site.add(RECOGNITIONS)
