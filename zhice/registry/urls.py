"""Addresses of the registry beyond its registers."""

from django.urls import path

from zhice.registry.matches import screens as matches
from zhice.registry.rights.patents import screens as patents

app_name = "registry"
urlpatterns = [
    path("registry/matches/", matches.matches, name="matches"),
    path("registry/matches/look/", matches.look, name="matches-look"),
    path("registry/matches/<int:pk>/same/", matches.call_same, name="match-same"),
    path("registry/matches/<int:pk>/different/", matches.call_different, name="match-different"),
    path("registry/matches/<int:pk>/later/", matches.put_off, name="match-later"),
    path("registry/matches/merges/<int:pk>/undo/", matches.undo, name="merge-undo"),
    path("registers/patents/<int:number>/events/new/", patents.record_event, name="record-event"),
]
