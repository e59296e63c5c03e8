"""The text that is hashed: canonical JSON (RFC 8785), and what may stand in it."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import rfc8785
from django.utils.functional import Promise

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

LONGEST = 64 * 1024  # characters of one event; more belongs into a file whose digest the event names
ALGORITHMS = ("sha256", "sm3")


class NotWritable(ZhiceError):
    """The detail of an event holds something that JSON cannot hold exactly, or is too long."""


def canonical(value: Any) -> str:
    """`value` as canonical JSON; days, decimals, enums and dataclasses become what a reader expects of them.

    Raises NotWritable for anything else and for texts longer than LONGEST.
    """
    try:
        text = rfc8785.dumps(plain(value)).decode()
    except rfc8785.CanonicalizationError as refusal:
        raise NotWritable(_not_json(refusal)) from refusal
    if len(text) > LONGEST:
        raise NotWritable(
            Words(
                zh="日志详情共 {n} 字，超过 {most} 字。请只写要点，把全文存为文件并记下其摘要。",
                en="The event's detail has {n} characters, more than {most}; keep the essentials, store the rest as a file.",
            ).fill(n=len(text), most=LONGEST)
        )
    return text


def plain(value: Any) -> Any:
    """The JSON value for a Python one; NUL and half characters, which PostgreSQL cannot hold, become visible signs."""
    value = value.value if isinstance(value, enum.Enum) else value
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str | Decimal | UUID | Words | Promise):
        return str(value).replace("\0", "␀").encode("utf-8", "replace").decode()
    if isinstance(value, datetime.date | datetime.time):  # also datetime
        return value.isoformat()
    return _nested(value)


def _nested(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise NotWritable(_not_json(type(value).__name__))


def digest_of(value: Any, *, algorithm: str) -> str:
    """Hex digest of any plain value, of any length; None gives "" (there was nothing)."""
    if value is None:
        return ""
    try:
        return hashlib.new(algorithm, rfc8785.dumps(plain(value))).hexdigest()
    except rfc8785.CanonicalizationError as refusal:
        raise NotWritable(_not_json(refusal)) from refusal


def _not_json(what: object) -> Words:
    return Words(
        zh="日志详情中有 JSON 不能精确保存的内容（{what}）。请改用文字、整数、小数（Decimal）、日期、列表或映射。",
        en="The event's detail holds what JSON cannot keep exactly ({what}); use text, whole numbers, Decimal, days, lists, mappings.",
    ).fill(what=what)
