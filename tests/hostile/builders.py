"""Hostile and broken files, made from nothing: each function writes one file for an entry of catalogue.yaml."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from tests.hostile.making import (  # noqa: F401  # who needs a good file asks here as well
    HEADER,
    MAIN,
    ROWS,
    SHEET,
    book,
    changed,
    in_csv,
    in_sheet,
    rezip,
    saved,
    sheet_xml,
    text,
    with_parts,
)

# XML

TAGS = ["title", "publication_number", "published_date", "application_number", "filed_date", "applicants", "inventors",
        "address", "classes"]  # fmt: skip


def xml(
    rows: list[list[str]] | None = None, *, root: str = "gazette", space: str = "", before: str = ""
) -> str:
    body = ""
    for cells in ROWS if rows is None else rows:
        inside = "".join(f"<{tag}>{cell}</{tag}>" for tag, cell in zip(TAGS, cells, strict=True))
        body += f"<publication>{inside}</publication>"
    named = f' xmlns="{space}"' if space else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<{root}{named}>{body}</{root}>'


LAUGHS = (
    '<!DOCTYPE gazette [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
billion_laughs = in_csv(xml(changed(0, "名称", "&j;"), before=LAUGHS))
quadratic_blowup = in_csv(
    xml(changed(0, "名称", "&a;" * 2000), before=f'<!DOCTYPE gazette [<!ENTITY a "{"a" * 100_000}">]>')
)
external_entity = in_csv(
    xml(changed(0, "名称", "&x;"), before='<!DOCTYPE gazette [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
)
external_dtd = in_csv(xml(before='<!DOCTYPE gazette SYSTEM "http://127.0.0.1:9/x.dtd">'))
parameter_entity = in_csv(xml(before='<!DOCTYPE gazette [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'))
deep_nesting = in_csv("<gazette>" + "<a>" * 200_000 + "</a>" * 200_000 + "</gazette>")
unknown_encoding = in_csv(xml().replace("UTF-8", "klingon-8"))
declared_utf8_body_gbk = in_csv(xml().encode("gb18030"))
xml_utf7 = in_csv(xml().replace("UTF-8", "UTF-7").encode("utf-7"))
xml_utf32 = in_csv(b"\xff\xfe\x00\x00" + xml().encode("utf-32-le"))
csv_utf7 = in_csv(b"+/v8-" + text().encode("utf-7"))
csv_utf32 = in_csv(b"\xff\xfe\x00\x00" + text().encode("utf-32-le"))
xinclude_and_stylesheet = in_csv(
    xml(before='<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>').replace(
        "<publication>",
        '<publication><include xmlns="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
        1,
    )
)
wrong_root = in_csv(xml(root="html"))
namespace_swap = in_csv(xml(space="http://example.org/other"))
cdata_script = in_csv(xml(changed(0, "名称", "<![CDATA[<script>alert(1)</script>]]>")))
one_long_text = in_csv(xml(changed(0, "名称", "长" * (9 << 20))))
million_attributes = in_csv(
    "<gazette><publication " + " ".join(f'a{i}="1"' for i in range(1_000_000)) + "/></gazette>"
)
xml_cut_in_half = in_csv(xml().encode()[: len(xml().encode()) // 2])
two_documents = in_csv(xml() + xml())

# Containers

good_csv = in_csv(text())
huge_cell = in_sheet(
    f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{"A" * (64 << 20)}</t></is></c></row></sheetData>'
)
sparse_sheet = in_sheet(
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
)
sparse_rows = in_sheet(
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row></sheetData>'
)
bomb_in_sheet = in_sheet(
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData>',
    doctype=LAUGHS.replace("gazette", "worksheet"),
)
many_entries = with_parts(*((f"docProps/{n}.xml", b"<a/>") for n in range(5000)))
climbing_entry = with_parts(("../../etc/cron.d/x", b"* * * * * root true"))
absolute_and_reserved_entries = with_parts(
    ("/etc/x", b"x"), ("C:\\Windows\\x", b"x"), ("xl/aux.txt", b"x"), ("xl/NUL", b"x")
)
macro_inside = with_parts(("xl/vbaProject.bin", b"\x01\x02"))
external_link = with_parts(("xl/externalLinks/externalLink1.xml", b"<externalLink/>"))
data_connection = with_parts(("xl/connections.xml", b"<connections/>"))
dde_link = with_parts(
    ("xl/externalLinks/externalLink1.xml", b'<externalLink><ddeLink ddeService="cmd"/></externalLink>')
)
html_page = in_csv("<!DOCTYPE html><html><body><table><tr><td>专利</td></tr></table></body></html>")
old_excel = in_csv(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096)
encrypted_workbook = in_csv(
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\x00" * 4096
    + "EncryptedPackage".encode("utf-16-le")
    + b"\x00" * 512
)


def good_workbook(path: Path) -> None:
    path.write_bytes(saved(book()))


def four_billion_shared_strings(path: Path) -> None:
    def boast(part: bytes) -> bytes:
        return part.replace(b"uniqueCount=", b'uniqueCount="4000000000" was=')

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:  # openpyxl writes strings in line
        sheet = made.add_worksheet()
        for number, cells in enumerate([HEADER, *ROWS]):
            sheet.write_row(number, 0, cells)
    path.write_bytes(rezip(out.getvalue(), change={"xl/sharedStrings.xml": boast}))


def lying_directory(path: Path) -> None:
    """The central directory says a part is small; the part's own header says otherwise."""
    data = bytearray(saved(book()))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    path.write_bytes(data)


