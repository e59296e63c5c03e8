"""What a row of an imported list of parties must answer beside its fields: whose code is that?"""

from __future__ import annotations

from datetime import date
from typing import Any

from zhice.kernel.identifiers.credit_codes import BadCreditCode, CreditCode, OldRegistrationNumber
from zhice.kernel.words import Words
from zhice.web.register import CellRefused

FLAGS = {
    "old_registration_number": Words(
        zh="填的是15位旧工商注册号：已记入备注，信用代码留空，请查明后补登",
        en="an old 15-digit registration number: kept in the note, the code left empty; look the code up and add it",
    )
}


def judge(values: dict[str, Any], day: date) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The code made canonical; an old registration number moves into the note, for a person to find the code by."""
    if not values.get("uscc"):
        return values, ()
    try:
        return values | {"uscc": CreditCode.read(values["uscc"]).canonical}, ()
    except OldRegistrationNumber:
        told = f"旧工商注册号：{values['uscc']}"
        note = "；".join(filter(None, (values.get("note") or "", told)))
        return values | {"uscc": None, "note": note}, ("old_registration_number",)
    except BadCreditCode as fault:
        raise CellRefused("uscc", "bad_credit_code", fault.words) from fault
