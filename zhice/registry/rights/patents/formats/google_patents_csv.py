"""Google Patents: the CSV of a search (“gp-search-….csv”), its first line the search's address, its second the headings.

Columns as such files have them: id, title, assignee, inventor/author, priority date, filing/creation date, publication
date, grant date, result link. Names stand in lists separated by commas, of which “, Ltd.” is no separator.
"""

from __future__ import annotations

import re

from zhice.intake.format import Accepted, Cells, Format, Rejected
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats.columns import column
from zhice.registry.rights.patents.formats.vendors import FLAGS, HAPPENED, WARNS, read_vendor
from zhice.registry.rights.patents.rows import Rank

_LISTS = re.compile(
    r"\s*[,，;；](?!\s*(?:Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|Co|Corp|GmbH|S\.A|PLC|LP|LLP|K\.K)\b)\s*",
    re.IGNORECASE,
)


def read_row(cells: Cells) -> Accepted | Rejected:
    """One hit of the search."""
    return read_vendor(cells, rank=Rank.GOOGLE, lists=_LISTS)


GOOGLE_PATENTS_CSV = Format(
    name="google-patents-csv",
    title=Words(zh="Google Patents 检索结果（CSV）", en="Google Patents search (CSV)"),
    note=Words(
        zh="下载的 gp-search 文件可直接导入，首行检索地址会跳过。没有申请号；境外公布归入同族。",
        en="The gp-search file as downloaded; its first line is skipped. No application numbers; others go to their families.",
    ),
    key="publication_number",
    read_row=read_row,
    flags=FLAGS,
    warns=WARNS,
    happened=HAPPENED,
    first_heading_wins=True,
    before_headings="search URL:",
    columns=(
        column("publication_number", "id", required=True),
        column("title", required=True),
        column("applicants", "assignee", required=True),
        column("inventors", "inventor/author", "inventor"),
        column("filed_date", "filing/creation date"),
        column("published_date", "publication date", required=True),
        column("granted_date"),
    ),
)
