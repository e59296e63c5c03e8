"""Every page at both widths: no axe violation, no sideways scroll, no script error, a title, one main heading."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

pytestmark = pytest.mark.browser


def pages_of(city: Any) -> dict[str, list[str]]:
    """Role → addresses; together every kind of page there is."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.registry.models import Party, Patent, Region

    with acting_as(SYSTEM):
        patent, party, region = (
            Patent.objects.first(),
            Party.objects.first(),
            Region.objects.get(code="419001"),
        )
        granted = Patent.objects.filter(granted_date__isnull=False).earliest("pk")
        proposal = city.reading.proposals.first()
        frozen = city.closing.measurements.get(indicator__code="patent-filings")
    code = city.version.plan.code
    subject = rights_of(city)
    return {
        "plan_office": [
            "/", "/?on=2022-12-31", "/indicators/", "/indicators/patent-filings/", "/indicators/invention-density/",
            "/indicators/pledge-financing/", "/indicators/filings-growth-rank/", "/indicators/patent-filings/evidence/",
            "/indicators/patent-filings/evidence/?kind=DESIGN", "/reports/", "/figures/compare/",
            "/registers/corpora/", "/registers/corpora/new/", "/plan/", f"/plan/{code}/",
            f"/plan/{code}/tasks/", f"/plan/tasks/{city.task.pk}/", f"/plan/{code}/periods/",
            f"/plan/periods/{city.closing.pk}/", f"/plan/frozen/{frozen.pk}/", "/plan/readings/",
            f"/plan/readings/{city.reading.pk}/", f"/plan/proposals/{proposal.pk}/", f"/plan/readings/{city.reading.pk}/finish/",
            "/registers/patents/", f"/registers/patents/{patent.pk}/", "/registers/parties/", f"/registers/parties/{party.pk}/",
            "/registers/parties/new/", "/registers/regions/", f"/registers/regions/{region.pk}/", "/registers/populations/",
            "/registers/populations/new/", "/registers/populations/import/", "/registers/pct/", "/registry/matches/",
            "/registry/high-value/", "/registry/high-value/?high_class=years", "/registry/high-value/candidates/",
            "/registers/high-value-grounds/", "/registers/high-value-grounds/new/", "/registers/concordances/", "/registers/ipc/",
            "/registers/industries/", f"/registers/parties/{party.pk}/move/", "/intake/", "/registers/foreign-publications/",
            "/registers/trademarks/", "/registers/trademarks/new/", "/registers/recognitions/", "/registers/recognitions/new/",
            "/registers/certificates/", "/registers/certificates/new/",
            "/registers/indications/", "/registers/indications/new/", "/registers/indication-users/",
            "/search/?q=示例", "/search/?q=(", "/search/saved/",
            "/help/", "/indicators/nowhere/", "/indicators/patent-filings/evidence/?page=0",
            "/registry/fees/", "/registry/fees/?region=all&stand=all&kind=DESIGN", f"/registry/patents/{granted.pk}/fees/",
            *subject.pages,
        ],
        "audit_admin": [f"/registers/parties/{subject.firm.pk}/", "/journal/", "/accounts/me/", "/registers/users/", "/registers/units/"],
        "enterprise": ["/registers/patents/", "/journal/", "/notices/", "/registry/my-rights/", f"/registers/parties/{subject.firm.pk}/"],
        "": ["/accounts/login/"],
    }  # fmt: skip


def rights_of(city: Any) -> SimpleNamespace:
    """A firm with marks, one of them to be renewed, a finding, an indication and an account of its own; and their pages."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.models import UserParty
    from zhice.journal.acts import act
    from zhice.registry.models import (
        GeographicalIndication,
        IndicationUser,
        Patent,
        Trademark,
        WellKnownRecognition,
    )
    from zhice.registry.parties.actions import rename
    from zhice.registry.rights.trademarks import actions
    from zhice.registry.rights.trademarks.rows import TrademarkRow

    seat, today = "419001", timezone.localdate()
    with acting_as(SYSTEM):
        firm = (
            Patent.objects.filter(granted_date__isnull=False, first_holder__kind="organisation")
            .earliest("pk")
            .first_holder
        )
        rename(party=firm, name=f"{firm.name}（新）", day=date(2022, 8, 1), reason="变更通知")
        UserParty.objects.create(user=city.people["enterprise"], party_id=firm.pk)
        with act("registry.trademark.import"):
            actions.register_trademarks(
                rows=[
                    TrademarkRow(
                        office="CN",
                        number=number,
                        classes=(30,),
                        name="示例山茶",
                        kind="certification",
                        holder=firm.name,
                        region=seat,
                        goods={30: "茶；蜂蜜"},
                        filed_date=date(2012, 1, 5),
                        registered_date=registered,
                    )
                    for number, registered in (
                        ("11000001", today.replace(year=today.year - 10, day=1) + timedelta(days=40)),
                        ("11000002", date(2021, 3, 21)),
                    )
                ],
                batch=None,
            )
        mark = Trademark.objects.earliest("pk")
        finding = WellKnownRecognition.objects.create(
            mark=mark.name,
            trademark=mark,
            setting="enforcement",
            organ="示例机关",
            case_number="示例〔2021〕1号",
            day=date(2021, 4, 27),
            goods="茶",
            holder=firm,
            region_id=seat,
        )
        indication = GeographicalIndication.objects.create(
            name="示例山茶",
            kind="certification_mark",
            region_id=seat,
            holder=firm,
            recognised_on=date(2014, 5, 8),
            document="示例公告第1号",
            trademark=mark,
            area="示例镇、示例乡",
        )
        use = IndicationUser.objects.create(
            indication=indication, user=firm, region_id=seat, from_date=date(2017, 6, 1)
        )
    lists = ("patents", "patents-in-force", "trademarks", "dues-in-90-days", "indications-used")
    pages = [
        f"/registers/parties/{firm.pk}/",
        f"/registers/parties/{firm.pk}/?kind=granted&year=2021",
        *(f"/registry/parties/{firm.pk}/{name}/" for name in lists),
        f"/registers/trademarks/{mark.pk}/",
        f"/registers/trademarks/{mark.pk}/events/new/",
        f"/registers/indications/{indication.pk}/",
        f"/registers/indications/{indication.pk}/events/new/",
        f"/registers/indication-users/{use.pk}/",
        f"/registers/recognitions/{finding.pk}/",
    ]
    return SimpleNamespace(firm=firm, pages=pages)  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_is_accessible_and_fits(width, request, city, sign_in, axe):
    page = request.getfixturevalue("page" if width == 1440 else "narrow_page")
    wrong: list[str] = []
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    for role, addresses in pages_of(city).items():
        page.context.clear_cookies()
        if role:
            sign_in(page, role)
        for address in addresses:
            answer = page.goto(address)
            page.wait_for_load_state("load")
            where = f"{role or 'nobody'} {address} at {width}"
            if answer.status >= 500:
                wrong.append(f"{where}: status {answer.status}")
            wrong += [f"{where}: {v['id']} ({v['impact']}): {v['nodes'][:2]}" for v in axe(page)]
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                wrong.append(f"{where}: {across} px wide")
            if page.locator("h1").count() != 1 or not page.title():
                wrong.append(f"{where}: {page.locator('h1').count()} main headings")
            wrong += [f"{where}: script error {error}" for error in broken]
            broken.clear()
    assert not wrong, "\n".join(wrong)
