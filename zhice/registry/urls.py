"""Addresses of the registry beyond its registers."""

from django.urls import path

from zhice.registry.rights.patents import screens as patents

app_name = "registry"
urlpatterns = [
    path("registers/patents/<int:number>/events/new/", patents.record_event, name="record-event"),
]
