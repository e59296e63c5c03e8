"""采集 / 清洗 / 锁定: where the records behind a figure came from, what was set aside, and whether the figure is frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from zhice.accounts.acting import seeing_all
from zhice.intake.models import Batch
from zhice.kernel.days import Period
from zhice.plan.figures.models import Measurement
from zhice.plan.goals.models import PlanVersion
from zhice.plan.indicators.models import Indicator
from zhice.web.wording import day

DIGEST_SHOWN = 4


def collected(on: date) -> dict[str, Any]:
    """The last file that was taken in by the day, with its digest."""
    with seeing_all():
        last = Batch.objects.filter(state=Batch.State.STORED, day__lte=on).order_by("-day", "-id").first()
        last = last or Batch.objects.filter(state=Batch.State.STORED).order_by("-id").first()
    if last is None:
        return {"title": _("采集"), "text": _("尚无导入批次"), "open": True}
    digest = f"{last.sha256[:DIGEST_SHOWN]}…{last.sha256[-DIGEST_SHOWN:]}"
    return {
        "title": _("采集"),
        "text": _("%(file)s，%(day)s 导入，SHA-256 %(digest)s")
        % {"file": last.file_name, "day": day(last.day), "digest": digest},
    }


def sifted(on: date) -> dict[str, Any]:
    """How many rows were duplicates or went to quarantine, over all batches."""
    with seeing_all():
        sums = Batch.objects.filter(state=Batch.State.STORED).aggregate(
            rows=Sum("rows"), duplicate=Sum("duplicate"), quarantined=Sum("quarantined")
        )
    if not sums["rows"]:
        return {"title": _("清洗"), "text": _("尚无记录"), "open": True}
    return {
        "title": _("清洗"),
        "text": _("共 %(rows)s 行，去重 %(duplicate)s 行，隔离待核 %(quarantined)s 行")
        % {name: f"{value or 0:,}" for name, value in sums.items()},
    }


def frozen(indicator: Indicator, version: PlanVersion, period: Period) -> dict[str, Any]:
    """The closing of the figure's period, or that it is still open."""
    found = (
        Measurement.objects.filter(
            indicator=indicator,
            closing__version__plan=version.plan,
            closing__starts_on=period.start,
            closing__ends_on=period.end,
        )
        .select_related("frozen_by", "closing__proposed_by")
        .order_by("-version")
        .first()
    )
    if found is None:
        return {"title": _("锁定"), "text": _("%(period)s 尚未锁定") % {"period": period}, "open": True}
    return {
        "title": _("锁定"),
        "text": _("%(day)s 锁定，第 %(version)s 版，%(first)s 提请，%(second)s 核准")
        % {
            "day": day(found.frozen_on),
            "version": found.version,
            "first": found.closing.proposed_by,
            "second": found.frozen_by,
        },
    }
