"""What a list says of one certificate, as it is handed to the registry; the values are already read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """`ending` is suspended, revoked or cancelled where the list says so, on the day `ending_day`; `audited_on` the last
    surveillance audit. `region` is None where the list has no address: then the party's seat counts."""

    number: str
    party: str
    uscc: str = ""
    region: str | None = None
    edition: str
    body: str
    issued_on: date
    valid_until: date
    scope: str = ""
    audited_on: date | None = None
    ending: str = ""
    ending_day: date | None = None
