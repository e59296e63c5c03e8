"""Addresses under /intake/."""

from django.urls import path

from zhice.web.intake import batch_screens, screens
from zhice.web.registers import addresses as _record_numbers  # noqa: F401  # registers the <record:…> converter

app_name = "intake"
urlpatterns = [
    path("", batch_screens.index, name="index"),
    path("new/", screens.new, name="new"),
    path("uploads/<slug:token>/", screens.choose, name="choose"),
    path("staged/<slug:token>/", screens.dry_run, name="dry_run"),
    path("staged/<slug:token>/confirm/", screens.confirm, name="confirm"),
    path("staged/<slug:token>/running/", screens.running_page, name="running"),
    path("staged/<slug:token>/progress/", screens.progress, name="progress"),
    path("formats/<slug:name>/template.xlsx", screens.template, name="template"),
    path("batches/<record:number>/", batch_screens.show, name="batch"),
    path("batches/<record:number>/rejects.xlsx", batch_screens.rejects, name="rejects"),
    path("batches/<record:number>/rollback/", batch_screens.rollback, name="rollback"),
]
