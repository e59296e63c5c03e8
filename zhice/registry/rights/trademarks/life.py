"""The life of a mark in one class, folded from its events: days, term, holders by day, stretches in force.

Nothing else writes what is derived here. The rules:
- filed, published, registered: the first day that any event gives; corrections and re-publications give none;
- the term follows from registration and renewals (`terms`); a mark that is not renewed counts as registered until its grace
  is over, as it stands on the register until then. Marks of other offices end by events alone: their terms are not ours;
- a cancellation, revocation or invalidation ends it on its day, and it lives again from the day of a restoration.
  Invalidation ends it on the day of the decision in the statistics, although in law (商标法 2019 art. 47) it never existed;
- a partial ending, a correction, a licence, a pledge change nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import connection

from zhice.registry.rights.spells import Fold
from zhice.registry.rights.trademarks import terms
from zhice.registry.rights.trademarks.models import Trademark, TrademarkEvent

ENDS = ("cancelled", "revoked", "invalidated")
HOME = "CN"

FOLD = Fold(
    key="trademark_id",
    stated="""
    select e.trademark_id, e.day, case e.kind when 'transfer' then 2 when 'address_change' then 1 else 0 end as rank,
           e.kind || e.detail || coalesce(e.region_id, '') as tie, e.party_id,
           coalesce(e.region_id, case when e.kind = 'transfer' then p.region_id end) as region_id
    from registry_trademarkevent e join touched using (trademark_id) left join registry_party p on p.id = e.party_id
    where e.kind in ('filed', 'published', 'registered', 'transfer', 'address_change')
      and (e.party_id is not null or e.region_id is not null)
""",
    turns="""
    select trademark_id, registered_date as day, 0 as rank, true as alive from said where registered_date is not null
    union all
    select e.trademark_id, e.day, case e.kind when 'restored' then 2 else 1 end, e.kind = 'restored'
    from registry_trademarkevent e join said using (trademark_id)
    where e.kind in ('cancelled', 'revoked', 'invalidated', 'restored') and e.day >= said.registered_date
""",
)
_SAID = """
create temporary table said on commit drop as
select trademark_id, min(day) filter (where kind = 'filed') as filed_date,
       min(day) filter (where kind = 'published') as published_date,
       min(day) filter (where kind = 'registered') as registered_date
from touched left join registry_trademarkevent using (trademark_id) group by trademark_id
"""
_TERMS = (
    "create temporary table term (trademark_id bigint primary key, expires_on date, ends date) on commit drop"
)
_COPY = "copy term (trademark_id, expires_on, ends) from stdin"
_FOLDED = """
create temporary table folded on commit drop as
select s.trademark_id as id, t.kind, t.nice_class, s.filed_date, s.published_date, s.registered_date, term.expires_on,
       term.ends, ended.from_date as ended_date, first.party_id as first_holder_id, first.region_id as first_region_id,
       last.party_id as holder_id, last.region_id as holder_region_id, registered.region_id as registered_region_id
from said s join registry_trademark t on t.id = s.trademark_id left join term using (trademark_id)
left join held first on first.trademark_id = t.id and first.from_date is null
left join held last on last.trademark_id = t.id and last.to_date is null
left join held registered on registered.trademark_id = t.id and s.registered_date is not null
    and (registered.from_date is null or registered.from_date <= s.registered_date)
    and (registered.to_date is null or registered.to_date > s.registered_date)
left join in_force ended on ended.trademark_id = t.id and not ended.alive and ended.to_date is null
"""
_FOLDS = (
    "filed_date", "published_date", "registered_date", "expires_on", "ended_date", "first_holder_id", "first_region_id",
    "holder_id", "holder_region_id", "registered_region_id",
)  # fmt: skip
_CHANGE = f"""
update registry_trademark t set {", ".join(f"{name} = new.{name}" for name in _FOLDS)}
from folded new where t.id = new.id
  and row({", ".join(f"t.{name}" for name in _FOLDS)}) is distinct from row({", ".join(f"new.{name}" for name in _FOLDS)})
"""
_FOLLOWING = (
    *FOLD.forget("registry_trademarkholding", "registry_trademarkspell"),
    FOLD.holdings("registry_trademarkholding"),
    FOLD.spells("registry_trademarkspell", copied=("kind", "nice_class"), until="p.ends"),
)
_SCRATCH = "drop table if exists touched, said, held, in_force, term, folded"


def rebuild_life(trademarks: Iterable[int]) -> int:
    """Fold the lives of these marks (by primary key) anew, in the caller's transaction; the number of marks looked at.

    Doing it twice changes nothing.
    """
    listed = sorted(set(trademarks))
    if not listed:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_SCRATCH)
        cursor.execute(FOLD.listed)
        cursor.execute("insert into touched select unnest(%s::bigint[])", [listed])
        for statement in ("analyze touched", _SAID, FOLD.held, FOLD.in_force, _TERMS):
            cursor.execute(statement)
        spoken = list(_terms_of(listed))  # asked before: a copy leaves no room for questions
        with cursor.copy(_COPY) as copy:
            for row in spoken:
                copy.write_row(row)
        for statement in (_FOLDED, _CHANGE, *_FOLLOWING, _SCRATCH):
            cursor.execute(statement)
    return len(listed)


def _terms_of(trademarks: list[int]) -> Iterator[tuple[int, date, date | None]]:
    """Key, last day of the present term, and the first day on which it no longer counts, of every registered one."""
    offices = dict(Trademark.objects.filter(pk__in=trademarks).values_list("pk", "office"))
    told: dict[int, list[tuple[str, date, date | None]]] = {}
    events = TrademarkEvent.objects.filter(trademark__in=trademarks, kind__in=("registered", "renewed"))
    for trademark, *event in events.values_list("trademark", "kind", "day", "until"):
        told.setdefault(trademark, []).append((event[0], event[1], event[2]))
    for trademark, stories in told.items():
        expires = expiry_of(stories, office=offices[trademark])
        if expires is not None:
            ends = terms.grace_ends(expires) + timedelta(days=1) if offices[trademark] == HOME else None
            yield trademark, expires, ends


def expiry_of(stories: list[tuple[str, date, date | None]], *, office: str) -> date | None:
    """The last day of the present term from (kind, day, until) of registrations and renewals; None when nothing says."""
    registrations = sorted(
        (day, until) for kind, day, until in stories if kind == "registered" and until
    )  # the earliest that names its end
    days = [day for kind, day, _ in stories if kind == "registered"]
    said = [until for _, _, until in stories if until is not None]
    if office != HOME or not days:
        return max(said, default=None)
    first = registrations[0][1] if registrations else None
    renewals = [terms.Renewal(day, until) for kind, day, until in stories if kind == "renewed"]
    return terms.expiry(min(days), until=first, renewals=renewals)
