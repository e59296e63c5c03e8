"""The plan's addresses."""

from django.urls import path

from zhice.plan.figures import screens as figures

app_name = "plan"
urlpatterns = [
    path("", figures.overview, name="overview"),
    path("indicators/", figures.indicators, name="indicators"),
    path("indicators/<slug:code>/", figures.indicator, name="indicator"),
    path("indicators/<slug:code>/evidence/", figures.evidence, name="evidence"),
    path("indicators/<slug:code>/evidence.csv", figures.evidence_csv, name="evidence-csv"),
]
