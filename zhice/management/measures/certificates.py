"""What 管理 counts of certificates: those ever issued, and those valid on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhice.kernel.words import Words
from zhice.measuring.facts import Facts
from zhice.measuring.measure import stock

if TYPE_CHECKING:
    import ibis.expr.types as ir


@stock(
    "management.certificates_issued",
    unit="张",
    grain="certificate",
    needs=("certificates",),
    name=Words(zh="历来发放的贯标证书", en="Certificates ever issued"),
)
def certificates_issued(facts: Facts) -> ir.Table:
    """曾获证: certificates of GB/T 29490 issued by the day, whatever became of them, by the firm's seat when it was certified.

    Fold distinct `party` to count firms ever certified (累计). Source: plan target 13, 认证“贯标”企业累计不低于10家; law.md §1.
    """
    import ibis

    certificates = facts["certificates"]
    rows = certificates.filter(facts.covers(certificates.region))
    return rows.mutate(start_date=rows.issued_date, end_date=ibis.null("date"))


@stock(
    "management.certificates_valid",
    unit="张",
    grain="certificate",
    needs=("certificate_spells",),
    name=Words(zh="有效的贯标证书", en="Certificates valid"),
)
def certificates_valid(facts: Facts) -> ir.Table:
    """有效贯标证书: issued by the day, within the term, not suspended, revoked or cancelled, and of an edition that still holds.

    Certificates of the 2013 edition that nobody converted end on 2025-12-31. A late surveillance audit does not end one: its
    interval is unverified (decision 0033). Fold distinct `party` to count firms. Source: law.md §7, 公告2023年第27号.
    """
    spells = facts["certificate_spells"]
    return spells.filter(facts.covers(spells.region))
