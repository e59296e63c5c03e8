"""What a certificate's page says of its standing today."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from zhice.registry.certificates.models import Certificate
from zhice.registry.certificates.queries import standing_of


def standing(certificate: Certificate, request: Any) -> dict[str, Any]:
    """The panel of the register: state, spells and events."""
    return {
        "standing": standing_of(certificate, day=timezone.localdate()),
        "spells": certificate.spells.all(),
        "events": certificate.events.all(),
    }
