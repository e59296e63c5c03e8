"""The screen of indications that a register cannot say: recording a legal event."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhice.registry.rights import recording
from zhice.registry.rights.geographical_indications import actions
from zhice.registry.rights.geographical_indications.models import GeographicalIndication, IndicationEvent
from zhice.registry.rights.geographical_indications.register import INDICATIONS
from zhice.web.doors import door


class IndicationEventForm(recording.EventForm):
    """Without a new holder or seat: an indication stays where it grows."""

    party = None  # type: ignore[assignment]
    region = None  # type: ignore[assignment]


@door("indication", "change")
@require_http_methods(["GET", "POST"])
def record_event(request: HttpRequest, number: int) -> HttpResponse:
    """Record one legal event and lead back to the indication."""
    indication: Any = GeographicalIndication.objects.visible_to(request.user).filter(pk=number).first()
    if indication is None:
        raise Http404
    form = IndicationEventForm(request.user, IndicationEvent.Kind.choices, request.POST or None)
    save = partial(actions.record_event, indication=indication, today=timezone.localdate())
    return recording.answer(request, register=INDICATIONS, record=indication, form=form, save=save)
