"""Addresses of the registry beyond its registers."""

from django.urls import path

from zhice.registry.rights.geographical_indications import screens as indications
from zhice.registry.rights.patents import screens as patents
from zhice.registry.rights.trademarks import screens as trademarks

app_name = "registry"
urlpatterns = [
    path("registers/patents/<int:number>/events/new/", patents.record_event, name="record-event"),
    path(
        "registers/trademarks/<int:number>/events/new/",
        trademarks.record_event,
        name="record-trademark-event",
    ),
    path(
        "registers/indications/<int:number>/events/new/",
        indications.record_event,
        name="record-indication-event",
    ),
]
