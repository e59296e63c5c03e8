"""What a person is today: roles in force, own unit and those below, parties. One query."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from zhice.accounts.roles import Role

if TYPE_CHECKING:
    from zhice.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`unit_ids` holds the own unit first, then every unit below it."""

    roles: frozenset[Role]
    unit_ids: tuple[int, ...]
    party_ids: tuple[int, ...]

    @property
    def stamp(self) -> str:
        """Changes whenever what the person may see or do changes; kept in the session."""
        text = f"{sorted(self.roles)}{self.unit_ids}{self.party_ids}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


NOBODY = Standing(roles=frozenset(), unit_ids=(), party_ids=())

_QUERY = """
with recursive below(id, depth) as (
    select id, 0 from accounts_unit where id = %(unit)s
    union select child.id, below.depth + 1 from accounts_unit child join below on child.parent_id = below.id
)
select
    array(select distinct role::text from accounts_rolegrant
          where user_id = %(user)s and from_day <= %(day)s and (to_day is null or to_day >= %(day)s) order by 1),
    array(select id from below group by id order by min(depth), id),
    array(select party_id from accounts_userparty where user_id = %(user)s order by 1)
"""


def standing_of(user: User, *, day: datetime.date) -> Standing:
    """Roles, units and parties of `user` on `day`; an account that is switched off has none."""
    if not user.is_active:
        return NOBODY
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"user": user.pk, "unit": user.unit_id, "day": day})
        roles, units, parties = cursor.fetchone()
    return Standing(
        roles=frozenset(Role(role) for role in roles), unit_ids=tuple(units), party_ids=tuple(parties)
    )
