"""Addresses of the registry beyond its registers."""

from django.urls import path

from zhice.registry.high_value import screens as high_value
from zhice.registry.parties import screens as parties
from zhice.registry.rights.patents import screens as patents

app_name = "registry"
urlpatterns = [
    path("registers/patents/<int:number>/events/new/", patents.record_event, name="record-event"),
    path("registers/parties/<int:number>/move/", parties.move, name="move-party"),
    path("registry/high-value/", high_value.inventions, name="high-value"),
    path("registry/high-value/candidates/", high_value.candidates, name="high-value-candidates"),
    path("registry/high-value/candidates/<int:number>/", high_value.decide, name="high-value-decide"),
]
