"""Every row of a staged file, judged: accepted, said twice, or for quarantine with every bad cell named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhice.intake.format import Accepted, Cells, Format, Problem, Rejected
from zhice.intake.parent import Progress, silent
from zhice.intake.readers import Marks
from zhice.intake.sinks import Outcome, Sink, Verdict
from zhice.intake.staging import REJECTION, Staged
from zhice.kernel.words import Words

_CHUNK = 5000
_SHOWN = 50
_SAMPLE = 10

_MARKED = {
    "formula": Words(
        zh="是公式，系统不计算公式。请粘贴为数值。", en="Is a formula, and none is computed. Paste the value."
    ),
    "error_value": Words(
        zh="是错误值（如 #REF!）。请改正。", en="Is an error value such as #REF!. Correct it."
    ),
    "nul": Words(
        zh="含有空字符（NUL），可能已损坏。请重新填写。",
        en="Holds a NUL character; it may be damaged. Type it anew.",
    ),
    "ragged": Words(
        zh="单元格个数与表头不符。请检查逗号和引号。",
        en="The row has not as many cells as the headings. Check commas and quotation marks.",
    ),
}
_FLAGGED = {
    "hidden": Words(zh="来自隐藏的行", en="from a hidden row"),
    "serial_day": Words(zh="日期由电子表格序号换算", en="day computed from a spreadsheet's serial number"),
}
WARNS = frozenset({"hidden"})


def words_for_flag(format: Format, flag: str) -> Words:
    """What a flag means, for people."""
    return format.flags.get(flag) or _FLAGGED.get(flag) or Words(zh=flag, en=flag)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: its number, its raw cells by heading, and what was made of it."""

    number: int
    cells: list[str]
    judged: Accepted | Rejected
    rejection: str = ""
    """The number of the rejection that this row corrects, if it says so."""


@dataclass
class Understood:
    """The rows of a file, in order, with the keys on which the file contradicts itself."""

    staged: Staged
    latest: date | None = None
    """The last day on which something told can have happened: that of the import. None: any."""
    contradictions: dict[str, list[int]] = field(default_factory=dict)
    """Key → the rows that say different things about it."""
    flags: Counter[str] = field(default_factory=Counter)
    _held: list[Row] | None = None

    def rows(self) -> Iterator[Row]:
        """Every row, contradictions turned into rejections; a second drawing gives the same."""
        for row in self._held if self._held is not None else _judged(self.staged, self.latest):
            judged = row.judged
            if isinstance(judged, Accepted) and judged.key in self.contradictions:
                yield Row(row.number, row.cells, self._contradicts(judged, row.number), row.rejection)
            else:
                yield row

    def _contradicts(self, row: Accepted, number: int) -> Rejected:
        others = [other for other in self.contradictions[row.key] if other != number]
        zh = "、".join(str(other) for other in others[:5])
        problem = Problem(
            self.staged.format.key,
            "contradiction",
            Words(
                zh=f"“{row.key}”在本文件第 {zh} 行还有不同的内容，无法判断哪一行正确。请只保留正确的一行。",
                en=f"“{row.key}” stands in row {zh.replace('、', ', ')} too, with other content. Keep the "
                f"right one.",
            ),
        )
        return Rejected((problem,), row.key, row.flags)


_HELD = 250_000
"""Rows kept in memory between the two drawings; larger files are read twice."""


def understand(staged: Staged, *, latest: date | None = None, progress: Progress = silent) -> Understood:
    """Judge every row once, and find where the file contradicts itself. What happened, did so by `latest`."""
    understood = Understood(staged, latest)
    hold = staged.count <= _HELD
    held: list[Row] = []
    first: dict[str, tuple[int, int]] = {}  # key → (hash of the record, row): equal rows are one record
    rows_of: dict[str, list[int]] = {}
    differing: set[str] = set()
    for done, row in enumerate(_judged(staged, latest), 1):
        judged = row.judged
        understood.flags.update(judged.flags)
        if isinstance(judged, Accepted):
            said = hash(judged.record)
            before = first.setdefault(judged.key, (said, row.number))
            if before[1] != row.number:
                rows_of.setdefault(judged.key, [before[1]]).append(row.number)
                if before[0] != said:
                    differing.add(judged.key)
        if hold:
            held.append(row)
        if done % _CHUNK == 0:
            progress("check", done, staged.count)
    understood.contradictions = {key: rows_of[key] for key in differing}
    understood._held = held if hold else None
    progress("check", staged.count, staged.count)
    return understood


