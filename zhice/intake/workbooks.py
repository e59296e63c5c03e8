"""The inside of an .xlsx, looked at before any spreadsheet library opens it.

A workbook of 3.6 kB with two legal cells, A1 and XFD1048576, aborts one reader and its process and sends
another
through a million empty rows. So every cell reference is read first, by a stream, along with what a table
must not
have: formulas, merged headings, hidden rows, and parts that run or fetch something.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from zhice.intake import xmls, zips
from zhice.intake.limits import Limits
from zhice.intake.refusals import Ask, Place, Refused
from zhice.kernel.words import Words

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")
_SPARSE_FROM, _SPARSE = 1000, 20
_RUNS = ("vbaproject.bin", "xl/activex/", "xl/ctrlprops/", "xl/macrosheets/", "xl/dialogsheets/")
_FETCHES = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/webextensions/", "customui")
_HOLDS = ("xl/embeddings/",)


@dataclass
class Sheet:
    """One sheet as the scan saw it. Rows and columns are counted from 1."""

    name: str
    part: str
    hidden: bool = False
    rows: int = 0
    columns: int = 0
    formulas: dict[int, dict[int, str]] = field(default_factory=dict)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(first row, first column, last row, last column)"""


def check(path: Path, *, limits: Limits, asked: str | None = None) -> tuple[Sheet, list[Words]]:
    """The sheet to read, scanned, and what a person should know. Raises `Refused` or `Ask`."""
    _, unsafe = zips.check(path, limits=limits)
    warnings = [_ignored(unsafe)] if unsafe else []
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            _parts(names)
            sheets = _sheets(archive, limits)
            sheet = _chosen(sheets, asked)
            for name in names:
                if name.lower().endswith((".xml", ".rels")) and name != sheet.part:
                    _listen(archive, name, _hearer(name, limits), limits)
            _listen(archive, sheet.part, _Scan(sheet, limits), limits)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as fault:
        raise _damaged(str(fault)) from fault
    return sheet, warnings + _noticed(sheets, sheet)


def _parts(names: list[str]) -> None:
    lower = [name.lower() for name in names]
    if "[content_types].xml" not in lower or "xl/workbook.xml" not in lower:
        raise Refused(
            "not_a_workbook",
            Words(
                zh="这是压缩包，但不是 .xlsx 工作簿。请解压后导入里面的表格。",
                en="This is a zip container but no .xlsx workbook. Unpack it and send the table inside.",
            ),
        )
    for name in lower:
        if any(sign in name for sign in _RUNS):
            raise _active(name, "宏或控件", "a macro or control")
        if any(sign in name for sign in _FETCHES):
            raise _active(name, "外部链接或数据连接", "an external link or data connection")
        if any(name.startswith(sign) for sign in _HOLDS):
            raise _active(name, "嵌入的文件", "an embedded file")


def _listen(archive: zipfile.ZipFile, name: str, hearer: xmls.Hearer, limits: Limits) -> None:
    with archive.open(name) as part:
        xmls.walk(part, hearer, limits=limits, part=name)


class _Silent:
    """Hears nothing: the walk alone refuses doctypes, depth and size."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Relations(_Silent):
    def __init__(self, part: str) -> None:
        self._part = part
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != _RELATION:
            return
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        if attributes.get("TargetMode") == "External" and kind != "hyperlink":
            raise _active(self._part, "外部链接", "an external link")
        self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Types(_Silent):
    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise _active(attributes.get("PartName", ""), "宏", "a macro")


class _Strings(_Silent):
    """Shared strings: the count a file declares must not be believed, only kept within bounds."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._count = limits, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _MAIN + "sst":
            for declared in (attributes.get("count", "0"), attributes.get("uniqueCount", "0")):
                if not declared.isdecimal() or int(declared[:12]) > 16 * self._limits.shared_strings:
                    raise self._refused(declared)
        elif name == _MAIN + "si":
            self._count += 1
            if self._count > self._limits.shared_strings:
                raise self._refused(str(self._count))

    def _refused(self, count: str) -> Refused:
        return Refused(
            "shared_strings",
            Words(
                zh=f"工作簿声称有 {count[:20]} 个共享字符串，超出合理范围。请重新保存。",
                en=f"The workbook claims {count[:20]} shared strings, beyond reason. Save it anew.",
            ),
        )


def _hearer(name: str, limits: Limits) -> xmls.Hearer:
    lower = name.lower()
    if lower.endswith(".rels"):
        return _Relations(name)
    if lower == "[content_types].xml":
        return _Types()
    if lower.endswith("sharedstrings.xml"):
        return _Strings(limits)
    return _Silent()


class _Book(_Silent):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _MAIN + "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get(_LINK, ""), hidden))


def _sheets(archive: zipfile.ZipFile, limits: Limits) -> list[Sheet]:
    book, relations = _Book(), _Relations("xl/_rels/workbook.xml.rels")
    _listen(archive, "xl/workbook.xml", book, limits)
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        _listen(archive, "xl/_rels/workbook.xml.rels", relations, limits)
    sheets = []
    for name, link, hidden in book.sheets:
        target = relations.targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist():
            sheets.append(Sheet(name=name, part=part, hidden=hidden))
    if not sheets:
        raise _damaged("no readable sheet")
    return sheets


def _chosen(sheets: list[Sheet], asked: str | None) -> Sheet:
    if asked is not None:
        found = next((sheet for sheet in sheets if sheet.name == asked), None)
        if found is None:
            raise _which_sheet(sheets, f"没有名为“{asked}”的工作表。", f"There is no sheet “{asked}”.")
        return found
    visible = [sheet for sheet in sheets if not sheet.hidden]
    if not visible:
        raise _which_sheet(sheets, "所有工作表都是隐藏的。", "All sheets are hidden.")
    return visible[0]


