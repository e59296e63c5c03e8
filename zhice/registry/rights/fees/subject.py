"""What is due of a party's rights."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.subject import Asking, Cell, Part, Table
from zhice.registry.rights.fees import providers
from zhice.registry.rights.fees.forms import STANDS, TONES
from zhice.registry.rights.fees.providers import Due, Stand
from zhice.registry.rights.fees.queries import in_order
from zhice.web.wording import day as day_words
from zhice.web.wording import number

PRESSING = (Stand.OVERDUE, Stand.SOON, Stand.QUARTER)


def known(asking: Asking) -> list[Due]:
    """All that is due of its rights, the most pressing first."""

    def ask() -> list[Due]:
        return in_order(providers.dues(user=asking.user, day=asking.day, holders=asking.parties))

    found: list[Due] = asking.once("dues", ask)
    return found


def pressing(asking: Asking) -> list[Due]:
    return [due for due in known(asking) if due.stand in PRESSING]


def line(due: Due, asking: Asking) -> tuple[Cell, ...]:
    language = get_language() or "zh-hans"
    silent = due.stand is Stand.SILENT
    return (
        Cell(text=due.right, url=due.url),
        Cell(text=due.kind),
        Cell(text=due.what.in_(language)),
        Cell(text=STANDS[due.stand], colour=TONES[due.stand]),
        Cell(text=day_words(due.grace if due.stand in (Stand.OVERDUE, Stand.SILENT) else due.pay_by)),
        Cell(text="—" if silent else f"¥{number(due.total)}", number=True),
    )


def amount(rows: list[Due], asking: Asking) -> str:
    return f"¥{number(sum((due.total for due in rows), Decimal(0)))}"


_HEADINGS = (_("权利"), _("种类"), _("事项"), _("期限状态"), _("最后日期"), _("应缴"))
PART = Part(
    name="fees",
    title=_("应缴费用"),
    record="annual_fee",
    order=5,
    tables=(
        Table(
            name="dues-in-90-days", title=_("逾期与 90 天内应缴"), rows=pressing, headings=_HEADINGS, line=line,
            figure=True, kept=True, section=False, unit=_("项"), note=amount,
        ),
        Table(name="dues", title=_("应缴费用"), rows=known, headings=_HEADINGS, line=line),
    ),
)  # fmt: skip