def _judged(staged: Staged, latest: date | None) -> Iterator[Row]:
    format, columns = staged.format, staged.columns
    at = [(index, column) for index, column in enumerate(columns) if column and column != REJECTION]
    rejection = columns.index(REJECTION) if REJECTION in columns else None
    empty: Cells = {column.name: "" for column in format.columns}
    read_row = format.read_row
    happened = tuple(format.happened.items()) if latest is not None else ()
    for number, cells, marks in staged.rows():
        said = cells[rejection].strip() if rejection is not None and rejection < len(cells) else ""
        bad = _bad(marks, columns) if marks else ()
        if bad:
            yield Row(number, cells, Rejected(bad), said)
            continue
        named = {**empty, **{column: cells[index] for index, column in at}}
        judged = read_row(named)
        if happened and latest is not None and isinstance(judged, Accepted):
            judged = _by_then(judged, happened, latest)
        if marks and -1 in marks:
            judged = _with_flag(judged, marks[-1])
        yield Row(number, cells, judged, said)


def _bad(marks: Marks, columns: tuple[str, ...]) -> tuple[Problem, ...]:
    """Problems the reader saw in cells that matter; a formula in a column nobody reads is no problem."""
    found = []
    for index, code in marks.items():
        if code in _MARKED and (index < 0 or columns[index]):
            found.append(Problem(columns[index] if index >= 0 else "", code, _MARKED[code]))
    return tuple(found)


def _by_then(judged: Accepted, happened: tuple[tuple[str, str], ...], latest: date) -> Accepted | Rejected:
    """The row, if all it tells has happened by `latest`; else a rejection that names the days of the future."""
    problems = tuple(
        Problem(column, "future_day", _not_yet(day, latest))
        for name, column in happened
        if (day := getattr(judged.record, name, None)) is not None and day > latest
    )
    return Rejected(problems, judged.key, judged.flags) if problems else judged


def _not_yet(day: date, latest: date) -> Words:
    return Words(
        zh=f"日期 {day} 晚于导入日 {latest}，尚未发生，请核对。",
        en=f"{day} lies after the day of the import, {latest}: it has not happened yet. Check it.",
    )


def _with_flag(judged: Accepted | Rejected, flag: str) -> Accepted | Rejected:
    if isinstance(judged, Accepted):
        return Accepted(judged.key, judged.record, (*judged.flags, flag))
    return Rejected(judged.problems, judged.key, (*judged.flags, flag))


