"""Every number of the quarterly report is computed again here, from records and by other means, and must be found as printed."""

import io
import re
from datetime import date

import docx
import pypdfium2
import pytest

from tests.unit.plan.test_figures import by_hand
from zhice.documents.docx import write_docx
from zhice.documents.official import Heading, Note, Paragraph, Table
from zhice.documents.pdf import write_pdf
from zhice.plan.reports.quarterly import Quarter, quarterly_report

DATED = date(2022, 10, 12)


@pytest.fixture
def report(patents, population, version):
    return quarterly_report(version, Quarter(2022, 3), dated=DATED, banner="示例数据")


def texts(report) -> list[str]:
    found = [report.title, report.dated]
    for block in report.body:
        if isinstance(block, Heading | Paragraph | Note):
            found.append(block.text)
        else:
            found += [block.caption, *(cell for row in block.rows for cell in row)]
    return found


def test_the_numbers_of_the_filings_are_counted_again(report):
    from zhice.registry.models import Patent

    on = date(2022, 9, 30)
    filed = sum(
        p.filed_date.year == 2022 and p.filed_date <= on and p.filed_region_id == "419001"
        for p in Patent.objects.all()
    )
    stock = by_hand(Patent.objects.all(), on=on)
    said = next(text for text in texts(report) if text.startswith("1. 年专利申请量："))
    assert f"{filed}件" in said
    table = next(block for block in report.body if isinstance(block, Table))
    row = next(row for row in table.rows if row[1] == "年专利申请量")
    assert row[3] == f"{filed} 件"
    assert row[4] == f"{round(filed / 1500 * 100, 1):g}%"
    density = next(row for row in table.rows if row[0] == "3")
    assert density[3].split()[0] == f"{round(stock * 10_000 / 730_000 + 1e-9, 2):g}"


def test_the_summary_counts_what_the_table_shows(report):
    first, second = (block for block in report.body if isinstance(block, Table))
    summary = next(text for text in texts(report) if text.startswith("规划共设"))
    assert f"规划共设{len(first.rows)}项" in summary
    for state in {row[5] for row in first.rows}:
        assert f"{state}{sum(row[5] == state for row in first.rows)}项" in summary
    days = (date(2022, 12, 31) - date(2022, 9, 30)).days
    assert f"剩余{days}天" in summary
    whole = (date(2022, 12, 31) - date(2020, 1, 1)).days + 1
    assert f"规划期已过{round((whole - days) / whole * 100, 1):g}%" in summary
    tasks = next(text for text in texts(report) if "项任务" in text)
    assert f"规划共{len(second.rows)}项任务" in tasks
    for state in {row[4] for row in second.rows}:
        assert f"{state}{sum(row[4] == state for row in second.rows)}项" in tasks
    assert f"尚未指定牵头单位{sum(row[2] == '未指定' for row in second.rows)}项" in tasks


def test_no_number_stands_in_the_report_that_is_not_in_its_sources(report, version):
    """What is not a figure, a share, a count, a day, a clause or a version must not be there."""
    from zhice.plan.figures.scoreboard import scoreboard

    board = scoreboard(version, on=date(2022, 9, 30))
    known = {
        "2020",
        "2022",
        "61",
        "100",
        "80",
        "10",
        "12",
        "9",
        "30",
        "31",
        "3",
        "1000",
        "1,000",
        "2019",
        "2021",
    }
    known |= {str(n) for n in range(0, 21)} | {str(version.number)}
    for standing in board.standings:
        known |= set(re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", _everything_about(standing)))
    body = "".join(text for text in texts(report) if not text.startswith(("规划共设", "口径版本")))
    strange = [n for n in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", body) if n.rstrip(",") not in known]
    assert not strange, strange


def _everything_about(standing) -> str:
    from zhice.measuring.units import shown
    from zhice.plan.figures.sentences import sentence, term_words
    from zhice.plan.forecast.sentence import sentence as forecast_words

    parts = [sentence(standing).zh, standing.promise.words.zh if standing.promise else ""]
    parts += [term_words(term).zh for term in standing.figure.terms]
    if standing.figure.value is not None:
        parts.append(shown(standing.figure.value))
    if standing.progress is not None:
        parts.append(shown(standing.progress * 100, places=1))
    if standing.forecast:
        parts += [
            forecast_words(standing.forecast, day=standing.figure.day).zh,
            str(standing.forecast.method),
        ]
    return " ".join(parts)


def test_docx_and_pdf_say_the_same(report):
    paper = docx.Document(io.BytesIO(write_docx(report)))
    in_docx = "".join(p.text for p in paper.paragraphs) + "".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    pdf = pypdfium2.PdfDocument(write_pdf(report))
    in_pdf = "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    for text in texts(report):
        assert text in in_docx
        assert (
            "".join(text.split()) in in_pdf or len(text) > 60
        )  # a long paragraph may be cut by a page's foot
