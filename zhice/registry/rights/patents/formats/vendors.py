"""What the exports of patent databases share: a publication in the vendor's spelling, lists in its separators, and a
legal status that counts only where the vendor dates it.

A vendor repeats the gazette with losses: application numbers without their check digit, names romanised, days as the
last spreadsheet left them. What can be known for certain is read; the rest is named, never guessed. Publications of
other offices are told apart here (`abroad`) and read by `vendors_abroad` for the register of publications abroad.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from zhice.intake.format import Accepted, Cells, Rejected
from zhice.kernel.identifiers.patents import ApplicationNumber, BadApplicationNumber, check_digit
from zhice.kernel.identifiers.priorities import together
from zhice.kernel.identifiers.publications import PublicationNumber
from zhice.kernel.text import clean
from zhice.kernel.words import Words
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import foreign_cells as foreign
from zhice.registry.rights.patents.formats import vendors_abroad
from zhice.registry.rights.patents.formats.event_words import Unknown, kind_of_event
from zhice.registry.rights.patents.rows import LegalEventRow, PublicationRow, Rank

LISTS = re.compile(r"\s*(?:;;|[;；|\n])\s*")
"""Between the values of a list: “;;” in the Lens, “;”, “；”, “|” or a line break elsewhere."""
FLAGS = foreign.FLAGS | {
    "check_digit_computed": Words(
        zh="来源省略了申请号的校验位，已按规则算出", en="the source leaves the check digit out: computed"
    ),
    "status_undated": Words(
        zh="有法律状态而没有日期，未登记为法律事件", en="legal status without a day: no event recorded"
    ),
    "status_not_understood": Words(
        zh="法律状态的说法认不出，未登记为法律事件", en="legal status not understood: no event recorded"
    ),
}
HAPPENED = read.HAPPENED | {"day": "published_date"}
WARNS = read.WARNS | {"status_not_understood"}

_OTHER_OFFICE = re.compile(r"(?!(?:CN|ZL)[0-9])([A-Z]{2})[A-Z]{0,4}[0-9][0-9A-Z]*")
_KIND_AFTER_IT = re.compile(r"(?<=[0-9Xx])\s+[A-Z][0-9]?$")
_WITHOUT_CHECK = re.compile(r"(?:CN|ZL)?(20[0-9]{2}[12389][0-9]{7}|[089][0-9][12389][0-9]{5})")
_SYMBOL = re.compile(r"([A-H][0-9]{2}[A-Z])\s*([0-9]{1,4}/[0-9]{2,6})")
_LONGEST_PROSE = 200_000
"""Characters of an abstract or of claims; a cell of a file may not be longer in any case."""

Reader = Callable[[str, str, read.Findings], date | None]
"""(cell, column, findings) → the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorRow(PublicationRow):
    """A publication with the dated legal events that the vendor tells beside it, and its place in a family it lists."""

    events: tuple[LegalEventRow, ...] = ()
    member: ForeignPublicationRow | None = None


def plain_day(cell: str, column: str, found: read.Findings) -> date | None:
    """A day as the kernel reads it; a dash or slash alone is an empty cell, as vendors print one."""
    return None if cell.strip() in ("-", "--", "/") else read.day(cell, column=column, findings=found)


