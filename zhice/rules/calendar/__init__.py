"""The working calendar: which days are worked, and what day a period ends on, with the reckoning shown.

>>> from datetime import date
>>> add_working_days(date(2026, 9, 18), 20).day
datetime.date(2026, 10, 22)
>>> add_days(date(2022, 7, 8), 90).words.in_("en")
'2022-07-08 + 90 days, first day not counted: 2022-10-06, a day off; next working day 2022-10-08.'
"""

from zhice.rules.calendar.reckoning import (
    Reckoning,
    Rest,
    add_days,
    add_months,
    add_working_days,
    is_working_day,
    working_days_before,
)
from zhice.rules.calendar.years import BadAnnouncement, CalendarNotAnnounced, Year, read_year, use

__all__ = [
    "BadAnnouncement",
    "CalendarNotAnnounced",
    "Reckoning",
    "Rest",
    "Year",
    "add_days",
    "add_months",
    "add_working_days",
    "is_working_day",
    "read_year",
    "use",
    "working_days_before",
]
