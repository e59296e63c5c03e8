"""The grammar of concordances, and the matcher held to a second implementation that expands every pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.identifiers.classifications import IpcSymbol
from zhice.registry.classes.grammar import BadPattern, Rule, read_keywords, read_patterns
from zhice.registry.classes.matching import Matcher, Verdict, match, read_symbols


def rule(patterns: str, keywords: str = "", without: str = "", number: int = 1) -> Rule:
    return Rule(
        number, f"{number}", f"产业{number}", read_patterns(patterns, without), read_keywords(keywords)
    )


def verdict(symbols: str, text: str, *rules: Rule) -> str:
    return match(read_symbols(symbols), text, "", rules).verdict.value


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("H01M10/*", ["H01M10/00*"]),
        ("Ｈ０１Ｍ 10/05＊；H02J7/00", ["H01M10/05*", "H02J7/00"]),
        (
            "H01M10/00*(不含H01M10/06、H01M10/08*)，H04W*",
            ["H01M10/00*（不含H01M10/06、H01M10/08*）", "H04W*"],
        ),
        ("B60L50/64\nB60L58/10 B60K", ["B60L50/64", "B60L58/10", "B60K"]),
        ("C01*（不包括C01B）", ["C01*（不含C01B）"]),
    ],
)
def test_a_cell_is_read_as_written(cell, written):
    assert [pattern.written for pattern in read_patterns(cell)] == written


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "锂电池",
        "A01B7/0",
        "A01B1/00-A01B3/00",
        "A01B7/00（不含",
        "A01B7/00（不含A01B7/02（不含A01B7/04））",
        "A01Bx",
    ],
)
def test_what_is_not_of_the_grammar_is_refused_whole(cell):
    with pytest.raises(BadPattern):
        read_patterns(cell)


def test_hit_candidate_and_none_are_three_things():
    batteries = rule("H01M10/*（不含H01M10/06）", "锂；固态且电解质")
    assert verdict("H01M10/05", "一种锂电池", batteries) == "hit"
    assert verdict("H01M10/05", "固态的一种电解质", batteries) == "hit"
    assert verdict("H01M10/05", "一种固态电池", batteries) == "candidate"
    assert verdict("H01M10/06", "一种锂电池", batteries) == "none"
    assert verdict("A01B1/00；H01M10/05", "铅酸电池", rule("H01M*")) == "hit"


def test_a_pattern_without_a_star_takes_its_place_alone():
    assert verdict("A01B7/02", "", rule("A01B7/00")) == "none"
    assert verdict("A01B7/02", "", rule("A01B7/00*")) == "hit"


def test_an_exclusion_is_asked_of_each_symbol_by_itself():
    without_lead = rule("H01M10/*", without="H01M10/06*")
    assert verdict("H01M10/06；H01M10/05", "", without_lead) == "hit"
    assert verdict("H01M10/06；H01M10/061", "", without_lead) == "none"


def test_the_reasons_name_rule_symbol_pattern_and_keyword():
    finding = match(read_symbols("A01B1/00；H01M10/05"), "锂电池", "", [rule("H01M10/*", "锂", number=7)])
    (reason,) = finding.reasons
    assert (reason.rule, reason.symbol, reason.pattern, reason.keyword) == (
        7,
        "H01M10/05",
        "H01M10/00*",
        "锂",
    )


def test_one_hit_among_candidates_leaves_only_hits_as_reasons():
    finding = match(
        read_symbols("H01M10/05"), "电池", "", [rule("H01M*", "氢", number=1), rule("H01M10/05", number=2)]
    )
    assert finding.verdict is Verdict.HIT and [reason.rule for reason in finding.reasons] == [2]


UNIVERSE = [
    f"{s}01{c}{g}/{n}" for s in "AH" for c in "BM" for g in (1, 10) for n in ("00", "02", "021", "10")
]
WRITTEN = st.sampled_from([*UNIVERSE, "A", "A01", "A01B", "H01M"])
STARRED = st.tuples(WRITTEN, st.booleans())


def below(written: str) -> set[str]:
    """Expanded by hand over the small universe: no padding, no prefixes of fourteen signs."""
    if "/" not in written:
        return {each for each in UNIVERSE if each.startswith(written)} | {written}
    head, _, subgroup = written.partition("/")
    return {
        each
        for each in UNIVERSE
        if each.partition("/")[0] == head
        and (subgroup == "00" or each.partition("/")[2].startswith(subgroup))
    }


@given(
    st.lists(
        st.tuples(STARRED, st.lists(STARRED, max_size=2), st.sampled_from(["", "锂", "锂且盐", "氢；锂"])),
        min_size=1,
        max_size=5,
    ),
    st.lists(st.sampled_from(UNIVERSE), min_size=1, max_size=3, unique=True),
    st.sampled_from(["", "锂", "盐", "锂盐", "氢"]),
)
def test_the_matcher_agrees_with_sets_expanded_by_hand(said, symbols, text):
    def expand(one: tuple[str, bool]) -> set[str]:
        return below(one[0]) if one[1] else {one[0]}

    rules, verdicts = [], set()
    for number, (place, without, keywords) in enumerate(said):
        cell = place[0] + "*" * place[1]
        out = "、".join(written + "*" * star for written, star in without)
        rules.append(rule(cell + (f"（不含{out}）" if out else ""), keywords, number=number))
        taken = expand(place) - set().union(*(expand(each) for each in without))
        wanted = [alternative.split("且") for alternative in keywords.split("；") if alternative]
        if taken & set(symbols):
            verdicts.add(
                "hit" if not wanted or any(all(w in text for w in words) for words in wanted) else "candidate"
            )
    expected = "hit" if "hit" in verdicts else "candidate" if verdicts else "none"
    found = Matcher(rules).match([IpcSymbol.read(each) for each in symbols], title=text)
    assert found.verdict.value == expected
