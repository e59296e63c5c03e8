"""Corpora: registered once, refused when changed, chosen for ranks; the comparison page says what they hold and no more."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.unit.registry.conftest import JIYUAN
from zhice.corpus.generate import generate
from zhice.corpus.manifest import BadCorpus
from zhice.corpus.spark import NoSpark
from zhice.kernel.errors import ZhiceError

DAY = date(2022, 12, 31)
RANK = "filings-growth-rank"
SOURCE = "测试生成"


@pytest.fixture
def folder(version: Any, settings: Any, tmp_path: Any) -> Any:
    settings.ZHICE_HOME = tmp_path
    generate(tmp_path / "corpora" / "province", rights=20_000)
    return tmp_path / "corpora" / "province"


@pytest.fixture
def corpus(folder: Any) -> Any:
    from zhice.plan.corpora.actions import register_corpus

    return register_corpus(folder="province", name="示例省", source=SOURCE, day=DAY)


def net_filings(folder: Any, year: int) -> dict[str, int]:
    """By hand: net filings of each unit of the province in a year, its counties' among them."""
    rows = duckdb.sql(
        f"""select case when filed_region = '419001' then filed_region else substr(filed_region, 1, 4) || '00' end unit, count(*)
            from '{folder}/patents.parquet' where year(filed_date) = {year}
              and (abnormal_date is null or abnormal_date > date '2022-12-31') group by 1"""
    ).fetchall()
    return dict(rows)


def test_registering_keeps_day_source_and_digest_and_leaves_one_event(corpus: Any) -> None:
    from zhice.journal.models import Event

    assert (corpus.day, corpus.source, corpus.generated, corpus.state) == (DAY, SOURCE, True, "active")
    assert corpus.rows > 20_000 and len(corpus.digest) == 64
    assert [e.record for e in Event.objects.filter(action="plan.corpus.register")] == [f"corpus:{corpus.pk}"]


def test_what_cannot_be_registered_is_told_in_words(folder: Any) -> None:
    from zhice.plan.corpora.actions import register_corpus, register_here

    with pytest.raises(ZhiceError, match="清单写明数据截至 2022-12-31"):
        register_corpus(folder="province", name="甲", source=SOURCE, day=date(2021, 12, 31))
    with pytest.raises(ZhiceError, match="名称与来源"):
        register_corpus(folder="province", name="甲", source=" ")
    with pytest.raises(ZhiceError, match="只能填写数据目录"):
        register_here({"folder": "../etc", "name": "甲", "source": SOURCE})
    table = pq.read_table(folder / "patents.parquet")
    pq.write_table(table.drop_columns(["holder"]), folder / "patents.parquet")
    with pytest.raises(BadCorpus, match=r"patents\.parquet 缺少列 holder"):
        register_corpus(folder="province", name="甲", source=SOURCE)


def test_files_that_changed_since_are_refused_until_restored(corpus: Any, folder: Any) -> None:
    from zhice.plan.figures.answers import answer

    file = folder / "patents.parquet"
    before = file.read_bytes()
    pq.write_table(pq.read_table(file).slice(1), file)
    with pytest.raises(BadCorpus, match=r"patents\.parquet 与清单不符"):
        answer(code=RANK, region_code=JIYUAN, on=DAY, corpus="示例省")
    file.write_bytes(before)
    assert answer(code=RANK, region_code=JIYUAN, on=DAY, corpus="示例省")["value"]
    (folder / "manifest.yaml").write_text(
        (folder / "manifest.yaml").read_text().replace("rows: 20000", "rows: 19999")
    )
    with pytest.raises(BadCorpus, match="与登记时不同"):
        answer(code=RANK, region_code=JIYUAN, on=DAY, corpus="示例省")


def test_the_rank_is_the_hand_counted_one_and_names_its_corpus(corpus: Any, folder: Any) -> None:
    from zhice.plan.figures.answers import answer

    told = answer(code=RANK, region_code=JIYUAN, on=date(2026, 1, 1), corpus="示例省")
    assert told["as_of"] == DAY and told["value"] is None  # the corpus knows nothing of 2026
    told = answer(code=RANK, region_code=JIYUAN, on=DAY, corpus="示例省")
    now, before = net_filings(folder, 2022), net_filings(folder, 2021)
    growth = {unit: Decimal(now[unit] - before[unit]) / before[unit] for unit in now if before.get(unit)}
    assert told["value"] == 1 + sum(rate > growth[JIYUAN] for rate in growth.values())
    assert len(told["places"]) == 18
    assert told["counted_on"] == {
        "kind": "corpus", "name": "示例省", "day": "2022-12-31", "source": SOURCE, "digest": corpus.digest, "generated": True,
    }  # fmt: skip
    with pytest.raises(ZhiceError, match="没有在用的语料“乙”；现有：示例省"):
        answer(code=RANK, region_code=JIYUAN, on=DAY, corpus="乙")


