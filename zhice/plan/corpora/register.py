"""How the register of corpora is shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhice.plan.corpora.actions import register_here
from zhice.plan.corpora.models import Corpus
from zhice.web.register import INFO, MUTE, OK, Column, Register, Section, site

CORPORA = Register(
    model=Corpus,
    slug="corpora",
    record="corpus",
    icon="list",
    order=90,
    columns=(
        Column("name"),
        Column("day"),
        Column("source"),
        Column("coverage", badge={"province": INFO, "nation": INFO}),
        Column("engine", shown=False),
        Column("rows"),
        Column("generated"),
        Column("state", badge={"active": OK, "retired": MUTE}),
        Column("folder", shown=False),
        Column("digest", shown=False),
    ),
    filters=("coverage", "day", "state"),
    search=("name", "source"),
    sort=("-day", "name"),
    form=(Section(_("语料"), "name", "folder", "day", "source", "coverage", "engine"),),
    detail=(
        Section(_("语料"), "name", "day", "source", "coverage", "rows", "generated", "state"),
        Section(_("文件"), "folder", "engine", "digest"),
    ),
    bulk=("export",),
    create=register_here,
    verbs={"create": "register"},
    help=_(
        "全省或全国的记录，以 Parquet 文件夹保存，登记其日期与来源；位次与区域对比据此计算。登记后不再改动，文件有变即拒绝使用。"
    ),
)

site.add(CORPORA)
