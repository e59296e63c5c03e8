"""What the worker does every day as the product itself."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="0 23 * * *")  # UTC: seven in the morning in China
@app.task(queueing_lock="site.tell_of_new_hits", name="site.tell_of_new_hits")
def tell_of_new_hits(timestamp: int) -> None:
    """Tell the owners of kept searches what these find anew."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.accounts.saved_searches import tell_of_new_hits as tell
    from zhice.web.models import SavedSearch

    day = timezone.localdate(datetime.fromtimestamp(timestamp, UTC))
    with acting_as(SYSTEM):
        for search in SavedSearch.objects.filter(daily=True):
            tell(search=search, day=day)