def wrong_checksum(path: Path) -> None:
    data = bytearray(saved(book()))
    at = data.find(b"PK\x01\x02", data.find(SHEET.encode(), data.find(b"PK\x01\x02")) - 60)
    struct.pack_into("<I", data, at + 16, 0xDEADBEEF)
    path.write_bytes(data)


def damaged_stream(path: Path) -> None:
    """The compressed bytes of the sheet are overwritten; found by the fuzzer."""
    data = bytearray(rezip(saved(book(ROWS * 50))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo(SHEET).header_offset + 30 + len(SHEET) + 40
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)


def overlapping_entries(path: Path) -> None:
    """Two names for the same bytes, as in bombs that need no nesting."""
    data = bytearray(saved(book()))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(data)


def nested_zip(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("0", b"0" * 1000)
    path.write_bytes(rezip(saved(book()), add=[("xl/media/inner.bin", inner.getvalue())]))


def symlink_entry(path: Path) -> None:
    link = zipfile.ZipInfo("xl/link")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path.write_bytes(rezip(saved(book()), add=[(link, b"/etc/passwd")]))


def duplicate_entries(path: Path) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path.write_bytes(rezip(saved(book()), add=[(SHEET, b"<worksheet/>")]))


def encrypted_zip(path: Path) -> None:
    data = bytearray(saved(book()))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 0x1)
    path.write_bytes(data)


def pdf_and_zip(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + saved(book()))


def zip_with_pdf_in_front_part(path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme", b"%PDF-1.7 and then some")
        with zipfile.ZipFile(io.BytesIO(saved(book()))) as old:
            for entry in old.infolist():
                archive.writestr(entry.filename, old.read(entry))
    path.write_bytes(out.getvalue())


def gifar(path: Path) -> None:
    path.write_bytes(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + saved(book()))


def zip_with_tail(path: Path) -> None:
    path.write_bytes(saved(book()) + b"#!/bin/sh\nexit 0\n")


# Workbooks that are whole, and not what they seem


def hidden_sheet(path: Path) -> None:
    made = book()
    made.create_sheet("底稿").sheet_state = "hidden"
    made.save(path)


def hidden_row(path: Path) -> None:
    made = book()
    made.worksheets[0].row_dimensions[3].hidden = True
    made.save(path)


def hidden_column(path: Path) -> None:
    made = book()
    made.worksheets[0].column_dimensions["G"].hidden = True
    made.save(path)


def merged_header(path: Path) -> None:
    made = book()
    made.worksheets[0].insert_rows(1)
    made.worksheets[0]["A1"] = "专利明细"
    made.worksheets[0].merge_cells("A1:I1")
    made.save(path)


def formula_cell(path: Path) -> None:
    book([ROWS[0], ["=cmd|'/c calc'!A0", *ROWS[1][1:]], ROWS[2]]).save(path)


def cached_value_differs(path: Path) -> None:
    def cache(part: bytes) -> bytes:
        return part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>7</v>").replace(
            b"<f>1+1</f><v/>", b"<f>1+1</f><v>7</v>"
        )

    path.write_bytes(rezip(saved(book([ROWS[0], ["=1+1", *ROWS[1][1:]], ROWS[2]])), change={SHEET: cache}))


def _with_serial(made: openpyxl.Workbook, path: Path) -> None:
    import datetime

    cell = made.worksheets[0]["C2"]
    cell.value = int(to_excel(datetime.date(2022, 3, 3), made.epoch))
    made.save(path)


def serial_day(path: Path) -> None:
    _with_serial(book(), path)


def serial_day_1904(path: Path) -> None:
    made = book()
    made.epoch = CALENDAR_MAC_1904
    _with_serial(made, path)


def number_as_text(path: Path) -> None:
    made = book()
    cell = made.worksheets[0]["D2"]
    cell.value = "2018305140799"
    cell.quotePrefix = True
    made.save(path)


def header_only_workbook(path: Path) -> None:
    book([]).save(path)


# Text

apostrophe_number = in_csv(text(changed(0, "申请号", "'2018305140799")))
mangled_key = in_csv(text(changed(1, "公布（公告）号", "2.02E+12")))
mangled_filing_number = in_csv(text(changed(1, "申请号", "2.02E+12")))
utf8_mark = in_csv(b"\xef\xbb\xbf" + text().encode())
utf16le_mark = in_csv(b"\xff\xfe" + text().encode("utf-16-le"))
utf16be_mark = in_csv(b"\xfe\xff" + text().encode("utf-16-be"))
utf16_without_mark = in_csv(text().encode("utf-16-le"))
mojibake = in_csv(text().encode().decode("gb18030", "replace").encode())
gb18030 = in_csv(text().encode("gb18030"))
four_bytes_of_gbk = in_csv(
    b"name,authorization_notice_id,authorized_announcement_date,patentee\r\n"
    + "月饼,CN305252226S,2019.07.12,A B C\r\n".encode("gb18030")
)
mixed_encodings = in_csv(text(ROWS[:1]).encode() + text(ROWS[1:]).split("\r\n", 1)[1].encode("gb18030"))
mixed_encodings_other_way = in_csv(
    text(ROWS[:1]).encode("gb18030") + text(ROWS[1:]).split("\r\n", 1)[1].encode()
)
long_cell = in_csv(text(changed(1, "名称", "长" * 200_000)))
unclosed_quote = in_csv(text().replace("糕点（", '"糕点（', 1))
stray_quotes = in_csv(
    text().replace("糕点（", '"糕点（', 1).replace("H04W84/12(2009.01)I", 'H04W84/12(2009.01)I"', 1)
)
nul_byte = in_csv(text(changed(1, "名称", "糕\0点")))
cr_only = in_csv(text(lineterminator="\r"))
mixed_line_ends = in_csv(text().replace("\r\n", "\n", 1).replace("\r\n", "\r", 1))
ragged_rows = in_csv(text([ROWS[0][:5], ROWS[1], [*ROWS[2], "多出一格"]]))
duplicate_header = in_csv(text(header=[*HEADER[:-1], "名 称"]))
empty_header = in_csv(text(header=[*HEADER[:-1], " "]))
other_order_and_aliases = in_csv(
    text(
        [list(reversed(cells)) for cells in ROWS],
        header=["Int.Cl.", "address", "designer", "patentee", "filing_date", "filing_id",
                "AUTHORIZED_ANNOUNCEMENT_DATE", "authorization_notice_id", "ｎａｍｅ"],
    )
)  # fmt: skip
unknown_headings = in_csv(text(header=[f"第{n}栏" for n in range(9)]))
semicolons = in_csv(text(delimiter=";").replace("张三;李四", "张三"))
tabs = in_csv(text(delimiter="\t"))
formula_like_titles = in_csv(
    text(
        [
            [title, f"CN20910467{n}U", *ROWS[0][2:3], "", *ROWS[0][4:]]
            for n, title in enumerate(["=cmd|'/c calc'!A0", "+1", "-1+1", "@SUM(A1)", "＝1+1", "-5"])
        ]
    )
)
too_many_rows = in_csv(text([[f"{n}", f"CN{209_000_000 + n}U", *ROWS[0][2:]] for n in range(1500)]))
too_large = in_csv(text(ROWS * 100))
empty_file = in_csv(b"")
header_only = in_csv(text([]))
blank_lines = in_csv("\r\n\r\n\r\n")
same_key_other_content = in_csv(text([ROWS[0], ROWS[1], ["另一种换热器", *ROWS[0][1:]]]))
same_key_same_content = in_csv(
    text([*ROWS, [f" {ROWS[0][0]}", *ROWS[0][1:6], "张三; ??李四".replace("; ", ";"), *ROWS[0][7:]]])
)
