"""The daily notice of a kept search: what it finds today that it did not find when it was last looked at."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from zhice.accounts.acting import acting_as
from zhice.accounts.models import User
from zhice.accounts.notices.actions import notify
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.search import finding
from zhice.web.finding import address
from zhice.web.finding.screens import page_address
from zhice.web.models import SavedSearch

MOST = 2_000  # hits that are remembered; of a search that finds more, the newest years


def tell_of_new_hits(*, search: SavedSearch, day: date) -> int:
    """Look as the owner would, tell them once a day, remember what was found; how many hits were new.

    The first look only remembers. A search that is no longer understood, or an index that is being built, waits.
    """
    owner = User.objects.filter(pk=search.user_id, is_active=True).first()
    keys = _found(owner, search) if owner is not None else None
    if keys is None or owner is None:
        return 0
    new = len(set(keys) - set(search.seen)) if search.seen is not None else 0
    if new:
        words = Words(
            zh="搜索“{title}”有 {n} 条新结果", en="Your search “{title}” finds {n} new records"
        ).fill(title=search.title, n=new)
        key = f"search:{search.pk}:{day.isoformat()}"
        notify(user=owner, key=key, words=words, url=page_address(search.query), day=day)
    if search.seen != keys:
        SavedSearch.objects.filter(pk=search.pk).update(seen=keys)
    return new


def _found(owner: User, search: SavedSearch) -> list[int] | None:
    try:
        asked = address.read(QueryDict(search.query))
        with acting_as(owner):
            return finding.keys(owner, asked.question, filters=asked.filters, most=MOST)
    except ZhiceError:
        return None
