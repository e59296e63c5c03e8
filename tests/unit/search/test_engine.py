"""The engine against a second implementation: what it finds is what stands in the text, sign for sign."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhice.search.engine import grammar, grams, index, marking, numbers, sounds
from zhice.search.engine.asking import Asked
from zhice.search.engine.grammar import Each, Either, Node, QuestionRefused, Term, Without
from zhice.search.engine.index import Entry, Reader, Writer, ipc_steps, key_of, pk_of
from zhice.search.engine.normal import normal, signs_of
from zhice.search.engine.shelf import Shelf

SIGNS = "济源市电机源ab1B 　，。濟é②㎏Σ𠀀·"
texts = st.text(alphabet=SIGNS, max_size=14)
terms = st.text(alphabet=SIGNS, min_size=1, max_size=5).map(normal).filter(bool)


@st.composite
def questions(draw: st.DrawFn, depth: int = 2) -> Node:
    if depth == 0 or draw(st.booleans()):
        return Term(draw(terms))
    shape = draw(st.sampled_from([Each, Either, Without]))
    if shape is Without:
        return Without(draw(questions(depth - 1)))
    return shape(tuple(draw(st.lists(questions(depth - 1), min_size=2, max_size=3))))


def stands(node: Node, text: str) -> bool:
    """By looking: the second implementation."""
    if isinstance(node, Term):
        return node.text in text
    if isinstance(node, Without):
        return not stands(node.part, text)
    return (all if isinstance(node, Each) else any)(stands(part, text) for part in node.parts)


def reader_of(entries: list[Entry], folder: Path) -> Reader:
    writer = Writer(folder)
    writer.put(entries, fresh=True)
    writer.commit()
    writer.close()
    return Reader(folder)


@settings(max_examples=25, deadline=None)
@given(st.lists(texts, min_size=1, max_size=12), st.lists(questions(), min_size=1, max_size=12))
def test_the_engine_finds_what_stands_there_and_nothing_else(corpus: list[str], asked: list[Node]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = reader_of([Entry("t", n, text=text) for n, text in enumerate(corpus)], Path(folder))
        for node in asked:
            query = Asked(reader, node).query()
            found = {pk_of(key) for key, _ in reader.hits(query, limit=100)}
            assert found == {n for n, text in enumerate(corpus) if stands(node, normal(text))}, node
            assert reader.count(query) == len(found)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_many_texts_at_once_are_cut_like_one_by_one(some: list[str]) -> None:
    assert grams.many(some) == [grams.many([normal(text)])[0] for text in some]


@given(st.lists(st.text(max_size=12) | texts, min_size=1, max_size=8))
def test_many_names_at_once_have_the_words_of_each(some: list[str]) -> None:
    assert index.words(signs_of(some)) == [index.words(signs_of([name]))[0] for name in some]


@given(st.text(max_size=60) | st.text(alphabet='()"-:与或非 ANDORT电ipc地区', max_size=40))
def test_every_question_is_read_or_refused_with_words(text: str) -> None:
    try:
        node = grammar.read(text)
    except QuestionRefused as refusal:
        assert refusal.words.zh and refusal.words.en
    else:
        assert grammar.terms(node) is not None


@pytest.mark.parametrize(
    ("question", "held", "other"),
    [
        ("电池 锂", "锂离子电池", "锂矿"),
        ("电池 与 锂", "锂离子电池", "铅酸电池"),
        ("电池 -锂", "铅酸电池", "锂离子电池"),
        ("电池 非 锂", "铅酸电池", "锂离子电池"),
        ("锂 或 铅", "铅酸电池", "氢能"),
        ("(锂 OR 铅) AND 电池", "铅酸电池", "铅锭"),
        ("（锂 OR 铅）AND 电池", "铅酸电池", "铅锭"),
        ('"离子 电池"', "离子，电池", "离子交换电池"),
        ("“铅酸”", "铅酸电池", "铅，酸"),
        ("NOT 锂", "铅酸电池", "锂离子电池"),
        ("not", "knot", "rope"),
        ("電池", "电池", "电机"),
        ("ＬＥＤ", "led灯", "lcd"),
        ("专利:方法", "本专利 方法", "方法 专利"),
        ("𠀀", "有𠀀字", "有丁字"),
    ],
)
def test_the_language_of_questions(question: str, held: str, other: str, tmp_path: Path) -> None:
    reader = reader_of([Entry("t", 1, text=held), Entry("t", 2, text=other)], tmp_path)
    found = reader.hits(Asked(reader, grammar.read(question), whole=question).query(), limit=9)
    assert [pk_of(key) for key, _ in found] == [1]


@pytest.mark.parametrize(
    "question", ["", "  ", "！？", "(", ")", "电池 或", "AND", "-", "(" * 30 + "电", "电" * 400, "电 " * 40]
)
def test_what_is_refused_says_why(question: str) -> None:
    with pytest.raises(QuestionRefused):
        grammar.read(question)


def test_fields_narrow_and_people_are_hidden_from_whom_names_are_masked_for(tmp_path: Path) -> None:
    held = Entry(
        "patent", 1, name="一种电机", text="壳体", people="示小例", ipc=("B65G47/00",), region="419001",
        place="济源市", year=2019, heard="一种电机", people_heard="示小例",
    )  # fmt: skip
    reader = reader_of([held, Entry("patent", 2, name="壳体", year=2021)], tmp_path)

    def found(question: str, *, masked: bool = False) -> list[int]:
        query = Asked(reader, grammar.read(question), masked=masked, whole=question).query()
        return sorted(pk_of(key) for key, _ in reader.hits(query, limit=9))

    narrow = ["名称:电机", "全文:壳体 -名称:壳体", "ipc:B65G", "IPC:B", "ipc:b65g47", "地区:419001", "region:410000",
              "地区:济源", "年:2019", "year:2018-2020", "kind:patent 电机", "发明人:小例", "小例", "dianji", "dj", "shixiaoli"]  # fmt: skip
    assert {question: found(question) for question in narrow} == {question: [1] for question in narrow}
    for question in ("小例", "发明人:小例", "shixiaoli", "sxl"):
        assert found(question, masked=True) == []
    assert found("ipc:A01B") == found("年:abc") == found("地区:洛阳") == []


def test_a_name_is_better_than_a_text_and_a_word_than_a_part_of_two(tmp_path: Path) -> None:
    held = [
        Entry("t", 1, text="电机"),
        Entry("t", 2, name="电机"),
        Entry("t", 3, name="发电机组合", text="电机"),
    ]
    reader = reader_of(held, tmp_path)
    best = [pk_of(key) for key, _ in reader.hits(Asked(reader, Term("电机")).query(), limit=9)]
    assert best[0] == 2
    assert best[-1] == 1


# law.md §2: every spelling of a number that people and files use
@pytest.mark.parametrize(
    ("kept", "spelled"),
    [
        ("201810053768.3", ["201810053768.3", "2018100537683", "CN201810053768.3", "ZL201810053768.3", "zl 2018 1 0053768.3",
                            "ＣＮ２０１８１００５３７６８．３", "专利号：ZL201810053768.3", "201810053768", "申请号 201810053768.3"]),
        ("202023309314.X", ["202023309314.x", "ZL202023309314X", "CN 2020 2 3309314.X"]),
        ("98123456.7", ["98123456.7", "ZL 98 1 23456.7", "981234567"]),
        ("CN102889890", ["CN102889890", "cn 102889890 b", "CN102889890A", "102889890", "公开号CN102889890A"]),
        ("CN104919132B", ["CN104919132B", "104919132B"]),
        ("PCT/CN2020/123456", ["PCT/CN2020/123456", "pctcn2020123456", "CN2020/123456", "ＰＣＴ／ＣＮ２０２０／１２３４５６"]),
        ("WO2020/123456 A1", ["WO2020/123456", "WO 2020/123456 A1", "wo2020123456"]),
        ("12345678A", ["12345678A", "第12345678A号", "12345678a"]),
        ("G1234567", ["G1234567", "g 1234567", "注册号G1234567"]),
        ("91419001MA40X2YF91", ["91419001MA40X2YF91", "91419001ma40x2yf91", "9141 9001 MA40X2YF91", "信用代码：91419001MA40X2YF91"]),
    ],
)  # fmt: skip
def test_a_number_is_found_in_every_spelling(kept: str, spelled: list[str], tmp_path: Path) -> None:
    reader = reader_of([Entry("t", 1, numbers=(kept,)), Entry("t", 2, numbers=("201910931480.6",))], tmp_path)
    for spelling in spelled:
        query = Asked(reader, grammar.read(spelling), whole=spelling).query()
        assert [pk_of(key) for key, _ in reader.hits(query, limit=9)] == [1], spelling


def test_what_is_no_number() -> None:
    assert [numbers.forms(text) for text in ("一种装置", "A01B7", "LED", "2.02E+12x", "")] == [[]] * 5


def test_polyphones_are_heard_in_both_readings() -> None:
    heard = sounds.tokens("重庆行知")
    assert {"zhongqingxingzhi", "chongqingxingzhi", "zqxz", "cqxz"} <= set(heard)


@given(texts, terms)
def test_what_is_marked_is_what_was_found(text: str, term: str) -> None:
    pieces = marking.marked(text, [term])
    assert "".join(piece.text for piece in pieces) == text
    if marking.holds(text, [term]):
        assert any(piece.found and normal(piece.text) == term for piece in pieces)


def test_ipc_symbols_are_found_at_every_level() -> None:
    assert ipc_steps("B65G47/00") == ["B", "B65", "B65G", "B65G47", "B65G47/00"]


def test_an_entry_put_again_is_there_once_and_one_taken_out_is_gone(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    for _ in range(3):
        writer.put([Entry("t", 1, text="电机"), Entry("t", 2, text="电机")])
        writer.commit()
    writer.drop([key_of("t", 2)])
    writer.commit()
    reader = Reader(tmp_path)
    assert reader.count(Asked(reader, Term("电机")).query()) == 1


def test_a_new_index_takes_the_place_of_the_old_at_one_stroke(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.reader() is None
    for turn in (1, 2, 3):
        with shelf.building():
            name = shelf.begin()
            writer = Writer(shelf.path(name))
            writer.put([Entry("t", n, text="电机") for n in range(turn)], fresh=True)
            writer.commit()
            if turn > 1:  # the old one answers until the last moment
                reader = shelf.reader()
                assert reader is not None
                assert reader.count(Asked(reader, Term("电机")).query()) == turn - 1
            with shelf.writing():
                writer.close()
                shelf.put_in_place(name)
        reader = shelf.reader()
        assert reader is not None
        assert reader.count(Asked(reader, Term("电机")).query()) == turn
    assert len([each for each in tmp_path.iterdir() if each.is_dir()]) == 1
