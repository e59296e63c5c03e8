"""What follows from publications and legal events and is kept for speed: `life.rebuild_life` writes it, nothing else does."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.registry.periods import in_order
from zhice.registry.rights.patents.models import Patent, PatentKind


class PatentHolding(models.Model):
    """Derived: who was first holder, seated where, on which days; the first holding reaches back to the
    filing day."""

    VISIBILITY = Visibility(record="patent", parent="patent")

    patent = models.ForeignKey(
        Patent,
        verbose_name=_("专利"),
        on_delete=models.CASCADE,
        related_name="holdings",
        db_index=False,
        db_constraint=False,
    )
    party = models.ForeignKey(
        "registry.Party",
        verbose_name=_("第一权利人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("所在地"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    from_date = models.DateField(_("自"), null=True)
    to_date = models.DateField(_("至"), null=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("权利人与所在地沿革")
        ordering = ["patent", F("from_date").asc(nulls_first=True)]
        constraints = [
            in_order(
                name="holding_days_in_order",
                start="from_date",
                end="to_date",
                message=_("持有止日须晚于起日。"),
            ),
            models.UniqueConstraint(
                name="holding_one_first_holder_a_day",
                fields=["patent", "from_date"],
                nulls_distinct=False,
                violation_error_message=_("同一专利在同一天只有一个第一权利人。"),
            ),
            models.UniqueConstraint(
                name="holding_one_at_present",
                fields=["patent"],
                condition=Q(to_date__isnull=True),
                violation_error_message=_("同一专利只有一个现第一权利人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patent_id} {self.party_id} {self.region_id}"


class PatentSpell(models.Model):
    """Derived: one stretch in which a granted right is in force and its first holder sits in one region;
    `to_date` is exclusive."""

    VISIBILITY = Visibility(record="patent", own=lambda user: Q(party_id__in=user.party_ids))

    patent = models.ForeignKey(
        Patent,
        verbose_name=_("专利"),
        on_delete=models.CASCADE,
        related_name="spells",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField(_("专利类型"), max_length=13, choices=PatentKind)
    party = models.ForeignKey(
        "registry.Party",
        verbose_name=_("第一权利人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
    )
    region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("所在地"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    from_date = models.DateField(_("自"))
    to_date = models.DateField(_("至"), null=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("有效期间")
        ordering = ["patent", "from_date"]
        indexes = [models.Index(fields=["region", "kind", "from_date"], name="spell_by_region_and_kind")]
        constraints = [
            in_order(
                name="spell_days_in_order",
                start="from_date",
                end="to_date",
                message=_("有效止日须晚于起日。"),
            ),
            # That no two stretches overlap follows from how they are folded and is held by tests; a second look by the
            # database, through a slower kind of index, cost a seventh of an import.
            models.UniqueConstraint(
                name="spell_begins_once_a_day",
                fields=["patent", "from_date"],
                violation_error_message=_("同一专利在同一天只能有效一次。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patent_id} {self.region_id} {self.from_date}"
