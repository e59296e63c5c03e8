"""Days and periods: read from what people write, refused when a machine or another calendar wrote them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words, shown

MONTHS_IN_YEAR = 12
MONTHS_IN_QUARTER = 3


class BadDay(ZhiceError):
    """A text that is no day we accept; the words say why and how to write it."""


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days. `end` is its last day, as people say it; `until` the day after (half-open inside).

    >>> str(Period.quarter(2022, 3)), Period.year(2022).until
    ('2022年第3季度', datetime.date(2023, 1, 1))
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise BadDay(
                Words(
                    zh=f"期间的最后一日 {self.end} 早于第一日 {self.start}，请核对后改正。",
                    en=f"The period's last day {self.end} lies before its first, {self.start}; correct one.",
                )
            )

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """The first to fourth quarter of a year."""
        if quarter not in (1, 2, 3, 4):
            raise BadDay(
                Words(
                    zh=f"没有第 {quarter} 季度，只有 1 至 4。",
                    en=f"There is no quarter {quarter}; use 1 to 4.",
                )
            )
        first = MONTHS_IN_QUARTER * (quarter - 1) + 1
        return cls(date(year, first, 1), cls.month(year, first + 2).end)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @property
    def until(self) -> date:
        """The day after the last one."""
        return self.end + timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.until - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.words.zh

    @property
    def words(self) -> Words:
        """The period as people name it: a year, a quarter, a month, or its first and last day."""
        first, last = self.start, self.end
        if self == Period.year(first.year):
            return Words(zh=f"{first.year}年", en=f"{first.year}")
        quarter = (first.month - 1) // MONTHS_IN_QUARTER + 1
        if self == Period.quarter(first.year, quarter):
            return Words(zh=f"{first.year}年第{quarter}季度", en=f"Q{quarter} {first.year}")
        if self == Period.month(first.year, first.month):
            return Words(zh=f"{first.year}年{first.month}月", en=f"{first:%Y-%m}")
        return Words(zh=f"{first}至{last}", en=f"{first} to {last}")


_FORMS = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})[日号]?"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ERA = re.compile(
    r"(民國|民国|令和|平成|昭和|大正|明治|公元前|檀紀|檀纪|佛历|佛曆)|\b(BC|BCE|ROC)\b", re.IGNORECASE
)
_ISO_WEEK = re.compile(r"[0-9]{4}-?W[0-9]{2}", re.IGNORECASE)
_ORDINAL = re.compile(r"[0-9]{4}-[0-9]{3}")
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{2}([-./年])[0-9]{1,2}([-./月])[0-9]{1,2}[日号]?")
_DAY_FIRST = re.compile(r"[0-9]{1,2}([-./])[0-9]{1,2}\1[0-9]{4}")
_WITH_TIME = re.compile(r"(.*[0-9日号])[T ]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?)(Z)?", re.DOTALL)
_MIDNIGHT = re.compile(r"0?0:00(:00(\.0+)?)?")


def read_day(text: str) -> date:
    """The day a text names, in one of the forms people use here; anything else is refused with the reason.

    Accepted: 2022-03-01, 2022.3.1, 2022/3/1, 20220301, 2022年3月1日, 二〇二二年三月一日, in full width too,
    with or without leading zeros, and a midnight after the day. Placeholders such as 9999-12-31 are refused.
    Whether a day makes sense in its record is another question: see `plausible_day`.

    >>> read_day("二〇二二年三月一日"), read_day("２０２２／３／１")
    (datetime.date(2022, 3, 1), datetime.date(2022, 3, 1))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if "年" in plain:
        plain = "".join(plain.split())  # 2022 年 3 月 1 日
    plain = _before_midnight(plain)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _CHINESE.fullmatch(plain):
        return _day(int(match[1].translate(_DIGITS)), _small(match[2]), _small(match[3]), text)
    raise _bad(text, _reason(plain))


FIRST_PATENT_DAY = date(1985, 4, 1)  # the Patent Law's first day: no Chinese application is older
_PLACEHOLDER_YEARS = frozenset({1, 1899, 1900, 9999})  # how spreadsheets and databases write "unknown"


def plausible_day(day: date, *, latest: date, earliest: date = FIRST_PATENT_DAY) -> date:
    """`day` itself if it lies between `earliest` and `latest` (both included), else `BadDay` with the reason.

    `latest` is usually the day the record is made: what is recorded has happened.
    """
    if day > latest:
        raise _bad(
            str(day),
            Words(zh=f"晚于允许的最后一日 {latest}", en=f"it lies after {latest}, the last day allowed"),
        )
    if day < earliest:
        raise _bad(
            str(day),
            Words(zh=f"早于允许的第一日 {earliest}", en=f"it lies before {earliest}, the first allowed"),
        )
    return day


def _before_midnight(plain: str) -> str:
    """A spreadsheet writes a day as its midnight; any other time of day stays, and is refused as such."""
    match = _WITH_TIME.fullmatch(plain)
    return match[1].strip() if match and _MIDNIGHT.fullmatch(match[2]) and not match[3] else plain


def _small(chinese: str) -> int:
    """一 … 三十一 (also 廿一, 卅) as a number; 0 for what is none, which no calendar holds."""
    chinese = chinese.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = chinese.rpartition("十")
    if not ten:
        return int(chinese.translate(_DIGITS)) if len(chinese) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (int(ones.translate(_DIGITS)) if ones else 0)


def _day(year: int, month: int, day: int, text: str) -> date:
    if year in _PLACEHOLDER_YEARS:
        raise _bad(
            text, Words(zh="这是系统的空值占位日期，不是真实日期", en="it is a machine's mark for 'unknown'")
        )
    try:
        return date(year, month, day)
    except ValueError:
        reason = Words(
            zh=f"日历上没有{year}年{month}月{day}日",
            en=f"no calendar has day {day} of month {month} in {year}",
        )
        raise _bad(text, reason) from None


_REASONS = (
    (_ERA, Words(zh="使用了其他纪年，请换算成公元", en="it uses another era; convert it to the common era")),
    (_ISO_WEEK, Words(zh="这是“年-周-日”写法，不是日期", en="it is an ISO week, not a day")),
    (_ORDINAL, Words(zh="这是“年-日序”写法，不是日期", en="it is an ordinal date")),
    (
        _SERIAL,
        Words(
            zh="这是电子表格的序列号，请把该列设为日期格式",
            en="it is a spreadsheet's serial number; format the column as dates",
        ),
    ),
    (
        _TWO_DIGIT_YEAR,
        Words(zh="年份只有两位，不知是哪个世纪", en="its year has two digits; the century is unknown"),
    ),
    (
        _DAY_FIRST,
        Words(
            zh="年份在最后，日与月的先后不明", en="its year stands last; day and month cannot be told apart"
        ),
    ),
    (_WITH_TIME, Words(zh="带有时刻，此处只要日期", en="it carries a time of day; only a day is wanted")),
)


def _reason(plain: str) -> Words:
    if not plain:
        return Words(zh="内容为空", en="it is empty")
    for form, words in _REASONS:
        if form.match(plain) if form is _ERA or form is _ISO_WEEK else form.fullmatch(plain):
            return words
    return Words(zh="不是认得的日期写法", en="it is no form of a day we know")


def _bad(text: str, reason: Words) -> BadDay:
    return BadDay(
        Words(
            zh=f"“{shown(text)}”不能用作日期：{reason.zh}。请写成 2022-03-01 或 2022年3月1日。",
            en=f"'{shown(text)}' cannot be used as a day: {reason.en}. Write 2022-03-01 or 2022年3月1日.",
        )
    )
