"""Telling somebody, and having read it."""

from __future__ import annotations

from datetime import date, datetime

from zhice.accounts.models import User
from zhice.accounts.notices.models import Notice
from zhice.journal.acts import act
from zhice.kernel.words import Words


def notify(*, user: User, key: str, words: Words, url: str, day: date) -> None:
    """Tell `user` once per `key`; call it inside the act that gives the reason, it leaves no event of its own.

    `url` is a page of ours ("/…"). A verb of the permission table that tells other people says `also: [notice]`; the
    worker and commands, which act as the product itself, need nothing. Told before under this key: nothing happens.
    """
    notice = Notice(user=user, key=key, words_zh=words.zh, words_en=words.en, url=url, day=day)
    # whether it was told before is decided by the constraint: the teller may not see the other's notices
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def mark_read(*, notice: Notice, at: datetime) -> Notice:
    """The first reading counts; later ones change nothing and leave no event."""
    if notice.read_at is None:
        with act("accounts.notice.change", record=f"notice:{notice.pk}"):
            Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
            notice.read_at = at
    return notice


def mark_all_read(*, user: User, at: datetime) -> int:
    """How many were unread until now."""
    unread = Notice.objects.visible_to(user).filter(read_at=None)
    if not unread.exists():
        return 0
    with act("accounts.notice.change", record=f"user:{user.pk}") as entry:
        entry.detail["read"] = count = unread.update(read_at=at)
        return count
