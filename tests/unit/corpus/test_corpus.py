"""A corpus: whole or not at all, checked when opened, the same from the same seed, and never mistaken for real records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import ibis.expr.types as ir
import pyarrow.parquet as pq
import pytest

from tests.unit.measuring.histories import JIYUAN, Life, as_parquet, fact_rows
from zhice.corpus.checking import verify
from zhice.corpus.generate import generate
from zhice.corpus.manifest import BadCorpus, Manifest
from zhice.corpus.snapshot import open_corpus, snapshot
from zhice.kernel.days import Period
from zhice.measuring.counts import read_counts
from zhice.measuring.facts import Facts, relations
from zhice.measuring.fold import fold
from zhice.measuring.source import NoSuchCorpus, ParquetSource, Row
from zhice.measuring.territory import Atlas

DAY = date(2022, 12, 31)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "generated"
    generate(folder, rights=3_000)
    return folder


def life(day: int) -> Life:
    filed = date(2021, 1, day)
    return Life("INVENTION", filed, date(2022, 2, day), None, None, ((filed, JIYUAN),), "甲")


def test_a_generated_corpus_says_so_and_repeats_itself(generated: Path, tmp_path: Path) -> None:
    again = generate(tmp_path, rights=3_000)
    assert Manifest.read(generated) == again
    assert again.generated and "示例数据" in again.origin
    assert generate(tmp_path, rights=3_000, seed=1) != again
    holders = pq.read_table(generated / "patents.parquet", columns=["holder_name"])["holder_name"]
    assert all(name.as_py().startswith("示例") for name in holders)


def test_generated_facts_are_measurable(generated: Path) -> None:
    source = open_corpus(generated).source
    facts = Facts(source, Atlas(source).territory("410000"), day=DAY)
    counts = {"ratio": ["creation.invention_patents_in_force", "creation.patents_in_force"], "per": 100}
    share = fold(read_counts(counts), facts=facts, period=Period.year(2022))
    assert share.value is not None and 0 < share.value < 100 and share.unit == "%"
    assert fold(
        read_counts("creation.patent_filings_net"), facts=facts, period=Period(date(1985, 4, 1), DAY)
    ).value


def test_every_spell_of_a_generated_right_lies_within_its_life(generated: Path) -> None:
    found = open_corpus(generated).source.connection.execute(
        """select count(*) from fact.patent_spells s join fact.patents p using (record)
           where s.start_date < p.granted_date or s.end_date > p.lapsed_date or s.end_date < s.start_date"""
    )
    assert found.fetchone() == (0,)


def test_a_snapshot_holds_what_the_source_holds_and_equal_facts_give_equal_files(tmp_path: Path) -> None:
    rows = fact_rows([life(day) for day in range(1, 20)])
    turned = {name: list(reversed(held)) for name, held in rows.items()}
    manifests = [
        snapshot(as_parquet(held, tmp_path / f"source{n}"), tmp_path / f"corpus{n}", day=DAY, origin="测试")
        for n, held in enumerate((rows, turned))
    ]
    assert manifests[0] == manifests[1] == Manifest.read(tmp_path / "corpus0")
    assert not manifests[0].generated and manifests[0].relations["patents"].rows == 19
    assert set(manifests[0].relations) == {known.name for known in relations()}
    verify(tmp_path / "corpus0")


def test_a_snapshot_that_fails_leaves_nothing(tmp_path: Path) -> None:
    class Breaking:
        def rows(self, expression: ir.Table) -> Iterator[Row]:
            raise OSError("disk full")

        def one(self, expression: ir.Table) -> Row:
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        snapshot(Breaking(), tmp_path / "corpus", day=DAY, origin="测试")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_not_overwritten(generated: Path) -> None:
    with pytest.raises(BadCorpus, match="不是空的"):
        snapshot(ParquetSource(generated), generated, day=DAY, origin="测试")


def test_what_is_no_corpus_is_refused_by_its_fault(generated: Path, tmp_path: Path) -> None:
    with pytest.raises(BadCorpus, match=r"manifest\.yaml"):
        open_corpus(tmp_path)
    with pytest.raises(NoSuchCorpus, match="没有语料"):
        ParquetSource(tmp_path)
    generate(tmp_path, rights=100)
    open_corpus(tmp_path)
    table = pq.read_table(tmp_path / "patents.parquet")
    pq.write_table(table.drop_columns(["abnormal_date"]), tmp_path / "patents.parquet")
    with pytest.raises(BadCorpus, match=r"patents\.parquet 缺少列 abnormal_date"):
        open_corpus(tmp_path)
    with pytest.raises(BadCorpus, match=r"patents\.parquet 与清单不符"):
        verify(tmp_path)
    years = table.schema.get_field_index("filed_year")
    pq.write_table(
        table.set_column(years, "filed_year", table["filed_year"].cast("string")),
        tmp_path / "patents.parquet",
    )
    with pytest.raises(BadCorpus, match=r"patents\.parquet 的列 filed_year 类型为 string，应为 int64"):
        open_corpus(tmp_path)
    (tmp_path / "patents.parquet").write_bytes(b"no parquet")
    with pytest.raises(BadCorpus, match=r"patents\.parquet 不是可读的 Parquet 文件"):
        open_corpus(tmp_path)
    (tmp_path / "patents.parquet").unlink()
    with pytest.raises(BadCorpus, match=r"缺少 patents\.parquet"):
        open_corpus(tmp_path)
