"""Rows out of nested XML: paths, predicates, namespaces, many documents in a file, and archives of documents."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

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


@pytest.mark.parametrize("encoding", ["z" * 71 + "UTF-8", "latin-1", "", "utf-8; charset=gbk", "UTF-7"])
def test_an_encoding_that_we_do_not_read_is_refused(encoding: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(f'<?xml version="1.0" encoding="{encoding}"?>{DOCUMENT}', tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
@given(cut=st.integers(1, 7))
@settings(max_examples=7, deadline=None)
def test_a_character_may_be_cut_anywhere(encoding: str, cut: int) -> None:
    """Blocks of few bytes: half a character is not the end of the document."""

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(cut if self.tell() > 200 else min(size or 200, 200))

    declared = '<?xml version="1.0" encoding="GB18030"?>' if encoding == "gb18030" else ""
    single = dataclasses.replace(SHAPE, documents=False)
    reader = xml_rows.Rows(single, DEFAULT)
    assert list(reader.of(Slow((declared + DOCUMENT).encode(encoding)))) == [ROW]


TAGS = ("number", "value", "parties", "name", "who", "abstract", "summary", "kind", "other")
ELEMENTS = st.recursive(
    st.tuples(st.sampled_from(TAGS), st.sampled_from(["", "original", "standard"]), st.sampled_from(["", " 甲 ", "乙"]), st.just(())),
    lambda inner: st.tuples(
        st.sampled_from(TAGS),
        st.sampled_from(["", "original", "standard"]),
        st.sampled_from(["", "丙"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip


@given(st.lists(st.lists(ELEMENTS, max_size=6), max_size=3))
@settings(max_examples=150, deadline=None)
def test_rows_equal_those_of_elementtrees_own_search(documents: list[list[Any]]) -> None:
    root = ElementTree.Element("{urn:b}set")
    held = ElementTree.SubElement(root, "list")
    for children in documents:
        grow(ElementTree.SubElement(held, "{urn:b}doc", kind="A"), children)
    shape = dataclasses.replace(SHAPE, documents=False)
    found = xml_rows.Rows(shape, DEFAULT).of(io.BytesIO(ElementTree.tostring(root, "utf-8")))
    for cells, element in zip(found, held, strict=True):
        for name, cell in zip(shape.cells, cells, strict=True):
            if name != "together":  # a group has no like in ElementTree
                assert sorted(filter(None, cell.split("；"))) == sorted(
                    searched(element, shape.cells[name])
                ), name


def grow(element: ElementTree.Element, children: list[Any]) -> None:
    for tag, form, text, inner in children:
        child = ElementTree.SubElement(element, tag, {"format": form, "lang": form} if form else {})
        child.text, child.tail = text, " "
        grow(child, inner)


def searched(element: ElementTree.Element, paths: str | tuple[str, ...]) -> list[str]:
    said = []
    for path in [paths] if isinstance(paths, str) else paths:
        elements, _, attribute = path.partition("@") if "[" not in path else (path, "", "")
        for found in element.findall(elements.rstrip("/") or "."):
            said.append(found.get(attribute, "") if attribute else "".join(found.itertext()))
    return [text.strip() for text in said if text.strip()]


PLACES = [
    ("<skip>", "<skip>{}"),  # where no path leads
    ("<value> 2010 ", "<value>{} 2010 "),  # in a leaf that is a cell
    ("<who>", "<who>{}"),  # among the children that are looked at
    ("</b:doc>", "{}</b:doc>"),
]


@pytest.mark.parametrize(("before", "after"), PLACES)
@pytest.mark.parametrize("outside", ["{}", '<b:set xmlns:b="urn:b"><list>{}</list></b:set>'])
def test_depth_is_limited_to_the_element(outside: str, before: str, after: str, tmp_path: Path) -> None:
    """As many levels as allowed are read, one more is refused, wherever in the document it opens and closes."""
    at = DOCUMENT.index(before) + (0 if before == "</b:doc>" else len(before))
    opened = len(re.findall(r"<(?![/?])", DOCUMENT[:at])) - DOCUMENT[:at].count("</")
    room = DEFAULT.depth - opened - (0 if outside == "{}" else 2)

    def nested(levels: int) -> str:
        return outside.format(DOCUMENT.replace(before, after.format("<a>" * levels + "</a>" * levels), 1))

    assert read(nested(room), tmp_path) == [ROW]
    for levels in (room + 1, 30_000):
        with pytest.raises(Refused) as caught:
            read(nested(levels), tmp_path)
        assert caught.value.code == "xml_depth"


@pytest.mark.parametrize("place", ["<skip>", "<who>", '<abstract lang="zh">'])
def test_attributes_are_counted_to_the_one(place: str, tmp_path: Path) -> None:
    def crowded(many: int) -> str:
        named = " ".join(f'a{n}="="' for n in range(many))  # signs within a value are no attributes
        return DOCUMENT.replace(place, f"{place}<a {named}/>", 1)

    assert read(crowded(DEFAULT.attributes), tmp_path) == [ROW]
    with pytest.raises(Refused) as caught:
        read(crowded(DEFAULT.attributes + 1), tmp_path)
    assert caught.value.code == "xml_attributes"


@pytest.mark.parametrize("sign", ["字", "x"])
@pytest.mark.parametrize("place", ["<skip>", "<value> ", "<p>"])
def test_a_text_is_measured_wherever_it_stands(place: str, sign: str, tmp_path: Path) -> None:
    few = Limits(text_node=100_000)

    def long(signs: int) -> str:
        return DOCUMENT.replace(place, f"{place}{sign * signs}", 1)

    assert len(read(long(few.text_node - 100), tmp_path, limits=few)) == 1
    with pytest.raises(Refused) as caught:
        read(long(few.text_node + 1), tmp_path, limits=few)
    assert caught.value.code == "xml_text"


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
