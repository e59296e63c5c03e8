"""What a source says of a patent, as it is handed to the registry: one row per publication, notice or event.

The formats beside this file make such rows; the values are already read (canonical numbers, days, region codes).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    """One publication of the gazette, or one notice that an application was accepted (stage "filed").

    `publication_number` is the key; a notice has none and stands under its application number. `applicants` holds
    all of them as printed, `first_applicant` the one that counts, `region` the code of today in which it is seated
    (None: abroad or not understood). `application_number` is canonical and there only when its state is "intact".
    `ipc` is the main symbol, `classes` all of them, main first; `priorities` are "country number day". All lists are
    joined by "；". `family` is a key that the source gives to one invention filed in several countries.
    """

    publication_number: str
    kind: str
    stage: str
    date: date
    title: str
    kind_code: str = ""
    document_number: str | None = None
    application_number: str | None = None
    application_number_state: Literal["intact", "missing", "mangled", "check_failed"] = "missing"
    filed_date: date | None = None
    applicants: str = ""
    first_applicant: str = ""
    region: str | None = None
    address: str = ""
    inventors: str = ""
    agency: str = ""
    ipc: str = ""
    classes: str = ""
    abstract: str = ""
    claims: str = ""
    priorities: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEventRow:
    """One legal event. `patent` is a publication, document or application number in canonical form.

    A transfer names the new holder, an address change the new region; both may name both.
    """

    patent: str
    kind: str
    day: date
    holder: str = ""
    region: str | None = None
    detail: str = ""


COLUMNS = tuple(column.name for column in fields(PublicationRow))
EVENT_COLUMNS = tuple(column.name for column in fields(LegalEventRow))
