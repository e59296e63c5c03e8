"""My rights and what is due; the fee calendar of one patent; the bureau's list of what is about to lapse."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhice.journal.acts import reading
from zhice.kernel.errors import ZhiceError
from zhice.registry.rights.fees import actions, queries
from zhice.registry.rights.fees.calendar import FeeCalendar, Reduction
from zhice.registry.rights.fees.forms import STANDS, TONES, FeeFilter, PayForm, ReductionForm
from zhice.registry.rights.fees.models import FeeReduction
from zhice.registry.rights.fees.patents import due_of, dues_of, living, paid_years, right_of
from zhice.registry.rights.fees.providers import Due, Stand, dues
from zhice.registry.rights.patents.models import Patent
from zhice.registry.rights.trademarks.models import Trademark
from zhice.registry.rights.trademarks.queries import in_force
from zhice.web import doors
from zhice.web.doors import door
from zhice.web.refusals import refuse
from zhice.web.registers import export, export_screens
from zhice.web.registers.view_screens import summary
from zhice.web.wording import is_english, masked

PER_PAGE = 50
PRESSING = (Stand.OVERDUE, Stand.SOON, Stand.QUARTER, Stand.HALF)


@require_safe
@door("annual_fee", "mine")
def my_rights(request: HttpRequest) -> HttpResponse:
    """Own rights (an agency: its clients') by what is due, the most pressing first."""
    day = timezone.localdate()
    groups = queries.grouped(_mine(request))
    shown = [_group(group, day=day) for group in groups]
    context = {
        "day": day,
        "groups": shown,
        "rights": _own(request),
        "now": sum((group.total for group in groups if group.stand in PRESSING[:2]), Decimal(0)),
        "half": sum((group.total for group in groups if group.stand in PRESSING), Decimal(0)),
        "counts": {group.stand.value: len(group.dues) for group in groups},
        "several": len(request.user.party_ids) > 1,  # type: ignore[union-attr]
    }
    return render(request, "registry/my_rights.html", context)


@require_safe
@door("annual_fee", "mine")
def my_rights_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as CSV."""
    names, rows = _sheet(request)
    return StreamingHttpResponse(
        export.csv_lines(names, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="my-rights.csv"'},
    )


@require_safe
@door("annual_fee", "mine")
def my_rights_xlsx(request: HttpRequest) -> FileResponse:
    """The same as a workbook."""
    names, rows = _sheet(request)
    file = export.workbook_file(_("我的权利与应缴"), names, rows)
    return export_screens.answer(file, "my-rights.xlsx", export_screens.WORKBOOK)


@require_safe
@door("annual_fee", "read")
def patent_fees(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole calendar of one patent: what is paid, what is due, and why on that day."""
    return _patent_page(request, _patent(request, pk))


@require_POST
@door("annual_fee", "pay")
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """已缴第 N 年年费."""
    patent = _patent(request, pk)
    years = [fee.year for fee in FeeCalendar().years(right_of(patent))]
    form = PayForm(request.POST, years=years)
    by_owner = doors.scope(request.user, "annual_fee", "pay") != "all"
    if form.is_valid() and _done(
        form,
        lambda: actions.pay_year(
            patent=patent, today=timezone.localdate(), by_owner=by_owner, **form.cleaned_data
        ),
    ):
        messages.success(request, _("已登记为已缴。"))
        return redirect("registry:patent-fees", pk=patent.pk)
    return _patent_page(request, patent, pay_form=form)


@require_http_methods(["POST"])
@door("annual_fee", "change")
def reduce(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a reduction or an open licence."""
    patent = _patent(request, pk)
    form = ReductionForm(request.POST, instance=FeeReduction(patent=patent))
    if form.is_valid() and _done(form, lambda: actions.grant_reduction(patent=patent, **form.cleaned_data)):
        messages.success(request, _("减缴已登记，应缴金额已重新计算。"))
        return redirect("registry:patent-fees", pk=patent.pk)
    return _patent_page(request, patent, reduction_form=form)


@require_safe
@door("annual_fee", "oversee")
def fees(request: HttpRequest) -> HttpResponse:
    """Rights of the region whose fee is due or in grace, and how much ends for unpaid fees."""
    day = timezone.localdate()
    regions = queries.regions_with_rights(request.user, day=day)
    chosen = FeeFilter(request.GET, regions=regions)
    if not chosen.is_valid():
        raise refuse("筛选条件无效。", "There is no such filter.")
    asked = chosen.cleaned_data
    code = asked["region"] or (regions[0].pk if regions else "")
    region = next((each for each in regions if each.pk == code), None)
    patents = queries.seated_in(living(Patent.objects.visible_to(request.user), day=day), region)
    if asked["kind"]:
        patents = patents.filter(kind=asked["kind"])
    if asked["holder"]:
        patents = patents.filter(first_holder__name__icontains=asked["holder"])
    found = list(dues_of(patents.select_related("first_holder"), day=day))
    groups = {group.stand: group for group in queries.grouped(found)}
    page = Paginator(_listed(found, asked["stand"]), PER_PAGE).get_page(request.GET.get("page"))
    hide = doors.scope(request.user, "annual_fee", "read") == "masked"
    context = {
        "day": day,
        "region": region,
        "filter": FeeFilter({**request.GET.dict(), "region": code}, regions=regions),
        "filtered": any(asked[name] for name in ("stand", "kind", "holder")),
        "page": page,
        "lines": [_line(due, day=day, hide=hide) for due in page.object_list],
        "figures": [(STANDS[stand], groups.get(stand), TONES[stand]) for stand in PRESSING],
        "lapses": queries.lapses(request.user, region=region, day=day),
        "query": _query(request),
    }
    return render(request, "registry/fees.html", context)


def _mine(request: HttpRequest) -> list[Due]:
    holders = request.user.party_ids  # type: ignore[union-attr]
    return list(dues(user=request.user, day=timezone.localdate(), holders=holders))


def _own(request: HttpRequest) -> int:
    """How many rights are one's own and in force."""
    day, holders = timezone.localdate(), request.user.party_ids  # type: ignore[union-attr]
    patents = Patent.objects.visible_to(request.user).filter(first_holder__in=holders)
    marks = Trademark.objects.visible_to(request.user).filter(holder__in=holders)
    return living(patents, day=day).count() + in_force(marks, day=day).count()


def _listed(found: list[Due], stand: str) -> list[Due]:
    wanted = set(Stand) if stand == "all" else {Stand(stand)} if stand else set(PRESSING)
    return [due for due in queries.in_order(found) if due.stand in wanted]


def _group(group: queries.Group, *, day: Any) -> dict[str, Any]:
    return {
        "stand": group.stand.value,
        "title": STANDS[group.stand],
        "tone": TONES[group.stand],
        "total": group.total,
        "lines": [_line(due, day=day, hide=False) for due in group.dues],
        "open": group.stand not in (Stand.LATER, Stand.SILENT),
    }


def _line(due: Due, *, day: Any, hide: bool) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    return {
        "due": due,
        "what": due.what.in_(language),
        "holder": masked(due.holder) if hide else due.holder,
        "tone": TONES[due.stand],
        "word": STANDS[due.stand],
        "left": ((due.grace if due.stand is Stand.OVERDUE else due.pay_by) - day).days,
        "overdue": due.stand is Stand.OVERDUE,
        "silent": due.stand is Stand.SILENT,
        "reckoning": due.reckoning.in_(language),
        "grace_reckoning": due.grace_reckoning.in_(language),
        "note": due.note.in_(language) if due.note else "",
        "late_word": due.late_word.in_(language),
        "grace_word": due.grace_word.in_(language),
    }


def _sheet(request: HttpRequest) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of the export; one reading in the journal."""
    names = [
        _("权利"), _("编号"), _("专利类型"), _("权利人"), _("事项"), _("期限状态"), _("应缴"), _("滞纳金"), _("合计"), _("名义期满日"),
        _("最后缴费日"), _("滞纳期满日"), _("暂定"), _("依据"),
    ]  # fmt: skip
    found = queries.in_order(_mine(request))
    reading("annual_fee", "", fields=["holder", "amount", "day"], rows=len(found))
    english = "en" if is_english() else "zh"
    rows = [
        [
            due.right, due.number, due.kind, due.holder, due.what.in_(english), str(STANDS[due.stand]), due.payable, due.late_fee,
            due.total, due.nominal, due.pay_by, due.grace, due.provisional, due.article,
        ]
        for due in found
    ]  # fmt: skip
    return names, rows


def _patent(request: HttpRequest, pk: int) -> Patent:
    return get_object_or_404(
        Patent.objects.visible_to(request.user).filter(granted_date__isnull=False, filed_date__isnull=False),
        pk=pk,
    )


def _patent_page(
    request: HttpRequest,
    patent: Patent,
    *,
    pay_form: Form | None = None,
    reduction_form: Any = None,
) -> HttpResponse:
    day = timezone.localdate()
    reductions = list(FeeReduction.objects.visible_to(request.user).filter(patent=patent))
    right = right_of(
        patent, [Reduction(ground=each.ground, since=each.since, until=each.until) for each in reductions]
    )
    paid = paid_years([patent.pk]).get(patent.pk, frozenset())
    years = FeeCalendar().years(right)
    lines = [
        {**_line(due_of(patent, fee, day=day), day=day, hide=False), "fee": fee, "paid": fee.year in paid}
        for fee in years
    ]
    open_years = [fee.year for fee in years if fee.year not in paid and fee.grace.day >= day]
    bad = pay_form or reduction_form
    context = {
        "patent": patent,
        "day": day,
        "lines": lines,
        "settled": max(paid, default=0),
        "next": next((line for line in lines if line["fee"].year in open_years), None),
        "alive": patent.lapsed_date is None or patent.lapsed_date > day,
        "reductions": reductions,
        "errors": summary(bad) if bad else [],
        "pay_form": pay_form
        or (
            PayForm(
                years=[fee.year for fee in years if fee.year not in paid],
                initial={"year": next(iter(open_years), None), "paid_on": day},
            )
            if doors.may(request.user, "annual_fee", "pay")
            else None
        ),
        "reduction_form": reduction_form
        or (ReductionForm() if doors.may(request.user, "annual_fee", "change") else None),
    }
    return render(request, "registry/patent_fees.html", context, status=422 if bad else 200)


def _done(form: Any, do: Any) -> bool:
    try:
        do()
    except ZhiceError as refused:
        form.add_error(None, refused.words.in_(get_language() or "zh-hans"))
    except ValidationError as refused:
        form.add_error(None, refused.messages)
    else:
        return True
    return False


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()
