"""Addresses of the registry beyond its registers."""

from django.urls import path

from zhice.registry.certificates import screens as certificates
from zhice.registry.high_value import screens as high_value
from zhice.registry.matches import screens as matches
from zhice.registry.parties import screens as parties
from zhice.registry.parties import subject_screens as subject
from zhice.registry.rights.fees import screens as fees
from zhice.registry.rights.geographical_indications import screens as indications
from zhice.registry.rights.patents import screens as patents
from zhice.registry.rights.trademarks import screens as trademarks

app_name = "registry"
urlpatterns = [
    path("registry/matches/", matches.matches, name="matches"),
    path("registry/matches/look/", matches.look, name="matches-look"),
    path("registry/matches/<int:pk>/same/", matches.call_same, name="match-same"),
    path("registry/matches/<int:pk>/different/", matches.call_different, name="match-different"),
    path("registry/matches/<int:pk>/later/", matches.put_off, name="match-later"),
    path("registry/matches/merges/<int:pk>/undo/", matches.undo, name="merge-undo"),
    path("registers/patents/<int:number>/events/new/", patents.record_event, name="record-event"),
    path("registry/my-rights/", fees.my_rights, name="my-rights"),
    path("registry/my-rights.csv", fees.my_rights_csv, name="my-rights-csv"),
    path("registry/my-rights.xlsx", fees.my_rights_xlsx, name="my-rights-xlsx"),
    path("registry/fees/", fees.fees, name="fees"),
    path("registry/patents/<int:pk>/fees/", fees.patent_fees, name="patent-fees"),
    path("registry/patents/<int:pk>/fees/paid/", fees.pay, name="pay-fee"),
    path("registry/patents/<int:pk>/fees/reduction/", fees.reduce, name="reduce-fee"),
    path("registers/parties/<int:number>/move/", parties.move, name="move-party"),
    path("registry/parties/<int:number>/<slug:name>/", subject.rows_of, name="party-rows"),
    path("registry/high-value/", high_value.inventions, name="high-value"),
    path("registry/high-value/candidates/", high_value.candidates, name="high-value-candidates"),
    path("registry/high-value/candidates/<int:number>/", high_value.decide, name="high-value-decide"),
    path(
        "registers/trademarks/<int:number>/events/new/",
        trademarks.record_event,
        name="record-trademark-event",
    ),
    path(
        "registers/certificates/<int:number>/events/new/",
        certificates.record_event,
        name="record-certificate-event",
    ),
    path(
        "registers/indications/<int:number>/events/new/",
        indications.record_event,
        name="record-indication-event",
    ),
]
