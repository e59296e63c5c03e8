"""What follows from a mark's events and is kept for speed: `life.rebuild_life` writes it, nothing else does."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.registry.periods import in_order
from zhice.registry.rights.trademarks.models import Trademark, TrademarkKind


class TrademarkHolding(models.Model):
    """Derived: who held the mark, seated where, on which days; the first holding reaches back to the filing day."""

    VISIBILITY = Visibility(record="trademark", parent="trademark")

    trademark = models.ForeignKey(
        Trademark, verbose_name=_("商标"), on_delete=models.CASCADE, related_name="holdings"
    )
    party = models.ForeignKey(
        "registry.Party", verbose_name=_("注册人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("所在地"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    from_date = models.DateField(_("自"), null=True)
    to_date = models.DateField(_("至"), null=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("注册人与所在地沿革")
        ordering = ["trademark", F("from_date").asc(nulls_first=True)]
        constraints = [
            in_order(
                name="trademark_holding_days_in_order",
                start="from_date",
                end="to_date",
                message=_("持有止日须晚于起日。"),
            ),
            models.UniqueConstraint(
                name="trademark_one_holder_a_day",
                fields=["trademark", "from_date"],
                nulls_distinct=False,
                violation_error_message=_("同一商标在同一天只有一个注册人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trademark_id} {self.party_id} {self.region_id}"


class TrademarkSpell(models.Model):
    """Derived: a stretch in which a registration is in force and its holder sits in one region; `to_date` is exclusive.

    The last spell of a mark ends, unless an event ended it before, with the grace after its present term.
    """

    VISIBILITY = Visibility(record="trademark", own=lambda user: Q(party_id__in=user.party_ids))

    trademark = models.ForeignKey(
        Trademark, verbose_name=_("商标"), on_delete=models.CASCADE, related_name="spells"
    )
    kind = models.CharField(_("商标种类"), max_length=13, choices=TrademarkKind)
    nice_class = models.PositiveSmallIntegerField(_("国际分类"))
    party = models.ForeignKey(
        "registry.Party", verbose_name=_("注册人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("所在地"), on_delete=models.PROTECT, related_name="+"
    )
    from_date = models.DateField(_("自"))
    to_date = models.DateField(_("至"), null=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("商标有效期间")
        ordering = ["trademark", "from_date"]
        indexes = [models.Index(fields=["region", "kind", "from_date"], name="trademark_spell_by_region")]
        constraints = [
            in_order(
                name="trademark_spell_days_in_order",
                start="from_date",
                end="to_date",
                message=_("有效止日须晚于起日。"),
            ),
            models.UniqueConstraint(
                name="trademark_spell_begins_once_a_day",
                fields=["trademark", "from_date"],
                violation_error_message=_("同一商标在同一天只能有效一次。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trademark_id} {self.region_id} {self.from_date}"
