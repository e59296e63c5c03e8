"""The one screen of patents that a register cannot say: recording a legal event."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhice.registry.rights import recording
from zhice.registry.rights.patents import actions
from zhice.registry.rights.patents.models import LegalEvent, Patent
from zhice.registry.rights.patents.register import PATENTS
from zhice.web.doors import door


@door("patent", "change")
@require_http_methods(["GET", "POST"])
def record_event(request: HttpRequest, number: int) -> HttpResponse:
    """Record one legal event and lead back to the patent."""
    patent = Patent.objects.visible_to(request.user).filter(pk=number).first()
    if patent is None:
        raise Http404
    form = recording.EventForm(request.user, LegalEvent.Kind.choices, request.POST or None)
    save = partial(actions.record_event, patent=patent, today=timezone.localdate())
    return recording.answer(request, register=PATENTS, record=patent, form=form, save=save)
