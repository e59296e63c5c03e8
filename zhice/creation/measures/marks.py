"""Signs that 创造 counts: trademarks by class, well-known findings, geographical indications and the firms that use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.facts import Facts
from zhice.measuring.measure import measure, stock

if TYPE_CHECKING:
    import ibis.expr.types as ir

_MARKS = ("trademarks",)
_SPELLS = ("trademark_spells",)
_HOME = "CN"


def _registered(facts: Facts) -> ir.Table:
    spells = facts["trademark_spells"]
    return spells.filter(spells.office == _HOME, facts.covers(spells.region))


@stock(
    "creation.trademarks_in_force",
    unit="件",
    grain="trademark",
    needs=_SPELLS,
    name=Words(zh="有效注册商标", en="Trademark registrations in force"),
)
def trademarks_in_force(facts: Facts) -> ir.Table:
    """有效注册商标量: one mark in one class is one, registered in China by the day and not ended, holder seated in the region that day.

    A term lasts ten years and is renewed; a mark that is not renewed counts until its grace is over. Corrections, changes of
    address and re-publications count nothing; a move of the holder counts from its day.
    Source: plan clause 二, 拥有量较大增长 (commitment b); Trademark Law 2019 art. 39-40, 2026 art. 43-44 (law.md §1).
    """
    return _registered(facts)


@stock(
    "creation.collective_marks_in_force",
    unit="件",
    grain="trademark",
    needs=_SPELLS,
    name=Words(zh="有效集体商标", en="Collective marks in force"),
)
def collective_marks_in_force(facts: Facts) -> ir.Table:
    """有效集体商标: as `creation.trademarks_in_force`, collective marks only."""
    spells = _registered(facts)
    return spells.filter(spells.kind == "collective")


@stock(
    "creation.certification_marks_in_force",
    unit="件",
    grain="trademark",
    needs=_SPELLS,
    name=Words(zh="有效证明商标", en="Certification marks in force"),
)
def certification_marks_in_force(facts: Facts) -> ir.Table:
    """有效证明商标: as `creation.trademarks_in_force`, certification marks only (plan commitment b)."""
    spells = _registered(facts)
    return spells.filter(spells.kind == "certification")


@measure(
    "creation.trademark_filings",
    unit="件",
    grain="trademark",
    needs=_MARKS,
    name=Words(zh="商标申请", en="Trademark applications"),
    dated="filed_date",
)
def trademark_filings(facts: Facts, period: Period) -> ir.Table:
    """商标申请件数: applications filed in China in the period, one for each class, by the applicant's seat at filing (law.md §1)."""
    marks = facts["trademarks"]
    rows = marks.filter(
        marks.office == _HOME,
        marks.filed_date >= period.start,
        marks.filed_date <= period.end,
        facts.covers(marks.filed_region),
    )
    return rows.mutate(region=rows.filed_region).select(
        "record",
        "region",
        "number",
        "nice_class",
        "kind",
        "name",
        "filed_date",
        "holder",
        "holder_name",
        "filed_year",
    )


@measure(
    "creation.trademark_registrations",
    unit="件",
    grain="trademark",
    needs=_MARKS,
    name=Words(zh="商标注册", en="Trademark registrations"),
    dated="registered_date",
)
def trademark_registrations(facts: Facts, period: Period) -> ir.Table:
    """商标注册件数: registrations of the period, one for each class, by the holder's seat at registration (law.md §1).

    A correction or re-publication is no new registration, nor is a renewal.
    """
    marks = facts["trademarks"]
    rows = marks.filter(
        marks.office == _HOME,
        marks.registered_date >= period.start,
        marks.registered_date <= period.end,
        facts.covers(marks.registered_region),
    )
    return rows.mutate(region=rows.registered_region).select(
        "record", "region", "number", "nice_class", "kind", "name", "registered_date", "filed_date", "holder", "holder_name",
        "registered_year",
    )  # fmt: skip


@measure(
    "creation.well_known_recognitions",
    unit="件",
    grain="recognition",
    needs=("well_known_recognitions",),
    name=Words(zh="驰名认定", en="Findings of well-known marks"),
    dated="recognised_date",
)
def well_known_recognitions(facts: Facts, period: Period) -> ir.Table:
    """驰名认定: findings of the period, each a fact of its case; by the seat of the mark's holder on that day.

    A finding holds for its case only and is no title, so there is no stock of well-known marks; distinct marks are counted
    by folding column `mark`. Source: plan commitment b; Trademark Law 2019 art. 14, 2026 art. 63 (law.md §1).
    """
    found = facts["well_known_recognitions"]
    return found.filter(
        found.recognised_date >= period.start, found.recognised_date <= period.end, facts.covers(found.region)
    )


@stock(
    "creation.geographical_indications",
    unit="件",
    grain="indication",
    needs=("geographical_indications",),
    name=Words(zh="有效地理标志", en="Geographical indications that hold"),
)
def geographical_indications(facts: Facts) -> ir.Table:
    """有效地理标志: recognitions and registrations of the three legal kinds that hold on the day, by the region of their area.

    One name protected in two ways is two. Source: plan commitment b; the kinds are those of law.md §1.
    """
    indications = facts["geographical_indications"]
    return indications.filter(facts.covers(indications.region))


@stock(
    "creation.gi_users",
    unit="家",
    grain="indication_user",
    needs=("gi_users",),
    name=Words(zh="地理标志用标企业", en="Firms that use a geographical indication"),
)
def gi_users(facts: Facts) -> ir.Table:
    """用标企业: authorisations that hold on the day, by the firm's seat; fold distinct `firm` to count firms, not authorisations."""
    users = facts["gi_users"]
    return users.filter(facts.covers(users.region))
