"""The screen of certificates that a register cannot say: recording an event."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from zhice.registry.certificates import actions
from zhice.registry.certificates.models import Certificate, CertificateEvent
from zhice.registry.certificates.register import CERTIFICATES
from zhice.registry.rights import recording
from zhice.web.doors import door


class CertificateEventForm(recording.EventForm):
    """Without a new holder: a certificate stays with the firm it was given to."""

    party = None  # type: ignore[assignment]
    region = None  # type: ignore[assignment]
    until = recording.day_field(_("新的有效期至"), required=False, help_text=_("再认证（换发）时填写。"))
    field_order = ("kind", "day", "until", "detail", "reason")


@door("certificate", "change")
@require_http_methods(["GET", "POST"])
def record_event(request: HttpRequest, number: int) -> HttpResponse:
    """Record one event and lead back to the certificate."""
    certificate: Any = Certificate.objects.visible_to(request.user).filter(pk=number).first()
    if certificate is None:
        raise Http404
    form = CertificateEventForm(request.user, CertificateEvent.Kind.choices, request.POST or None)
    save = partial(actions.record_event, certificate=certificate, today=timezone.localdate())
    return recording.answer(request, register=CERTIFICATES, record=certificate, form=form, save=save)
