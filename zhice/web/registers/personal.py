"""Identity numbers in the texts of a register: no register has a column for one, so one that comes in is flagged, and where
texts go out (lists, exports, the API) its middle is hidden, whoever reads. Only the form, where it can be taken out, has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from zhice.kernel.identifiers.identity_numbers import identity_numbers_in
from zhice.kernel.words import Words
from zhice.rules.book import rules

FLAGS = {
    "identity_number": Words(
        zh="含公民身份号码：本系统不需要，请删去；列表和导出中一律隐去，不得公开",
        en="holds an identity number: not needed here, take it out; hidden in lists and exports, never to be published",
    ),
    "identity_number_of_a_minor": Words(
        zh="含未成年人的身份号码：属敏感个人信息，请立即核对并删去",
        en="holds the identity number of a minor: sensitive personal data; check and take it out at once",
    ),
}


def flags_of(values: Iterable[Any], day: date) -> tuple[str, ...]:
    """The flags that a row's texts deserve on that day."""
    found = [number for value in values if isinstance(value, str) for number in identity_numbers_in(value)]
    if not found:
        return ()
    adult = int(str(rules.at("registry.minors.age", day).value))
    of_a_minor = any(number.age_on(day) < adult for number in found)
    return ("identity_number", "identity_number_of_a_minor") if of_a_minor else ("identity_number",)
