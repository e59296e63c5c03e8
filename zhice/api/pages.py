"""What the API offers: its OpenAPI description, and the same as a page that needs no script from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhice.web import doors

VERBS = ("get", "post", "put", "patch", "delete")


@doors.public
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """The description for programs: OpenAPI 3.1."""
    return JsonResponse(_described(), json_dumps_params={"ensure_ascii": False})


@doors.public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    described = _described()
    operations = [
        {
            "verb": verb.upper(),
            "path": address,
            "summary": operation.get("summary", ""),
            "parameters": [_parameter(each) for each in operation.get("parameters", [])],
        }
        for address, verbs in sorted(described["paths"].items())
        for verb, operation in verbs.items()
        if verb in VERBS
    ]
    return render(request, "api/page.html", {"operations": operations})


@lru_cache(maxsize=1)
def _described() -> dict[str, Any]:
    """The routes do not change while the process lives, and describing them takes a second."""
    from zhice.api.urls import api  # the routes are built from the registers when the addresses are

    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


def _parameter(each: dict[str, Any]) -> dict[str, Any]:
    kind = each["schema"].get("type") or "、".join(
        str(one.get("type", "")) for one in each["schema"].get("anyOf", [])
    )
    return {"name": each["name"], "in": each["in"], "required": each.get("required", False), "kind": kind}
