"""Every page at both widths: no axe violation, no sideways scroll, no script error, a title, one main heading."""

from __future__ import annotations

from typing import Any

import pytest

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
            "/registers/indications/", "/registers/indications/new/", "/registers/indication-users/",
            "/search/?q=示例", "/search/?q=(", "/search/saved/",
            "/help/", "/indicators/nowhere/", "/indicators/patent-filings/evidence/?page=0",
            "/registry/fees/", "/registry/fees/?region=all&stand=all&kind=DESIGN", f"/registry/patents/{granted.pk}/fees/",
        ],
        "audit_admin": ["/journal/", "/accounts/me/", "/registers/users/", "/registers/units/"],
        "enterprise": ["/registers/patents/", "/journal/", "/notices/", "/registry/my-rights/"],
        "": ["/accounts/login/"],
    }  # fmt: skip


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
