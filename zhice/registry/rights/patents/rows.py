"""What a source says of a patent, as it is handed to the registry: one row per publication, notice or event.

The formats beside this file make such rows; the values are already read (canonical numbers, days, region codes).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum
from typing import Literal


class Rank(IntEnum):
    """Whose word stands where two sources use different ones for the same thing: the smaller number (decision 0032).

    The office's own data before a table of our own, and that before the databases, which romanise, translate and shorten;
    of these the one that keeps the Chinese wording first. `COPIED`: what we put together ourselves from the others.
    """

    OFFICIAL = 10
    OWN = 20
    CNKI = 30
    PATSNAP = 40
    GOOGLE = 50
    LENS = 60
    COPIED = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    """One publication of the gazette, or one notice that an application was accepted (stage "filed").

    `publication_number` is the key; a notice has none and stands under its application number. `applicants` holds
    all of them as printed, `first_applicant` the one that counts, `region` the code of today in which it is seated
    (None: abroad or not understood). `application_number` is canonical and there only when its state is "intact".
    `ipc` is the main symbol, `classes` all of them, main first; `priorities` are "country number day". All lists are
    joined by "；". `family` is a key that the source gives to one invention filed in several countries. `rank` says whose
    word it is.
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
    rank: Rank = Rank.OFFICIAL


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
