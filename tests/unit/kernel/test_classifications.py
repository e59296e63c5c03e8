"""IPC symbols: one canonical form for every writing, and what lies below what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhice.kernel.identifiers.classifications import BadIpcSymbol, IpcLevel, IpcSymbol

PARTS = st.tuples(
    st.sampled_from("ABCDEFGH"),
    st.integers(1, 99).map(lambda n: f"{n:02d}"),
    st.sampled_from("BCDKZ"),
    st.integers(1, 9999),
    st.integers(0, 99).map(lambda n: f"{n:02d}")
    | st.integers(100, 999_999).map(lambda n: f"{n}".rstrip("0").ljust(3, "1")),
)


@given(PARTS)
def test_every_writing_reads_to_one_symbol(parts):
    section, of_section, of_class, group, subgroup = parts
    head = f"{section}{of_section}{of_class}"
    symbol = IpcSymbol.read(f"{head}{group}/{subgroup}")
    padded = f"{head}{group:04d}{subgroup.ljust(6, '0')}"
    assert symbol.padded == padded
    for writing in (f"{head} {group}/{subgroup}", f"{head.lower()}{group}/{subgroup}（2006.01）", padded):
        assert IpcSymbol.read(writing) == symbol
    assert all(above.covers(symbol) and not symbol.covers(above) for above in symbol.above)


@pytest.mark.parametrize(
    "text", ["", "I01B", "A1B7/00", "A01B7", "A01B7/0", "A01B0/00", "A01B7/0000000", "26-04", "锂电池"]
)
def test_what_is_no_symbol_is_refused_with_the_form(text):
    with pytest.raises(BadIpcSymbol) as refused:
        IpcSymbol.read(text)
    assert "A01B7/00" in refused.value.words.zh


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("A", "section"),
        ("A01", "class"),
        ("A01B", "subclass"),
        ("A01B7/00", "main_group"),
        ("A01B7/02", "subgroup"),
    ],
)
def test_levels(text, level):
    assert IpcSymbol.read(text).level is IpcLevel(level)


def test_a_symbol_covers_what_continues_it():
    def covers(one: str, other: str) -> bool:
        return IpcSymbol.read(one).covers(IpcSymbol.read(other))

    assert covers("A01B7/00", "A01B7/02") and covers("G06F3/01", "G06F3/011") and covers("H", "H04W4/00")
    assert (
        not covers("A01B7/00", "A01B70/02")
        and not covers("G06F3/01", "G06F3/02")
        and not covers("A01B7/02", "A01B7/00")
    )


def test_every_symbol_of_the_chinese_scheme_reads_and_writes_itself(shared):
    lines = (shared / "data" / "ipc_zh" / "ipc_zh.csv").read_text("utf-8-sig").splitlines()[1:]
    symbols = [line.split(",", 1)[0] for line in lines]
    assert len(symbols) > 8_000
    assert [symbol for symbol in symbols if IpcSymbol.read(symbol).canonical != symbol] == []
