"""The register's own door to intake: its template, and the upload page with its format chosen."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhice.intake.format import FORMATS
from zhice.web.register import Register
from zhice.web.registers import export_screens, imports, templates_of_import


@require_safe
def start(request: HttpRequest, register: Register) -> HttpResponse:
    """To the upload page, which knows the steps that all imports share."""
    return HttpResponseRedirect(
        f"{reverse('intake:new')}?{urlencode({'format': imports.format_name(register)})}"
    )


@require_safe
def template(request: HttpRequest, register: Register) -> FileResponse:
    """An empty workbook with the register's headings, notes and drop-downs."""
    file = templates_of_import.workbook(FORMATS[imports.format_name(register)])
    return export_screens.answer(file, f"{register.slug}-template.xlsx", export_screens.WORKBOOK)
