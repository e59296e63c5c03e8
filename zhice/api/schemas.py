"""The forms that all answers share."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field


class Refusal(Schema):
    """Every answer that is not what was asked for: a stable word and the reason for people."""

    error: str
    detail: Any = Field(description="Text for people, or for 422 a list of {loc, msg, type}")


# What any operation may answer besides its own answer; routers of other rooms use it too:
# `@router.get("/…", response={200: Answer, **REFUSALS})`
REFUSALS: dict[int, Any] = {
    400: Refusal,
    401: Refusal,
    403: Refusal,
    404: Refusal,
    409: Refusal,
    422: Refusal,
    503: Refusal,
}
