"""XML records: a bare iterparse pass, lxml in one walk, a find for every field, and ours with all limits kept.

    python -m bench.xml [RECORDS]

Records per second of processor time, medians of five, each round all of them in turn, over one generated file of EPO
exchange documents (41 elements and 14 wanted fields each). Goal 7: ours ≥ 80 % of the bare pass, which yields nothing;
“judged” adds the reading of each row to a record: numbers, days, classes, priorities.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import lxml.etree

from zhice.intake import xml_rows
from zhice.intake.format import Accepted
from zhice.intake.limits import DEFAULT
from zhice.registry.rights.patents.formats.epo_exchange import EPO_EXCHANGE

RECORDS, TIMES = 50_000, 5
SPACE = "{http://www.epo.org/exchange}"
ROW = f"{SPACE}exchange-document"
REFERENCE = """<document-id document-id-type="docdb"><country>CN</country><doc-number>{0}</doc-number><kind>A</kind>
 <date>20190802</date></document-id>
 <document-id document-id-type="epodoc"><doc-number>CN{0}</doc-number><date>20190802</date></document-id>"""
RECORD = """ <exchange-document system="ops.epo.org" family-id="{family}" country="CN" doc-number="{number}" kind="A">
  <bibliographic-data>
   <publication-reference>{publication}</publication-reference>
   <classifications-ipcr><classification-ipcr sequence="1"><text>B28B   1/    29            A I</text>
   </classification-ipcr></classifications-ipcr>
   <application-reference>{application}</application-reference>
   <priority-claims><priority-claim sequence="1" kind="national">{application}</priority-claim></priority-claims>
   <parties><applicants><applicant sequence="1" data-format="original"><applicant-name><name>示例{firm}有限公司</name>
   </applicant-name></applicant></applicants></parties>
   <invention-title lang="en">Device {number} and a method of making it</invention-title>
  </bibliographic-data>
  <abstract lang="en"><p>The invention discloses a device, number {number}, that is made in steps.</p></abstract>
 </exchange-document>
"""


def generated(file: Path, records: int) -> Path:
    """A file of so many exchange documents."""
    with file.open("w", encoding="utf-8") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<exchange-documents xmlns="http://www.epo.org/exchange">\n'
        )
        for n in range(records):
            number = 110_000_000 + n
            filed = REFERENCE.format(201_910_000_000 + n)
            out.write(
                RECORD.format(
                    family=n // 3,
                    number=number,
                    firm=n % 997,
                    publication=REFERENCE.format(number),
                    application=filed,
                )
            )
        out.write("</exchange-documents>\n")
    return file


def bare(file: Path) -> int:
    """Every element seen and let go; nothing is read."""
    count = 0
    for _, element in ElementTree.iterparse(file):
        if element.tag == ROW:
            count += 1
            element.clear()
    return count


def one_walk(file: Path) -> int:
    """lxml: rows told apart in C, one walk over each into a dict."""
    count = 0
    for _, element in lxml.etree.iterparse(
        file, events=("end",), tag=ROW, resolve_entities=False, no_network=True
    ):
        fields = {child.tag: child.text for child in element.iter()}
        count += bool(fields)
        element.clear()
    return count


PATHS = [
    "bibliographic-data/publication-reference/document-id/country",
    "bibliographic-data/publication-reference/document-id/doc-number",
    "bibliographic-data/publication-reference/document-id/kind",
    "bibliographic-data/publication-reference/document-id/date",
    "bibliographic-data/application-reference/document-id/country",
    "bibliographic-data/application-reference/document-id/doc-number",
    "bibliographic-data/application-reference/document-id/date",
    "bibliographic-data/priority-claims/priority-claim/document-id/country",
    "bibliographic-data/priority-claims/priority-claim/document-id/doc-number",
    "bibliographic-data/priority-claims/priority-claim/document-id/date",
    "bibliographic-data/classifications-ipcr/classification-ipcr/text",
    "bibliographic-data/parties/applicants/applicant/applicant-name/name",
    "bibliographic-data/invention-title",
    "abstract/p",
]
FINDS = ["/".join(SPACE + step for step in path.split("/")) for path in PATHS]


def finds(file: Path) -> int:
    """The usual way: a tree for every row, a find for every field."""
    count = 0
    for _, element in ElementTree.iterparse(file):
        if element.tag == ROW:
            count += bool([element.findtext(path) for path in FINDS])
            element.clear()
    return count


def ours(file: Path) -> int:
    """The cells of each row, under all limits."""
    assert EPO_EXCHANGE.xml is not None
    return sum(1 for _ in xml_rows.rows(file, shape=EPO_EXCHANGE.xml, limits=DEFAULT))


def judged(file: Path) -> int:
    """… and each row read to a record."""
    assert EPO_EXCHANGE.xml is not None
    names = list(EPO_EXCHANGE.xml.cells)
    rows = xml_rows.rows(file, shape=EPO_EXCHANGE.xml, limits=DEFAULT)
    read = (EPO_EXCHANGE.read_row(dict(zip(names, row, strict=True))) for row in rows)
    return sum(isinstance(row, Accepted) for row in read)


WAYS: dict[str, Callable[[Path], int]] = {
    "bare iterparse": bare,
    "lxml, one walk": one_walk,
    "iterparse and finds": finds,
    "ours, cells": ours,
    "ours, judged": judged,
}


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    speeds: dict[str, list[float]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        file = generated(Path(folder) / "exchange.xml", records)
        print(f"{records:,} records, {file.stat().st_size / 1e6:.0f} MB, medians of {TIMES}")
        for _ in range(TIMES):
            for name, way in WAYS.items():
                gc.collect()
                gc.disable()  # as the child does
                began = time.process_time()
                if way(file) != records:
                    raise SystemExit(f"{name} lost records")
                speeds[name].append(records / (time.process_time() - began))
                gc.enable()
    floor = statistics.median(speeds["bare iterparse"])
    for name, found in speeds.items():
        speed = statistics.median(found)
        print(f"{name:20} {speed:9,.0f} records/s  {speed / floor:5.2f} x bare")


if __name__ == "__main__":
    main()
