"""XML records: a bare iterparse pass, lxml in one walk, a find for every field, and ours with all limits kept.

    python -m bench.xml [RECORDS]

Records per second of processor time, medians of five, each round all of them in turn, over one generated file of EPO
exchange documents of 41 to 70 elements, of which some twenty are wanted for 14 cells. Goal 7: ours ≥ 80 % of the bare
pass. That pass is what any reader by the standard library's `iterparse` cannot spare: every element built and seen, its
tag compared, its text touched, the record let go; no cell is made and no limit kept. “Untouched” is the same without the
texts, “lxml, rows alone” hands nothing but the row elements to Python. “Cells” are rows under all limits (prolog, root,
depth, attributes, texts, encoding) with the required cell looked for; “in the child” is the whole of it as the product
does it, the process, its answer in JSON and the spool counted; “judged” adds the reading of each row to a record:
numbers, days, classes, priorities.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import lxml.etree

from zhice.intake import parent, xml_rows
from zhice.intake.format import Accepted
from zhice.intake.limits import DEFAULT
from zhice.intake.readers import Reading
from zhice.registry.rights.patents.formats.epo_exchange import EPO_EXCHANGE

RECORDS, TIMES = 50_000, 5
SPACE = "{http://www.epo.org/exchange}"
ROW = f"{SPACE}exchange-document"
REFERENCE = """<document-id document-id-type="docdb"><country>CN</country><doc-number>{0}</doc-number><kind>A</kind>
 <date>20190802</date></document-id>
 <document-id document-id-type="epodoc"><doc-number>CN{0}</doc-number><date>20190802</date></document-id>"""
CLASS = """<classification-ipcr sequence="{0}"><text>B28B   1/    {1}            A I</text></classification-ipcr>"""
COOPERATIVE = """<patent-classification sequence="{0}"><classification-scheme office="EP" scheme="CPCI"/><section>B</section>
 <class>28</class><subclass>B</subclass><main-group>1</main-group><subgroup>{1}</subgroup>
 <classification-value>I</classification-value></patent-classification>"""
PARTY = """<{0} sequence="{1}" data-format="{2}"><{0}-name><name>{3}</name></{0}-name></{0}>"""
RECORD = """ <exchange-document system="ops.epo.org" family-id="{family}" country="CN" doc-number="{number}" kind="A">
  <bibliographic-data>
   <publication-reference>{publication}</publication-reference>
   <classifications-ipcr>{classes}</classifications-ipcr>
   <patent-classifications>{cooperative}</patent-classifications>
   <application-reference>{application}</application-reference>
   <priority-claims>{priorities}</priority-claims>
   <parties><applicants>{applicants}</applicants><inventors>{inventors}</inventors></parties>
   <invention-title lang="en">Device {number} and a method of making it</invention-title>
   <invention-title lang="zh">装置{number}及其制造方法</invention-title>
  </bibliographic-data>
  <abstract lang="en"><p>The invention discloses a device, number {number}, that is made in steps.</p></abstract>
 </exchange-document>
"""


def generated(file: Path, records: int) -> Path:
    """A file of so many exchange documents, of many shapes: one or two of whatever an office repeats."""
    with file.open("w", encoding="utf-8") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<exchange-documents xmlns="http://www.epo.org/exchange">\n'
        )
        for n in range(records):
            out.write(_record(n))
        out.write("</exchange-documents>\n")
    return file


def _record(n: int) -> str:
    number, filed = 110_000_000 + n, REFERENCE.format(201_910_000_000 + n)
    firm, person = f"示例{n % 997}有限公司", f"ZHANG {n % 499}"

    def some(many: int, text: Callable[[int], str]) -> str:
        return "\n".join(text(at) for at in range(1, many + 1))

    return RECORD.format(
        family=n // 3,
        number=number,
        publication=REFERENCE.format(number),
        application=filed,
        classes=some(1 + n % 2, lambda at: CLASS.format(at, 20 + at)),
        cooperative=some(n % 3 % 2, lambda at: COOPERATIVE.format(at, 20 + at)),
        priorities=some(
            n % 5 % 2, lambda at: f'<priority-claim sequence="{at}" kind="national">{filed}</priority-claim>'
        ),
        applicants="\n".join(
            PARTY.format("applicant", at, form, firm)
            for form in ("epodoc", "original")
            for at in range(1, 2 + n // 2 % 2)
        ),
        inventors=some(1 + n // 4 % 3, lambda at: PARTY.format("inventor", at, "epodoc", person)),
    )


def bare(file: Path) -> int:
    """Every element seen, its text touched, and let go."""
    count = 0
    for _, element in ElementTree.iterparse(file):
        element.text  # noqa: B018 - touched, as any reader must
        if element.tag == ROW:
            count += 1
            element.clear()
    return count


def untouched(file: Path) -> int:
    """Every element seen and let go; nothing is read."""
    count = 0
    for _, element in ElementTree.iterparse(file):
        if element.tag == ROW:
            count += 1
            element.clear()
    return count


def lxml_rows(file: Path) -> int:
    """lxml: rows told apart in C and let go; nothing of them is read."""
    count = 0
    for _, element in lxml.etree.iterparse(
        file, events=("end",), tag=ROW, resolve_entities=False, no_network=True
    ):
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
    """The cells of each row, under all limits; the required one is there."""
    assert EPO_EXCHANGE.xml is not None
    at = list(EPO_EXCHANGE.xml.cells).index(EPO_EXCHANGE.key)
    return sum(1 for row in xml_rows.rows(file, shape=EPO_EXCHANGE.xml, limits=DEFAULT) if row[at])


def in_the_child(file: Path) -> int:
    """… in the process without rights, handed over in its spool."""
    return parent.parse(
        file,
        name=file.name,
        format=EPO_EXCHANGE,
        mapping={},
        reading=Reading(),
        limits=DEFAULT,
        spool=file.with_suffix(".spool"),
    ).count


def judged(file: Path) -> int:
    """… and each row read to a record."""
    assert EPO_EXCHANGE.xml is not None
    names = list(EPO_EXCHANGE.xml.cells)
    rows = xml_rows.rows(file, shape=EPO_EXCHANGE.xml, limits=DEFAULT)
    read = (EPO_EXCHANGE.read_row(dict(zip(names, row, strict=True))) for row in rows)
    return sum(isinstance(row, Accepted) for row in read)


WAYS: dict[str, Callable[[Path], int]] = {
    "bare iterparse": bare,
    "untouched": untouched,
    "lxml, rows alone": lxml_rows,
    "lxml, one walk": one_walk,
    "iterparse and finds": finds,
    "ours, cells": ours,
    "ours, in the child": in_the_child,
    "ours, judged": judged,
}


def _processor() -> float:
    """Seconds of processor time of this process and its children: what other work on the machine hardly changes."""
    used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    speeds: dict[str, list[float]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        file = generated(Path(folder) / "exchange.xml", records)
        print(
            f"{records:,} records, {file.stat().st_size / 1e6:.0f} MB, medians of {TIMES}, load {os.getloadavg()[0]:.0f}"
        )
        for _ in range(TIMES):
            for name, way in WAYS.items():
                gc.collect()
                gc.disable()  # as the child does
                began = _processor()
                if way(file) != records:
                    raise SystemExit(f"{name} lost records")
                speeds[name].append(records / (_processor() - began))
                gc.enable()
    floor = statistics.median(speeds["bare iterparse"])
    for name, found in speeds.items():
        speed = statistics.median(found)
        print(f"{name:20} {speed:9,.0f} records/s  {speed / floor:5.2f} x bare")


if __name__ == "__main__":
    main()