def test_records_of_one_region_give_no_rank_and_a_chosen_corpus_does(corpus: Any, version: Any) -> None:
    from tests.unit.plan.conftest import rows
    from zhice.plan.figures.answers import answer, indicator_named
    from zhice.plan.indicators.actions import NoRank, choose_corpus
    from zhice.registry.rights.patents import storing

    storing.store(rows(2021, 5, first=1) + rows(2022, 9, first=100), batch=None)
    alone = answer(code=RANK, region_code=JIYUAN, on=DAY)
    assert alone["value"] is None and "不能排名" in alone["why_not"] and "语料" in alone["why_not"]
    assert alone["counted_on"]["kind"] == "records"
    choose_corpus(indicator=indicator_named(RANK), corpus=corpus)
    assert answer(code=RANK, region_code=JIYUAN, on=DAY)["counted_on"]["name"] == "示例省"
    with pytest.raises(NoRank, match="不是位次"):
        choose_corpus(indicator=indicator_named("patent-filings"), corpus=corpus)


def test_a_corpus_in_use_is_not_retired_and_a_retired_one_serves_nothing(corpus: Any) -> None:
    from zhice.plan.corpora.actions import CorpusRefused, retire_corpus
    from zhice.plan.corpora.queries import corpus_named
    from zhice.plan.figures.answers import indicator_named
    from zhice.plan.indicators.actions import choose_corpus

    choose_corpus(indicator=indicator_named(RANK), corpus=corpus)
    with pytest.raises(CorpusRefused, match=RANK):
        retire_corpus(corpus=corpus, reason="过期")
    choose_corpus(indicator=indicator_named(RANK), corpus=None)
    retire_corpus(corpus=corpus, reason="过期")
    with pytest.raises(ZhiceError, match="没有在用的语料"):
        corpus_named("示例省")


def test_a_corpus_for_a_cluster_says_which_setting_is_missing(folder: Any, monkeypatch: Any) -> None:
    from zhice.plan.corpora.actions import register_corpus
    from zhice.plan.figures.answers import answer

    register_corpus(folder="province", name="大", source=SOURCE, engine="spark")
    monkeypatch.delenv("ZHICE_SPARK", raising=False)
    with pytest.raises(NoSpark, match="ZHICE_SPARK"):
        answer(code=RANK, region_code=JIYUAN, on=DAY, corpus="大")


@pytest.fixture
def reader(client: Any, person: Any, settings: Any) -> Any:
    settings.ZHICE_SECOND_FACTOR = "off"
    client.force_login(person("bureau_leader"), backend="zhice.accounts.signing_in.Backend")
    return client


ADDRESS = "/figures/compare/?indicator=patent-filings&source=示例省&on=2022-12-31"


def test_the_page_shows_what_the_files_hold(corpus: Any, folder: Any, reader: Any) -> None:
    page = reader.get(ADDRESS)
    assert page.status_code == 200
    held = net_filings(folder, 2022)
    lines = page.context["lines"]
    assert sorted(int(line["cells"][0]["value"].replace(",", "")) for line in lines) == sorted(held.values())
    assert [line["position"] for line in lines] == [
        1 + sum(v > held[u] for v in held.values()) for u in sorted(held, key=lambda u: (-held[u], u))
    ]
    assert len(page.context["tiles"]) == 18 and sum(tile["own"] for tile in page.context["tiles"]) == 1
    place = 1 + sum(value > held[JIYUAN] for value in held.values())
    best = max(held.values())
    middle = f"{Decimal(median(held.values())):,.2f}".rstrip("0").rstrip(".")
    said = page.context["sentence"]
    assert f"为 {held[JIYUAN]:,} 件，在 18 个区域中列第 {place} 位" in said
    assert f"{best:,} 件" in said and f"中位数 {middle} 件" in said
    for shown in ("示例省", SOURCE, "示例语料"):
        assert shown in page.content.decode()


def test_the_file_is_the_table_with_its_origin(corpus: Any, folder: Any, reader: Any) -> None:
    answer = reader.get(ADDRESS.replace("compare/", "compare.csv"))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len([row for row in rows if row and row[0].isdigit()]) == 18
    assert any("示例省" in cell and SOURCE in cell for row in rows for cell in row)
    book = reader.get(ADDRESS.replace("compare/", "compare.xlsx"))
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_years_and_free_regions_come_from_the_address(corpus: Any, folder: Any, reader: Any) -> None:
    page = reader.get(f"{ADDRESS}&years=3&region=410100+410300")
    assert [column.period.end.year for column in page.context["found"].columns] == [2022, 2021, 2020]
    assert {where.code for where in page.context["found"].territories} == {"410100", "410300", JIYUAN}
    held = net_filings(folder, 2021)
    found = page.context["found"].columns[1]
    assert {code: int(found.of(code).value) for code in ("410100", "410300")} == {
        code: held[code] for code in ("410100", "410300")
    }


@pytest.mark.parametrize(
    "asked",
    [
        "source=无",
        "years=9",
        "on=yesterday",
        "indicator=none",
        "region=12",
        "own=999999",
        "indicator=pledge-financing",
    ],
)
def test_an_address_that_cannot_be_asked_is_refused(corpus: Any, reader: Any, asked: str) -> None:
    assert 400 <= reader.get(f"/figures/compare/?{asked}").status_code < 500