@dataclass(frozen=True, kw_only=True)
class CellError:
    """One bad cell as the preview shows it."""

    row: int
    column: str
    heading: str
    cell: str
    code: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would happen on confirmation: rows = new + duplicate + quarantined."""

    rows: int
    new: int
    duplicate: int
    quarantined: int
    flags: dict[str, int]
    warnings: tuple[Words, ...]
    ignored: tuple[str, ...]
    """Headings that no column answers to."""
    errors: tuple[CellError, ...]
    """The first bad cells; `quarantined` counts all bad rows."""
    sample: tuple[tuple[int, dict[str, str]], ...]
    sha256: str
    seconds: float


def preview(
    staged: Staged, *, sink: Sink | None = None, latest: date | None = None, progress: Progress = silent
) -> Preview:
    """The dry run. With a sink the counts say what the database already has; nothing is written."""
    understood = understand(staged, latest=latest, progress=progress)
    counts: Counter[str] = Counter()
    errors: list[CellError] = []
    sample: list[tuple[int, dict[str, str]]] = []
    for chunk, others in in_chunks(understood):
        verdicts = sink.compare([_accepted(row) for row in chunk]) if sink else []
        for row, judged in [*others, *turned_away(chunk, verdicts, staged.format)]:
            if judged is None:
                counts["duplicate"] += 1
            else:
                counts["quarantined"] += 1
                errors += _errors(staged, row, judged, room=_SHOWN - len(errors))
        counts["duplicate"] += sum(verdict.outcome is Outcome.DUPLICATE for verdict in verdicts)
        understood.flags.update(flag for verdict in verdicts for flag in verdict.flags)
        for row in chunk[: _SAMPLE - len(sample)]:
            sample.append((row.number, by_column(staged, row.cells)))
    return Preview(
        rows=staged.count,
        new=staged.count - counts["duplicate"] - counts["quarantined"],
        duplicate=counts["duplicate"],
        quarantined=counts["quarantined"],
        flags=dict(sorted(understood.flags.items())),
        warnings=staged.warnings,
        ignored=tuple(h for h, column in zip(staged.header, staged.columns, strict=True) if not column),
        errors=tuple(errors),
        sample=tuple(sample),
        sha256=staged.sha256,
        seconds=staged.seconds,
    )


Judged = tuple[Row, Rejected | None]
"""A row that is not stored: its rejection, or None for a row that only repeats another."""


def in_chunks(understood: Understood) -> Iterator[tuple[list[Row], list[Judged]]]:
    """Rows to store, each key once in the whole file, and beside them the rows that are not."""
    seen: set[str] = set()
    chunk: list[Row] = []
    others: list[Judged] = []
    for row in understood.rows():
        if isinstance(row.judged, Rejected):
            others.append((row, row.judged))
        elif row.judged.key in seen:
            others.append((row, None))
        else:
            seen.add(row.judged.key)
            chunk.append(row)
        if len(chunk) + len(others) >= _CHUNK:
            yield chunk, others
            chunk, others = [], []
    if chunk or others:
        yield chunk, others


def turned_away(chunk: list[Row], verdicts: Sequence[Verdict], format: Format) -> list[Judged]:
    """The rows whose key the database knows with other content, as rejections that show the differences."""
    return [
        (row, differs(_accepted(row), verdict, format))
        for row, verdict in zip(chunk, verdicts, strict=bool(verdicts))
        if verdict.outcome is Outcome.CONFLICT
    ]


def differs(row: Accepted, verdict: Verdict, format: Format) -> Rejected:
    """A row that contradicts our records: the record stays, the row waits for a person."""
    if verdict.unmet is not None:
        return Rejected((Problem(format.key, "not_there_yet", verdict.unmet),), row.key, row.flags)
    problems = tuple(
        Problem(
            column,
            "differs_from_record",
            Words(
                zh=f"与已有记录不同：已有“{ours}”，文件中是“{theirs}”。已有记录保持不变，请核实后更正。",
                en=f"Differs from our record: “{ours}” there, “{theirs}” here. The record stays; check and "
                f"correct.",
            ),
        )
        for column, (ours, theirs) in verdict.differences.items()
    )
    unknown = Problem(
        format.key,
        "differs_from_record",
        Words(zh="与已有记录不同，已有记录保持不变。", en="Differs from our record, which stays as it is."),
    )
    return Rejected(problems or (unknown,), row.key, row.flags)


def _accepted(row: Row) -> Accepted:
    assert isinstance(row.judged, Accepted)
    return row.judged


def by_column(staged: Staged, cells: list[str]) -> dict[str, str]:
    """Raw cells by their heading; cells beyond the headings under “第 n 列”."""
    headings = [*staged.header, *(f"第 {n + 1} 列" for n in range(len(staged.header), len(cells)))]
    return dict(zip(headings, cells, strict=False))


def _errors(staged: Staged, row: Row, rejected: Rejected, *, room: int) -> list[CellError]:
    found = []
    for problem in rejected.problems[: max(0, room)]:
        at = staged.columns.index(problem.column) if problem.column in staged.columns else None
        found.append(
            CellError(
                row=row.number,
                column=problem.column,
                heading=staged.header[at] if at is not None and problem.column else "",
                cell=row.cells[at][:200] if at is not None and problem.column and at < len(row.cells) else "",
                code=problem.code,
                reason=problem.reason,
            )
        )
    return found
