"""What 创造 counts: filings, grants, rights in force, PCT filings. Each measure returns the rows it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.facts import Facts
from zhice.measuring.measure import Step, measure, stock
from zhice.registry.high_value import classes

if TYPE_CHECKING:
    import ibis.expr.types as ir

_PATENTS = ("patents",)
_SPELLS = ("patent_spells",)
_HIGH_VALUE = ("patent_spells", "patents", "high_value_grounds", "patent_families")
_FILING_COLUMNS = (
    "record",
    "region",
    "document_number",
    "application_number",
    "kind",
    "title",
    "filed_date",
    "abnormal_date",
    "holder",
    "holder_name",
    "ipc_subclass",
    "filed_year",
    "granted_date",
)


def _filed(facts: Facts, period: Period) -> ir.Table:
    patents = facts["patents"]
    return patents.filter(patents.filed_date >= period.start, patents.filed_date <= period.end)


def _inside(rows: ir.Table, facts: Facts) -> ir.Table:
    return rows.filter(facts.covers(rows.filed_region))


def _found_abnormal(rows: ir.Table, facts: Facts) -> ir.BooleanValue:
    return rows.abnormal_date.notnull() & (rows.abnormal_date <= facts.day)


def _as_filings(rows: ir.Table) -> ir.Table:
    return rows.mutate(region=rows.filed_region).select(*_FILING_COLUMNS)


@measure(
    "creation.patent_filings_gross",
    unit="件",
    grain="patent",
    needs=_PATENTS,
    name=Words(zh="专利申请（未扣非正常）", en="Patent filings, gross"),
    dated="filed_date",
)
def patent_filings_gross(facts: Facts, period: Period) -> ir.Table:
    """专利申请量（未扣除）: inventions, utility models and designs with a filing date in the period, first applicant seated in the region.

    A division is a filing of its own; changes of bibliographic data are not.
    Source: plan clause 二（一）, 年专利申请量; CNIPA counts by filing date and the first applicant's address (law.md §1).
    """
    return _as_filings(_inside(_filed(facts, period), facts))


@measure(
    "creation.patent_filings_net",
    unit="件",
    grain="patent",
    needs=_PATENTS,
    name=Words(zh="专利申请（扣除非正常）", en="Patent filings, net of abnormal ones"),
    dated="filed_date",
)
def patent_filings_net(facts: Facts, period: Period) -> ir.Table:
    """专利申请量（净）: the gross filings without those that the national office had found abnormal by the as-of day.

    The headline of the plan's yearly filings (plan.md, target 1): a filing found abnormal later still counts today, and the
    figure of the same year falls when it is found.
    Source: plan clause 二（一）; abnormal filings leave the statistics (law.md §1).
    """
    rows = _inside(_filed(facts, period), facts)
    return _as_filings(rows.filter(~_found_abnormal(rows, facts)))


@measure(
    "creation.technical_filings",
    unit="件",
    grain="patent",
    needs=_PATENTS,
    name=Words(zh="发明与实用新型申请", en="Filings of inventions and utility models"),
    dated="filed_date",
)
def technical_filings(facts: Facts, period: Period) -> ir.Table:
    """技术类专利申请: gross filings of inventions and utility models, which carry an IPC class; designs do not.

    For structures of technology (主要技术领域, 显示性技术优势), not for a promise of the plan.
    """
    rows = _inside(_filed(facts, period), facts)
    return _as_filings(rows.filter(rows.kind != "DESIGN"))


@measure(
    "creation.invention_filings",
    unit="件",
    grain="patent",
    needs=_PATENTS,
    name=Words(zh="发明专利申请", en="Invention filings"),
    dated="filed_date",
)
def invention_filings(facts: Facts, period: Period) -> ir.Table:
    """发明专利申请: gross filings of inventions, with agency and days from filing to grant (`pendency`): the quality of agencies."""
    rows = _inside(_filed(facts, period), facts)
    inventions = rows.filter(rows.kind == "INVENTION")
    return inventions.mutate(
        region=inventions.filed_region,
        pendency=inventions.granted_date.delta(inventions.filed_date, unit="day"),
    ).select(*_FILING_COLUMNS, "agency", "pendency")


@patent_filings_net.explain
def _net_steps(facts: Facts, period: Period) -> tuple[Step, ...]:
    every = _filed(facts, period)
    inside = _inside(every, facts)
    outside = every.filter(every.filed_region.isnull() | ~facts.covers(every.filed_region))
    return (
        Step(
            Words(zh="申请日在期间内的全部专利", en="All patents filed in the period"), _as_filings(every), +1
        ),
        Step(Words(zh="第一申请人不在本区域", en="First applicant elsewhere"), _as_filings(outside), -1),
        Step(
            Words(zh="截至统计日被认定为非正常申请", en="Found abnormal by the day"),
            _as_filings(inside.filter(_found_abnormal(inside, facts))),
            -1,
        ),
    )


@measure(
    "creation.patent_grants",
    unit="件",
    grain="patent",
    needs=_PATENTS,
    name=Words(zh="专利授权", en="Patents granted"),
    dated="granted_date",
)
def patent_grants(facts: Facts, period: Period) -> ir.Table:
    """专利授权量: patents of three kinds whose grant was announced in the period, first patentee seated in the region at grant.

    A correction, a change of name or a re-publication after partial invalidation is no new grant; the fact relation holds one
    row for each patent.
    Source: plan clause 二（一）, 年专利授权量; counted by grant announcement date (law.md §1).
    """
    patents = facts["patents"]
    rows = patents.filter(
        patents.granted_date >= period.start,
        patents.granted_date <= period.end,
        facts.covers(patents.granted_region),
    )
    return rows.mutate(region=rows.granted_region).select(
        "record", "region", "document_number", "application_number", "kind", "title", "granted_date", "filed_date",
        "holder", "holder_name", "ipc_subclass", "granted_year",
    )  # fmt: skip


def _spells(facts: Facts) -> ir.Table:
    spells = facts["patent_spells"]
    return spells.filter(facts.covers(spells.region))


@stock(
    "creation.invention_patents_in_force",
    unit="件",
    grain="patent",
    needs=_SPELLS,
    name=Words(zh="有效发明专利", en="Invention patents in force"),
)
def invention_patents_in_force(facts: Facts) -> ir.Table:
    """有效发明专利: inventions granted by the day and not lapsed by it, whose first holder sits in the region on that day.

    Lapse is expiry, unpaid fee, surrender or invalidation; a move of the holder counts from its effective day. Designs and
    utility models are not inventions. Rebuilt for any day from spells.
    Source: plan clause 二（一）, 每万人有效发明专利拥有量; Patent Law art. 42, 44, 47 (law.md §1).
    """
    spells = _spells(facts)
    return spells.filter(spells.kind == "INVENTION")


@stock(
    "creation.patents_in_force",
    unit="件",
    grain="patent",
    needs=_SPELLS,
    name=Words(zh="有效专利", en="Patents in force"),
)
def patents_in_force(facts: Facts) -> ir.Table:
    """有效专利拥有量: as `creation.invention_patents_in_force`, for all three kinds.

    Source: plan clause 二（一）, 拥有量较大增长 (commitment b); Patent Law art. 42, 44, 47 (law.md §1).
    """
    return _spells(facts)


@measure(
    "creation.patent_families",
    unit="件",
    grain="patent",
    needs=_PATENTS,
    name=Words(zh="专利申请（按同族归并）", en="Patent filings by family"),
    dated="filed_date",
)
def patent_families(facts: Facts, period: Period) -> ir.Table:
    """专利申请的同族: the net filings of the period, each with the name of its family; a patent tied to nothing is its own.

    For `{distinct: [creation.patent_families, family]}`: the same invention, filed several times at home or abroad, counts once.
    Source: plan clause 二（一）, 年专利申请量; simple families by equal sets of priorities (decision 0021).
    """
    rows = _inside(_filed(facts, period), facts)
    counted = rows.filter(~_found_abnormal(rows, facts))
    return counted.mutate(
        region=counted.filed_region, family=counted.family.fill_null(counted.record)
    ).select(*_FILING_COLUMNS, "family")


@measure(
    "creation.pct_filings",
    unit="件",
    grain="pct",
    needs=("pct_applications",),
    name=Words(zh="PCT 国际专利申请", en="PCT applications"),
    dated="filed_date",
)
def pct_filings(facts: Facts, period: Period) -> ir.Table:
    """PCT 国际专利申请量: international applications received in the period, by the region of the first applicant.

    Source: plan clause 二（一）, PCT 有所突破 (commitment d); counted as received by the Chinese receiving office (law.md §1).
    """
    filings = facts["pct_applications"]
    return filings.filter(
        filings.filed_date >= period.start, filings.filed_date <= period.end, facts.covers(filings.region)
    )


def _of_high_value(facts: Facts, *only: str) -> ir.Table:
    """The spells of inventions in force, from the day on which the first of these classes holds; one row for each spell."""
    import ibis

    known = classes.begins(facts.day, only=only) if only else classes.begins(facts.day)
    first = known.group_by("record").agg(begins=known.begins.min())
    spells = _spells(facts)
    rows = spells.filter(spells.kind == "INVENTION").join(first, "record")
    rows = rows.mutate(start_date=ibis.greatest(rows.start_date, rows.begins)).drop("begins")
    return rows.filter(rows.end_date.isnull() | (rows.start_date < rows.end_date))


@stock(
    "creation.high_value_inventions",
    unit="件",
    grain="patent",
    needs=_HIGH_VALUE,
    name=Words(zh="高价值发明专利", en="High-value inventions"),
)
def high_value_inventions(facts: Facts) -> ir.Table:
    """高价值发明专利拥有量: inventions in force on the day that belong to at least one of five classes, each counted once.

    ① strategic emerging industry by the concordance in use, 命中 or confirmed by a person; a 待核 never counts. ② a family
    member published abroad. ③ more than ten years since filing. ④ a pledge of at least the threshold. ⑤ a national award.
    Source: CNIPA's five classes (law.md §1); thresholds in `creation.high_value`, unverified.
    """
    return _of_high_value(facts)


@high_value_inventions.explain
def _high_value_steps(facts: Facts, period: Period) -> tuple[Step, ...]:
    """Five classes, less what is counted in more than one of them."""
    import ibis

    known = classes.begins(facts.day)
    spells = _spells(facts)
    holding = spells.filter(
        spells.kind == "INVENTION",
        spells.start_date <= period.end,
        spells.end_date.isnull() | (spells.end_date > period.end),
    )
    rows = holding.join(known, "record")
    rows = rows.filter(rows.begins <= period.end)
    again = ibis.row_number().over(ibis.window(group_by=rows.record, order_by=rows.high_class))
    numbered = rows.mutate(again=again)
    return (
        *(Step(name, rows.filter(rows.high_class == code), +1) for code, name in classes.NAMES.items()),
        Step(
            Words(zh="属于多类的只计一次", en="In several classes, counted once"),
            numbered.filter(numbered.again > 0),
            -1,
        ),
    )


def _one_class(code: str, meaning: str) -> None:
    def rows(facts: Facts) -> ir.Table:
        return _of_high_value(facts, code)

    rows.__doc__ = f"{classes.NAMES[code].zh}: {meaning}\n\nOne of the five classes; the classes overlap. Source: law.md §1."
    name = classes.NAMES[code]
    stock(
        f"creation.high_value_{code}",
        unit="件",
        grain="patent",
        needs=_HIGH_VALUE,
        name=Words(zh=f"高价值发明专利：{name.zh}", en=f"High-value inventions: {name.en}"),
    )(rows)


_one_class(
    "strategic",
    "inventions in force whose symbols and words the concordance in use hits, or a person confirmed.",
)
_one_class("family", "inventions in force of whose family a member was published outside China by the day.")
_one_class("years", "inventions in force on a day later than the tenth anniversary of their filing.")
_one_class("pledge", "inventions in force that a pledge of at least the threshold has secured by the day.")
_one_class(
    "award", "inventions in force that had won a national science award or a China patent award by the day."
)
