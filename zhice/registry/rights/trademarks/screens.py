"""The screen of trademarks that a register cannot say: recording a legal event."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zhice.registry.rights import recording
from zhice.registry.rights.trademarks import actions
from zhice.registry.rights.trademarks.models import Trademark, TrademarkEvent
from zhice.registry.rights.trademarks.register import TRADEMARKS
from zhice.web.doors import door


class TrademarkEventForm(recording.EventForm):
    """With the end of the term that a registration or renewal begins."""

    until = recording.day_field(
        gettext_lazy("专用期限至"),
        required=False,
        help_text=gettext_lazy("续展时可填；不填则按法定有效期推算。"),
    )
    field_order = ["kind", "day", "until", "party", "region", "detail", "reason"]

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, TrademarkEvent.Kind.choices, *args, **kwargs)
        self.fields["party"].label = gettext_lazy("相关主体")
        self.fields["party"].help_text = gettext_lazy("新注册人、被许可人或质权人：主体登记册中的编号。")


@door("trademark", "change")
@require_http_methods(["GET", "POST"])
def record_event(request: HttpRequest, number: int) -> HttpResponse:
    """Record one legal event and lead back to the mark."""
    trademark = Trademark.objects.visible_to(request.user).filter(pk=number).first()
    if trademark is None:
        raise Http404
    form = TrademarkEventForm(request.user, request.POST or None)
    save = partial(actions.record_event, trademark=trademark, today=timezone.localdate())
    return recording.answer(request, register=TRADEMARKS, record=trademark, form=form, save=save)
