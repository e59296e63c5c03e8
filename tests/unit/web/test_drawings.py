"""The small drawings say in words what they show, and cannot be broken out of."""

from __future__ import annotations

from zhice.web import svg


def test_a_pace_says_both_numbers() -> None:
    drawn = svg.pace(done=62, time=58.3, kind="info")
    assert 'aria-label="完成 62%，时间进度 58.3%"' in drawn
    assert 'x="58.3%"' in drawn


def test_a_pace_without_time_has_no_tick() -> None:
    assert "tick" not in svg.pace(done=10, time=None)


def test_shares_fill_the_bar_and_leave_out_what_is_empty() -> None:
    drawn = svg.shares(
        [
            {"kind": "ok", "count": 5, "word": "达标"},
            {"kind": "bad", "count": 0, "word": "滞后"},
            {"kind": "info", "count": 15, "word": "正常"},
        ]
    )
    assert drawn.count("<rect") == 2
    assert 'x="25.00%"' in drawn
    assert 'aria-label="达标 5，正常 15"' in drawn


def test_words_are_escaped() -> None:
    assert "<script>" not in svg.pace(done=1, time=None, label="<script>")


def test_one_value_has_no_course() -> None:
    assert svg.spark([3]) == ""
    assert svg.spark([1, 1, 1]).count("polyline") == 1  # a flat line divides by nothing
