"""Publication numbers: kind, stage and which of them may make a figure grow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.identifiers.patents import BadPublicationNumber, Kind, PublicationNumber, Stage


@pytest.mark.parametrize(
    ("text", "kind", "stage"),
    [
        ("CN104919132B", Kind.INVENTION, Stage.GRANTED),
        ("CN108104751B", Kind.INVENTION, Stage.GRANTED),
        ("CN112415790B", Kind.INVENTION, Stage.GRANTED),
        ("CN110823978A", Kind.INVENTION, Stage.PUBLISHED),
        ("CN209102019U", Kind.UTILITY_MODEL, Stage.GRANTED),
        ("CN305246987S", Kind.DESIGN, Stage.GRANTED),
        ("CN1234567C", Kind.INVENTION, Stage.GRANTED),  # before 2010
        ("CN100378905C", Kind.INVENTION, Stage.GRANTED),
        ("CN2345678Y", Kind.UTILITY_MODEL, Stage.GRANTED),
        ("CN201234567Y", Kind.UTILITY_MODEL, Stage.GRANTED),
        ("CN300765432D", Kind.DESIGN, Stage.GRANTED),
        ("CN1012345B", Kind.INVENTION, Stage.EXAMINED),  # 1985-1992
        ("CN85100001B", Kind.INVENTION, Stage.EXAMINED),
        ("CN85200001U", Kind.UTILITY_MODEL, Stage.EXAMINED),
        ("CN3001234S", Kind.DESIGN, Stage.EXAMINED),
    ],
)
def test_the_kind_code_and_the_length_give_the_stage(text: str, kind: Kind, stage: Stage) -> None:
    number = PublicationNumber.read(text)
    assert (number.kind, number.stage, number.creates_count) == (kind, stage, True)


CORRECTIONS = ["A8", "A9", "B8", "B9"]
INVALIDATIONS = [f"C{digit}" for digit in range(1, 8)]


@pytest.mark.parametrize("code", CORRECTIONS + INVALIDATIONS)
def test_corrections_and_partial_invalidations_of_inventions_make_no_count(code: str) -> None:
    number = PublicationNumber.read(f"CN102889890{code}")
    assert number.stage is (Stage.CORRECTED if code in CORRECTIONS else Stage.PARTLY_INVALIDATED)
    assert not number.creates_count


@pytest.mark.parametrize("code", ["U8", "U9", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"])
def test_those_of_utility_models_make_no_count(code: str) -> None:
    assert not PublicationNumber.read(f"CN209102019{code}").creates_count


@pytest.mark.parametrize("code", ["S8", "S9", "S1", "S2", "S3", "S4", "S5", "S6", "S7"])
def test_those_of_designs_make_no_count(code: str) -> None:
    assert not PublicationNumber.read(f"CN305246987{code}").creates_count


def test_a_correction_names_what_it_corrects() -> None:
    assert str(PublicationNumber.read("CN102889890B8").corrects) == "CN102889890B"
    assert PublicationNumber.read("CN102889890B").corrects is None


def test_application_and_grant_share_the_document() -> None:
    laid_open, granted = PublicationNumber.read("CN102889890A"), PublicationNumber.read("ＣＮ 102889890 b")
    assert laid_open.document == granted.document == "CN102889890"
    assert granted.canonical == "CN102889890B"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "内容为空"),
        ("102889890B", "缺少国别代码 CN"),
        ("CN102889890", "缺少文献种类代码"),
        ("CN1028B", "数字应为7至9位，现为4位"),
        ("CN1028898901B", "现为10位"),
        ("CN102889890U", "种类位1是发明专利"),
        ("CN402889890A", "种类位应为1、2或3"),
        ("CN102889890B1", "没有文献种类代码 B1"),
        ("CN102889890E", "没有文献种类代码 E"),
        ("US2018123456A1", "应为 CN 加"),
    ],
)
def test_a_refusal_names_the_part(text: str, reason: str) -> None:
    with pytest.raises(BadPublicationNumber) as error:
        PublicationNumber.read(text)
    assert reason in str(error.value)
    assert "gazette" in error.value.words.en


@given(st.sampled_from([("1", "A"), ("1", "B"), ("2", "U"), ("3", "S")]), st.integers(0, 99_999_999))
def test_every_modern_number_is_read_back(pair: tuple[str, str], serial: int) -> None:
    text = f"CN{pair[0]}{serial:08d}{pair[1]}"
    assert str(PublicationNumber.read(text.lower())) == text
