"""Words, errors, clauses, the glossary and plain YAML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhice.kernel.errors import ZhiceError
from zhice.kernel.glossary import UnknownTerm, glossary, term
from zhice.kernel.references import Clause
from zhice.kernel.words import Words, shown
from zhice.kernel.yaml_files import BadYaml, read_yaml

SHARED_GLOSSARY = Path(__file__).parents[4] / "shared" / "reference" / "glossary.md"


def test_words_are_chinese_unless_asked() -> None:
    words = Words(zh="专利", en="patent")
    assert (str(words), words.in_("en-GB"), words.in_("zh-hans"), words.in_("fr")) == (
        "专利",
        "patent",
        "专利",
        "专利",
    )


def test_words_within_words_follow_the_language() -> None:
    filled = Words(zh="{what} {n} 件", en="{n} × {what}").fill(what=Words(zh="专利", en="patent"), n=3)
    assert (filled.zh, filled.en) == ("专利 3 件", "3 × patent")


def test_an_error_speaks_both_languages() -> None:
    error = ZhiceError(Words(zh="请改正。", en="Correct it."))
    assert (str(error), error.words.en) == ("请改正。", "Correct it.")


def test_invisible_signs_are_spelt_out_in_errors() -> None:
    assert shown("a\u202eb\0") == "a\\u202eb\\x00"
    assert shown("长" * 50) == "长" * 40 + "…"


def test_a_clause_is_what_people_can_look_up() -> None:
    assert str(Clause("专利法", "第四十二条")) == "专利法 第四十二条"


def test_every_term_is_complete_and_its_chinese_name_unique() -> None:
    terms = glossary().values()
    assert all(entry.zh and entry.meaning.zh and entry.meaning.en for entry in terms)
    assert len({entry.zh for entry in terms}) == len(terms)
    assert all(re.fullmatch(r"[A-Za-z_]+", entry.code) for entry in terms)


def test_a_term_is_found_by_either_name() -> None:
    assert term("质押融资").code == "Pledge"
    assert term("Pledge").zh == "质押融资"
    with pytest.raises(UnknownTerm, match=re.escape("glossary.yaml")):
        term("没有的词")


@pytest.mark.skipif(not SHARED_GLOSSARY.exists(), reason="the neighbour folder shared/reference is not here")
def test_every_code_name_of_the_reference_glossary_is_here() -> None:
    rows = [
        row.split("|")
        for row in SHARED_GLOSSARY.read_text(encoding="utf-8").splitlines()
        if row.startswith("| ")
    ]
    named = {name for row in rows[1:] for name in re.findall(r"`([A-Za-z_]+)`", row[2])}
    kinds_of_agency = {"service", "operation"}
    assert len(named) > 70
    assert named - kinds_of_agency - set(glossary()) == set()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3", "duplicate key: a"),
        ("a: &x [1]\nb: *x", "aliases are not allowed"),
        ("a: !!python/object/apply:os.getcwd []", "could not determine a constructor"),
        ("a: [1", "expected"),
    ],
)
def test_yaml_is_data_only(text: str, problem: str) -> None:
    with pytest.raises(BadYaml, match=f"example.yaml 第 .*{problem}"):
        read_yaml(text, name="example.yaml")
