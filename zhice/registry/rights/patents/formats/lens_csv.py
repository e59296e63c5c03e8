"""The Lens (lens.org): its CSV of patents, as exported or as a spreadsheet saved it again.

As exported, days are 2013-04-25. Saved again by a spreadsheet set to another country they are 25/04/13: the column of
the year then tells the century and which part is the year, and a part above 12 tells the day. Where both could be the
month nobody can tell, and the row waits.
"""

from __future__ import annotations

import re
from datetime import date

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats.columns import column
from zhice.registry.rights.patents.formats.vendors import FLAGS, HAPPENED, WARNS, plain_day, read_vendor
from zhice.registry.rights.patents.rows import Rank

_SHORT = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})")
_MONTHS = 12
_CENTURY = 100


def read_row(cells: Cells) -> Accepted | Rejected:
    """One row of the export; “#”, counts and citations are not kept."""
    year = cells["year"].strip()

    def day(cell: str, column: str, found: read.Findings) -> date | None:
        match = _SHORT.fullmatch(cell.strip())
        if match is None:
            return plain_day(cell, column, found)
        return _of_parts(*match.groups(), said=year, column=column, found=found)

    return read_vendor(cells, rank=Rank.LENS, day=day)


def _of_parts(
    first: str, second: str, last: str, *, said: str, column: str, found: read.Findings
) -> date | None:
    year = _year(last, said, of_publication=column == "published_date")
    one, two = int(first), int(second)
    if year is None:
        found.problem(column, "bad_day", _UNKNOWN_YEAR)
        return None
    if one != two and one <= _MONTHS and two <= _MONTHS:
        found.problem(column, "day_or_month", _UNTOLD)
        return None
    month, day = (two, one) if one > _MONTHS else (one, two)
    found.flag("day_told_by_year")
    return read.day(f"{year}-{month}-{day}", column=column, findings=found)


def _year(last: str, said: str, *, of_publication: bool) -> int | None:
    """The year that the two digits mean: that of the publication as its own column says, before it the latest."""
    if len(last) > 2:  # noqa: PLR2004  # four digits need no column beside them
        return int(last)
    if re.fullmatch(r"(?:19|20)[0-9]{2}", said) is None:
        return None
    published = int(said)
    if of_publication:
        return published if published % _CENTURY == int(last) else None
    return published - (published - int(last)) % _CENTURY


_UNKNOWN_YEAR = Words(
    zh="年份只有两位，又与“Publication Year”列不符，无法确定。请从 Lens 重新导出（日期应为 2013-04-25）。",
    en="The year has two digits and the column of the year does not tell which. Export it anew from the Lens.",
)
_UNTOLD = Words(
    zh="日与月无法分清（文件被表格软件另存过）。请从 Lens 重新导出（日期应为 2013-04-25），或改正此格。",
    en="Day and month cannot be told apart: a spreadsheet saved the file again. Export it anew, or correct the cell.",
)

LENS_CSV = Format(
    name="lens-csv",
    title=Words(zh="Lens 专利导出（CSV）", en="Lens export of patents (CSV)"),
    note=Words(
        zh="中国公布登记为专利，境外公布归入同族。请直接导入下载的文件，不要先用表格软件另存。",
        en="Chinese publications become patents, others go to their families. Send the file as downloaded, not saved again.",
    ),
    key="publication_number",
    read_row=read_row,
    flags=FLAGS
    | {
        "day_told_by_year": Words(
            zh="两位年份按公布年份补全", en="two-digit year completed from the column of the year"
        )
    },
    warns=WARNS,
    happened=HAPPENED,
    first_heading_wins=True,
    columns=(
        column("publication_number", "Display Key", required=True),
        column("title", required=True),
        column("published_date", "Publication Date", required=True),
        Column(name="year", title=Words(zh="公布年份", en="Publication Year")),
        column("application_number", "Application Number"),
        column("filed_date", "Application Date", "Filing Date"),
        column("applicants", "Applicants", required=True),
        column("inventors", "Inventors"),
        column("classes", "IPCR Classifications", "IPC Classifications"),
        column("priorities", "Priority Number"),
        column("members", "Simple Family Members", "Simple Family"),
        column("abstract"),
        column("status"),
        column("status_date", "Legal Status Date"),
    ),
)