def read_vendor(
    cells: Cells,
    *,
    rank: Rank,
    lists: re.Pattern[str] = LISTS,
    day: Reader = plain_day,
    number: str | None = None,
) -> Accepted | Rejected:
    """One row of an export. `number`: the publication number where the format finds it elsewhere than in its cell."""
    said = cells["publication_number"] if number is None else number
    if abroad(said):
        return _abroad(cells, said, rank, lists, day)
    found = read.Findings()
    publication = read.publication_number(spelled(said), column="publication_number", findings=found)
    title = read.text(
        cells["title"], column="title", findings=found, required=True, longest=read.LONGEST_NAME
    )
    filed, published = _days(cells, day, found)
    applicants = listed(cells["applicants"], "applicants", lists, found)
    if not applicants and not found.problems:
        found.problem("applicants", "empty", Words(zh="不能为空。", en="Must not be empty."))
    application, state = application_number(cells.get("application_number", ""), found)
    read.filed_by_its_number(filed, application, column="filed_date", findings=found)
    more = _more(cells, lists, found)
    happened = _happened(cells, publication, filed, day, found)
    if found.problems or publication is None or published is None:
        return Rejected(
            tuple(found.problems), publication.canonical if publication else "", tuple(found.flags)
        )
    row = VendorRow(
        publication_number=publication.canonical,
        kind=publication.kind.value,
        kind_code=publication.kind_code,
        stage=publication.stage.value,
        date=published,
        title=title,
        document_number=publication.document,
        application_number=application,
        application_number_state=state,
        filed_date=filed,
        applicants="；".join(applicants),
        first_applicant=applicants[0],
        region=read.region(more["address"], findings=found),
        events=happened,
        rank=rank,
        **more,
    )
    members = listed(cells.get("members", ""), "members", lists, found)
    row = replace(row, member=vendors_abroad.as_member(row, rank, members)) if members else row
    return Accepted(publication.canonical, row, tuple(found.flags))


def _days(cells: Cells, day: Reader, found: read.Findings) -> tuple[date | None, date | None]:
    """The days of filing and of publication, in order; the second must be there."""
    published = day(cells["published_date"], "published_date", found)
    if published is None and not found.problems:
        found.problem("published_date", "empty", Words(zh="不能为空。", en="Must not be empty."))
    filed = day(cells.get("filed_date", ""), "filed_date", found)
    read.in_order(filed, published, column="filed_date", findings=found)
    return filed, published


def _abroad(
    cells: Cells, number: str, rank: Rank, lists: re.Pattern[str], day: Reader
) -> Accepted | Rejected:
    """A row of another office's publication."""
    found = read.Findings()
    more = _more(cells, lists, found)
    title = read.text(cells["title"], column="title", findings=found, longest=read.LONGEST_NAME)
    holders = "；".join(listed(cells["applicants"], "applicants", lists, found))
    return vendors_abroad.read_abroad(
        cells,
        number,
        rank=rank,
        found=found,
        day=day,
        described={"title": title, "applicants": holders}
        | {name: more[name] for name in ("classes", "abstract", "claims")},
        claimed=vendors_abroad.priorities(listed(cells.get("priorities", ""), "priorities", lists, found)),
        members=listed(cells.get("members", ""), "members", lists, found),
    )


def abroad(number: str) -> Rejected | None:
    """A publication of another office, put aside with its number as the key; None for one of ours or for no number.

    >>> abroad("US 2013/0101709 A1").key, abroad("EP-2467708-A1").key, abroad("CN 101025382 A")
    ('US20130101709A1', 'EP2467708A1', None)
    """
    plain = re.sub(r"[\s/.\-]", "", clean(number)[0].upper())
    match = _OTHER_OFFICE.fullmatch(plain)
    if match is None:
        return None
    found = read.Findings()
    found.problem(
        "publication_number",
        "foreign_publication",
        Words(
            zh=f"境外公布（{match[1]}），不计入本地区专利，已另行搁置。",
            en=f"foreign publication ({match[1]}): put aside, not counted among the patents of the region.",
        ),
    )
    return Rejected(tuple(found.problems), plain)


def spelled(number: str) -> str:
    """The number without what vendors put between its parts: CN-108982325-A, “CN 101025382 A”."""
    return re.sub(r"[\s\-]", "", number)


def application_number(cell: str, found: read.Findings) -> tuple[str | None, read.State]:
    """As in the gazette; but vendors leave the check digit out, which follows from the others and loses nothing.

    >>> application_number("CN 201080063196 A", read.Findings())
    ('201080063196.9', 'intact')
    """
    plain = _KIND_AFTER_IT.sub("", cell.strip())
    try:
        return ApplicationNumber.read(read.without_apostrophe(plain, read.Findings())).canonical, "intact"
    except BadApplicationNumber:
        digits = _WITHOUT_CHECK.fullmatch(spelled(plain))
    if digits is None:
        return read.application_number(plain, findings=found)
    found.flag("check_digit_computed")
    return f"{digits[1]}.{check_digit(digits[1])}", "intact"