def _which_sheet(sheets: list[Sheet], zh: str, en: str) -> Ask:
    return Ask(
        "sheet",
        Words(zh=f"{zh}请选择要导入的工作表。", en=f"{en} Choose the sheet to take in."),
        setting="sheet",
        choices=tuple(sheet.name for sheet in sheets),
    )


class _Scan(_Silent):
    """Hears one sheet: every reference, formula, error, merge and hidden row."""

    def __init__(self, sheet: Sheet, limits: Limits) -> None:
        self._sheet, self._limits = sheet, limits
        self._row = self._column = self._seen = 0
        self._kind, self._inside = "", ""
        self._formula: str | None = None
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.removeprefix(_MAIN)
        if local == "c":
            self._cell(attributes)
        elif local == "row":
            self._next_row(attributes)
        elif local in ("f", "v"):
            self._inside = local
            if local == "f":
                self._formula = ""
        elif local == "mergeCell":
            self._sheet.merged.append(self._area(attributes.get("ref", "")))
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self._sheet.hidden_columns.append((int(first), int(last)))

    def text(self, text: str) -> None:
        if self._inside == "f":
            self._formula = (self._formula or "") + text
        elif self._inside == "v":
            self._value += text

    def end(self, name: str) -> None:
        local = name.removeprefix(_MAIN)
        if local in ("f", "v"):
            self._inside = ""
        elif local == "c":
            if self._formula is not None:
                self._sheet.formulas.setdefault(self._row, {})[self._column] = self._formula[:200]
            if self._kind == "e":
                self._sheet.errors.setdefault(self._row, {})[self._column] = self._value[:20]

    def _next_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "")
        row = int(said[:9]) if said.isdecimal() else self._row + 1
        if row <= self._row:
            raise self._disorder()
        self._row, self._column = row, 0
        self._seen += 1
        sheet = self._sheet
        sheet.rows = row
        if row > self._limits.rows + 1 or row > _SPARSE_FROM + _SPARSE * self._seen:
            raise self._sparse()
        if attributes.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        row, column = self._read(reference) if reference else (self._row, self._column + 1)
        if row != self._row or column <= self._column:
            raise self._disorder()
        if column > self._limits.columns:
            raise self._sparse()
        self._column = column
        self._sheet.columns = max(self._sheet.columns, column)
        self._kind, self._formula, self._value = attributes.get("t", ""), None, ""

    def _read(self, reference: str) -> tuple[int, int]:
        found = _REFERENCE.match(reference)
        if found is None:
            raise self._disorder()
        column = 0
        for letter in found.group(1):
            column = column * 26 + ord(letter) - 64
        return int(found.group(2)), column

    def _area(self, reference: str) -> tuple[int, int, int, int]:
        first, _, last = reference.partition(":")
        return (*self._read(first), *self._read(last or first))

    def _sparse(self) -> Refused:
        return Refused(
            "sparse",
            Words(
                zh=f"工作表“{self._sheet.name}”的单元格远远超出表格范围。请删去表格外的内容后重新保存。",
                en=f"Sheet “{self._sheet.name}” has cells far outside its table. Delete them and save it "
                f"anew.",
            ),
            place=Place(row=self._row),
        )

    def _disorder(self) -> Refused:
        return Refused(
            "cells_in_disorder",
            Words(
                zh=f"工作表“{self._sheet.name}”的单元格次序或编号有误。请用电子表格软件重新保存。",
                en=f"Cells of sheet “{self._sheet.name}” are out of order. Save it anew with a spreadsheet "
                f"program.",
            ),
            place=Place(row=self._row),
        )


def _noticed(sheets: list[Sheet], sheet: Sheet) -> list[Words]:
    found = []
    others = [other.name for other in sheets if other is not sheet]
    if others:
        named = "、".join(others)
        hidden = any(other.hidden for other in sheets if other is not sheet)
        found.append(
            Words(
                zh=f"只读取工作表“{sheet.name}”；未读取{'（含隐藏的）' if hidden else ''}：{named}。",
                en=f"Only sheet “{sheet.name}” is read; not read{' (some hidden)' if hidden else ''}: "
                f"{named}.",
            )
        )
    if sheet.hidden_rows or sheet.hidden_columns or sheet.hidden:
        found.append(
            Words(
                zh="工作表里有隐藏的行、列或表；隐藏的内容同样会被读取，请核对。",
                en="The sheet has hidden rows or columns, or is hidden; what is hidden is read too. "
                "Please check.",
            )
        )
    return found


def _ignored(names: list[str]) -> Words:
    named = "、".join(names[:3])
    return Words(
        zh=f"压缩包内有路径可疑的条目（{named}），已忽略，不会写入任何位置。",
        en=f"The container has entries with unsafe paths ({named}); they are ignored and written nowhere.",
    )


def _active(part: str, zh: str, en: str) -> Refused:
    return Refused(
        "active_content",
        Words(
            zh=f"工作簿含有{zh}（{part}），不予接受。请另存为不含{zh}的 .xlsx。",
            en=f"The workbook has {en} ({part}); it is not taken. Save an .xlsx without it.",
        ),
    )


def _damaged(what: str) -> Refused:
    return Refused(
        "workbook_damaged",
        Words(
            zh=f"工作簿损坏，无法读取（{what}）。请重新保存或重新上传。",
            en=f"The workbook is damaged and cannot be read ({what}). Save it or send it again.",
        ),
    )
