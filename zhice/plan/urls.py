"""The plan's addresses."""

from django.urls import path, re_path

from zhice.plan.figures import screens as figures
from zhice.plan.reports import screens as reports

app_name = "plan"
urlpatterns = [
    path("", figures.overview, name="overview"),
    path("indicators/", figures.indicators, name="indicators"),
    path("indicators/<slug:code>/", figures.indicator, name="indicator"),
    path("indicators/<slug:code>/evidence/", figures.evidence, name="evidence"),
    path("indicators/<slug:code>/evidence.csv", figures.evidence_csv, name="evidence-csv"),
    path("reports/", reports.reports, name="reports"),
    re_path(
        r"^reports/(?P<year>[0-9]{4})-(?P<number>[1-4])\.(?P<form>docx|pdf)$",
        reports.quarterly_file,
        name="quarterly",
    ),
]
