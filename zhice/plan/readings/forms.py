"""What is asked when a read plan is confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhice.kernel.errors import ZhiceError
from zhice.measuring.measure import measures
from zhice.plan.goals.folder import IndicatorEntry, TargetEntry
from zhice.plan.goals.models import Comparator, Horizon
from zhice.plan.indicators.models import Indicator, Pillar
from zhice.plan.readings.models import Decision, Proposal, ProposalKind

DAY = {"type": "date"}
FOLDS = [
    ("total", _("期间合计")),
    ("cumulative", _("规划期累计")),
    ("distinct", _("不同对象数（不重复计）")),
    ("ratio", _("比值（需分母）")),
    ("growth", _("较上年增幅")),
    ("average", _("平均数")),
    ("reached", _("是否达到")),
]


class UploadForm(forms.Form):
    """The document to read."""

    file = forms.FileField(label=_("规划文件"), help_text=_("txt、md、docx，或带文字的 PDF；不超过 20 MB。"))


class TargetForm(forms.Form):
    """One target as confirmed: comparator, bounds, period, years; and its indicator, known or new."""

    comparator = forms.ChoiceField(label=_("比较"), choices=Comparator.choices)
    low = forms.DecimalField(label=_("下限"), required=False, max_digits=20, decimal_places=4)
    high = forms.DecimalField(label=_("上限"), required=False, max_digits=20, decimal_places=4)
    unit = forms.CharField(label=_("单位"), max_length=16)
    period = forms.ChoiceField(label=_("期间"), choices=Horizon.choices)
    first_year = forms.IntegerField(label=_("起始年"), min_value=1985, max_value=2100)
    last_year = forms.IntegerField(label=_("截止年"), min_value=1985, max_value=2100)
    aspirational = forms.BooleanField(label=_("力争、争取"), required=False)
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label=_("对应指标"), required=False, empty_label=_("（定义新指标）")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.visible_to(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data["last_year"] < data["first_year"]:
            self.add_error("last_year", _("截止年不能早于起始年。"))
            return data
        try:
            data["target"] = self._target(data)
        except ValueError:
            self.add_error(
                "low", _("上下限与比较方式不符：“介于”须写两端，“不高于、低于”写上限，其余写下限。")
            )
        indicator = data.get("indicator")
        if indicator and indicator.unit != data["unit"]:
            self.add_error(
                "unit",
                _("指标“%(name)s”的单位是“%(unit)s”。") % {"name": indicator.name, "unit": indicator.unit},
            )
        return data

    def _target(self, data: dict[str, Any]) -> TargetEntry:
        low, high, comparator = data["low"], data["high"], data["comparator"]
        bound = high if comparator in ("at_most", "less_than") else low
        if bound is None or (comparator == "between" and high is None):
            raise ValueError("a bound is missing")
        return TargetEntry.model_validate(
            {
                comparator: (low, high) if comparator == "between" else bound,
                "period": data["period"],
                "years": tuple(range(data["first_year"], data["last_year"] + 1)),
                "aspirational": data["aspirational"],
            }
        )


class IndicatorForm(forms.Form):
    """A new indicator in the closed grammar: a fold over declared measures, or the room it waits for. No formula."""

    code = forms.SlugField(
        label=_("代码"), max_length=64, help_text=_("小写字母、数字与连字符，如 patent-filings")
    )
    name_zh = forms.CharField(label=_("名称"), max_length=120)
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    pillar = forms.ChoiceField(label=_("领域"), choices=Pillar.choices)
    fold = forms.ChoiceField(label=_("计算方法"), choices=FOLDS)
    measure = forms.ChoiceField(label=_("口径"), required=False)
    below = forms.ChoiceField(label=_("分母"), required=False)
    per = forms.IntegerField(
        label=_("每"), required=False, min_value=1, max_value=100_000_000, help_text=_("如 10000 表示每万")
    )
    awaits = forms.CharField(
        label=_("等待的模块"),
        max_length=64,
        required=False,
        help_text=_("业务模块尚未建立时填写，如 operation/pledges"),
    )
    wording = forms.CharField(label=_("口径说明"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", _("（尚无）")), *((m.code, f"{m.name.zh}（{m.unit}）{m.code}") for m in measures())]
        self.fields["measure"].choices = known  # type: ignore[attr-defined]
        self.fields["below"].choices = known  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Indicator.objects.filter(code=code).exists():
            raise forms.ValidationError(_("代码“%(code)s”已有指标使用。"), params={"code": code})
        return code

    def entry(self, *, unit: str, since: Any) -> IndicatorEntry:
        """The indicator as a plan folder says it; ValueError with the reason in words where the grammar refuses."""
        data = self.cleaned_data
        try:
            return IndicatorEntry.model_validate(
                {
                    "code": data["code"],
                    "name": {"zh": data["name_zh"], "en": data["name_en"]},
                    "pillar": data["pillar"],
                    "source": {"document": "", "clause": ""},
                    "unit": unit,
                    "awaits": data["awaits"],
                    "definitions": {
                        since: {"counts": self._counts(data), "wording": {"zh": data["wording"]}}
                    },
                }
            )
        except ZhiceError as error:
            raise ValueError(str(error)) from error

    def _counts(self, data: dict[str, Any]) -> dict[str, Any]:
        code = data["measure"] or (
            f"{data['awaits'].replace('/', '.').replace('-', '_')}" if data["awaits"] else ""
        )
        if data["fold"] == "ratio":
            return {"ratio": [code, data["below"]], "per": data["per"] or 1}
        if data["fold"] == "distinct":
            return {"distinct": [code, "party"]}
        return {data["fold"]: code}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("measure") and not data.get("awaits"):
            self.add_error("measure", _("请选择口径，或写明等待的模块。"))
        if data.get("fold") == "ratio" and not data.get("below"):
            self.add_error("below", _("比值须选择分母。"))
        return data


class RestForm(forms.Form):
    """One decision for all that is left of a kind."""

    kind = forms.ChoiceField(
        choices=[(k, k.label) for k in (ProposalKind.COMMITMENT, ProposalKind.UNCLAIMED)]
    )
    decision = forms.ChoiceField(choices=[(d, d.label) for d in (Decision.ACCEPTED, Decision.DISMISSED)])
    reason = forms.CharField(max_length=300, required=False)


class AddForm(forms.Form):
    """Words of the text that the reader did not take for a target."""

    words = forms.CharField(label=_("原文中的一句"), max_length=400)


class AboutForm(forms.Form):
    """The head of the document, confirmed."""

    code = forms.SlugField(label=_("规划代码"), max_length=64, help_text=_("同一代码再次确认即为新版本"))
    name = forms.CharField(label=_("规划名称"), max_length=200)
    document = forms.CharField(label=_("文号"), max_length=80, required=False)
    issuer = forms.CharField(label=_("发文机关"), max_length=120, required=False)
    issued = forms.DateField(
        label=_("发布日期"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )
    starts_on = forms.DateField(label=_("规划期起"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    ends_on = forms.DateField(label=_("规划期止"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    region = forms.RegexField(r"^[1-9][0-9]{5}$", label=_("行政区划代码"), help_text=_("六位，如 419001"))
    note = forms.CharField(label=_("版本说明"), max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("规划期的止日不能早于起日。"))
        return data


def suggested(proposal: Proposal, *, years: tuple[int, int]) -> dict[str, Any]:
    """The form's first values: as read, or as decided before."""
    fields = proposal.fields
    year = fields.get("year") or years[1]
    first = years[0] if fields.get("period") == "annual" and years[0] <= year else year
    return {
        "comparator": fields.get("comparator") or Comparator.AT_LEAST,
        "low": fields.get("low"),
        "high": fields.get("high"),
        "unit": fields.get("unit") or "",
        "period": fields.get("period") or Horizon.CUMULATIVE,
        "first_year": first,
        "last_year": year,
        "aspirational": bool(fields.get("aspirational")),
        "indicator": proposal.indicator or likely_indicator(fields),
    }


def likely_indicator(fields: dict[str, Any]) -> Indicator | None:
    """The known indicator whose name the subject resembles most, in the same unit; None below a clear resemblance."""
    from rapidfuzz import fuzz

    subject = str(fields.get("subject") or "")
    best, score = None, 62.0
    for indicator in Indicator.objects.all():
        alike = fuzz.token_set_ratio(" ".join(subject), " ".join(indicator.name_zh))
        if alike > score and indicator.unit.split("/")[0] == str(fields.get("unit") or ""):
            best, score = indicator, alike
    return best