def listed(cell: str, column: str, lists: re.Pattern[str], found: read.Findings) -> tuple[str, ...]:
    """The values of a list, each once, in their order; a dash alone is no value."""
    whole = read.text(cell, column=column, findings=found, longest=_LONGEST_PROSE)
    values = (value.strip(" ,，") for value in lists.split(whole))
    return tuple(dict.fromkeys(value for value in values if value not in ("", "-", "--")))


def symbols(values: tuple[str, ...]) -> tuple[str, ...]:
    """IPC symbols in their canonical form, A01B7/00; what is no symbol (a Locarno class) stays as it is."""
    tidy = (_SYMBOL.match(value) for value in values)
    return tuple(
        dict.fromkeys(
            f"{match[1]}{match[2]}" if match else value for value, match in zip(values, tidy, strict=True)
        )
    )


def _more(cells: Mapping[str, str], lists: re.Pattern[str], found: read.Findings) -> dict[str, str]:
    """What describes a publication and may be absent."""
    classes = symbols(
        (
            *listed(cells.get("ipc", ""), "ipc", lists, found),
            *listed(cells.get("classes", ""), "classes", lists, found),
        )
    )
    prose = {
        name: read.text(cells.get(name, ""), column=name, findings=found, longest=_LONGEST_PROSE)
        for name in ("abstract", "claims")
    }
    short = {
        name: read.text(cells.get(name, ""), column=name, findings=found, longest=longest)
        for name, longest in (("address", read.LONGEST_CELL), ("agency", 200))
    }
    return (
        prose
        | short
        | {
            "inventors": "；".join(listed(cells.get("inventors", ""), "inventors", lists, found)),
            "ipc": "".join(dict.fromkeys(classes[:1])),
            "classes": "；".join(dict.fromkeys(classes)),
            "priorities": together(
                vendors_abroad.priorities(listed(cells.get("priorities", ""), "priorities", lists, found))
            ),
            "family": read.text(cells.get("family", ""), column="family", findings=found, longest=200),
        }
    )


def _happened(
    cells: Mapping[str, str],
    publication: PublicationNumber | None,
    filed: date | None,
    day: Reader,
    found: read.Findings,
) -> tuple[LegalEventRow, ...]:
    """Events that the row dates: the grant told beside an earlier publication, and a status with its day."""
    if publication is None:
        return ()
    told: list[LegalEventRow] = []
    granted = day(cells.get("granted_date", ""), "granted_date", found)
    if granted is not None and publication.stage.value != "granted":
        told.append(LegalEventRow(patent=publication.canonical, kind="granted", day=granted))
    status = read.text(cells.get("status", ""), column="status", findings=found, longest=200)
    if status and status not in STANDS:
        kind = kind_of_event(status)
        on = _day_of(kind, cells, day, found)
        if isinstance(kind, Unknown) or kind in ("transfer", "address_change"):
            found.flag("status_not_understood")  # a move says nothing without the new holder
        elif on is None:
            found.flag("status_undated")
        else:
            told.append(LegalEventRow(patent=publication.canonical, kind=kind, day=on, detail=status))
    for event in told:
        read.in_order(filed, event.day, column="status_date", findings=found)
    return tuple(told)


def _day_of(kind: str | Unknown, cells: Mapping[str, str], day: Reader, found: read.Findings) -> date | None:
    """The day of a status: for the end of a right the day it lapsed, if told; else that of the notice."""
    notice = day(cells.get("status_date", ""), "status_date", found)
    lapsed = day(cells.get("lapsed_date", ""), "lapsed_date", found)
    return (lapsed or notice) if kind in ENDS else notice


ENDS = ("fee_lapse", "expired", "abandoned", "invalidated")
STANDS = frozenset(
    {
        "-",
        "--",
        "有效",
        "授权",
        "公开",
        "审中",
        "实质审查",
        "有权",
        "授权有效",
        "专利权维持",
        "在审",
        "ACTIVE",
        "Active",
    }
)
"""Words for a right or an application that lives: no event, and none is missed."""
