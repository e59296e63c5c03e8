"""Rows out of nested XML: paths, predicates, namespaces, many documents in a file, and archives of documents."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhice.intake import xml_archives, xml_rows
from zhice.intake.format import XmlShape
from zhice.intake.limits import DEFAULT, Limits
from zhice.intake.refusals import Refused
from zhice.intake.xml_documents import documents
from zhice.intake.xml_paths import compile_paths

SHAPE = XmlShape(
    rows=("b:set/list/b:doc", "b:doc"),
    namespaces={"b": "urn:b"},
    cells={
        "number": "number[@format='original']/value",
        "standard": "number[@format='standard']/value",
        "kind": "@kind",
        "names": "parties/*/name",
        "abstract": ("abstract", "summary"),
        "language": "abstract/@lang",
        "together": "number{@format,value,kind}",
    },
    doctypes=("b-*.dtd",),
    documents=True,
    zipped=True,
)
DOCUMENT = """<b:doc xmlns:b="urn:b" kind="A"><number format="standard"><value>1</value></number>
 <number format="original"><value> 2010 </value></number><skip><name>nobody</name></skip>
 <parties><who><name>甲</name></who><whom><name>乙</name></whom></parties>
 <abstract lang="zh">水的<sub>2</sub><p>式</p></abstract></b:doc>"""
ROW = ["2010", "1", "A", "甲；乙", "水的2式", "zh", "standard|1|；original|2010|"]


def read(
    content: str | bytes, tmp_path: Path, shape: XmlShape = SHAPE, limits: Limits = DEFAULT
) -> list[list[str]]:
    file = tmp_path / "file.xml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(xml_rows.rows(file, shape=shape, limits=limits))


def test_cells_are_found_by_path_predicate_and_namespace(tmp_path: Path) -> None:
    assert read(DOCUMENT, tmp_path) == [ROW]
    inside = f'<b:set xmlns:b="urn:b"><list>{DOCUMENT * 3}</list><list>{DOCUMENT}</list></b:set>'
    assert read(inside, tmp_path) == [ROW] * 4


def test_many_documents_in_one_file(tmp_path: Path) -> None:
    one = f'<?xml version="1.0"?>\n<!DOCTYPE doc SYSTEM "b-1.dtd" [ ]>\n{DOCUMENT}\n'
    assert read(one * 3, tmp_path) == [ROW] * 3
    single = XmlShape(
        rows=SHAPE.rows, cells=SHAPE.cells, namespaces=SHAPE.namespaces, doctypes=SHAPE.doctypes
    )
    with pytest.raises(Refused, match="第7行") as caught:
        read(one * 3, tmp_path, single)
    assert caught.value.code == "xml_broken"


@given(st.lists(st.integers(1, 200_000), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_documents_are_cut_where_they_begin(lengths: list[int]) -> None:
    written = [b"<?xml version='1.0'?><a>" + b"x" * length + b"</a>" for length in lengths]
    cut = [b"".join(blocks) for blocks in documents(io.BytesIO(b"\n".join(written)))]
    assert cut == written


@pytest.mark.parametrize(
    ("prolog", "code"),
    [
        ('<!DOCTYPE doc SYSTEM "http://example.org/b-1.xml">', "xml_doctype"),
        ("<!DOCTYPE doc>", "xml_doctype"),
        ('<!DOCTYPE doc SYSTEM "b-1.dtd" [<!ENTITY a "ha">]>', "xml_entity"),
        ('<!DOCTYPE doc SYSTEM "b-1.dtd" [<!ENTITY % p SYSTEM "b-2.dtd"> %p;]>', "xml_entity"),
        ('<!DOCTYPE doc SYSTEM "b-1.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "xml_entity"),
        ("<!-- " + "-- " * 10 + "-->", "xml_broken"),
    ],
)
def test_a_doctype_passes_only_where_it_is_expected(prolog: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(prolog + DOCUMENT.replace("甲", "&a;" if code == "xml_entity" else "甲"), tmp_path)
    assert caught.value.code == code


def test_a_picture_may_be_declared_and_an_old_character_named(tmp_path: Path) -> None:
    prolog = (
        '<!DOCTYPE doc SYSTEM "b-1.dtd" [<!NOTATION TIF SYSTEM "tif"><!ENTITY p SYSTEM "p.tif" NDATA TIF>]>'
    )
    assert read(prolog + DOCUMENT.replace("甲", "&aring;&lgr;&OHgr;"), tmp_path)[0][3] == "åλΩ；乙"
    with pytest.raises(Refused) as caught:
        read(prolog + DOCUMENT.replace("甲", "&nobodyknows;"), tmp_path)
    assert caught.value.code == "xml_entity"


def test_gb18030_is_read_and_its_lie_found(tmp_path: Path) -> None:
    declared = f'<?xml version="1.0" encoding="GB2312"?>{DOCUMENT}'
    assert read(declared.encode("gb18030"), tmp_path) == [ROW]
    with pytest.raises(Refused) as caught:
        read(declared.encode("gb18030").replace(b"2010", b"\xff\xff"), tmp_path)
    assert caught.value.code == "xml_encoding"


def test_depth_is_limited(tmp_path: Path) -> None:
    deep = "<a>" * 30_000 + "</a>" * 30_000
    with pytest.raises(Refused) as caught:
        read(DOCUMENT.replace("<skip>", f"<skip>{deep}"), tmp_path)
    assert caught.value.code == "xml_depth"


def archive(tmp_path: Path, *entries: tuple[str, str]) -> Path:
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


def test_an_archive_gives_its_documents_and_leaves_the_rest(tmp_path: Path) -> None:
    path = archive(
        tmp_path, ("b/1.XML", DOCUMENT), ("a.xml", DOCUMENT), ("p.tif", "II*"), ("../x.xml", DOCUMENT)
    )
    found, warnings = xml_archives.rows(path, name="package.zip", shape=SHAPE, limits=DEFAULT)
    assert list(found) == [ROW, ROW]
    assert "1 个" in warnings[0].zh


def test_documents_of_a_bundle_are_one_row(tmp_path: Path) -> None:
    shape = XmlShape(
        rows=("text",),
        cells={"number": "#bundle", "claims": "claims/claim", "abstract": "abstract"},
        zipped=True,
        bundle=r"(?:^|/)(\d{13})(?:/|$)",
    )
    path = archive(
        tmp_path,
        ("2/a.xml", "<text><abstract>摘要</abstract></text>"),
        ("2/b.xml", "<text><claims><claim>一</claim><claim>二</claim></claims></text>"),
    )
    found, _ = xml_archives.rows(path, name="2010102412224.zip", shape=shape, limits=DEFAULT)
    assert list(found) == [["2010102412224", "一；二", "摘要"]]


def test_a_path_that_is_none_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="is no path"):
        compile_paths(XmlShape(rows=("a",), cells={"x": "b[1]"}))
