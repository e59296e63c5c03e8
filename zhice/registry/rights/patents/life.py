"""The life of a patent, folded from its publications and legal events: dates, holders by day, stretches in force.

Nothing else writes what is derived here, so a stock can be rebuilt for any day from the sources alone. The rules:
- filed, published, granted: the first day that any source gives; corrections and re-publications give none;
- the first holder and seat of the earliest source reach back to the filing day; every later source that names
  another holder or seat moves the right from its own day on;
- a granted right ends with the first fee lapse, expiry, abandonment or invalidation, and lives again from the
  day of a restoration. Invalidation ends it on the day of the decision in the statistics, although in law (专利法
  art. 47) the right never existed: figures published before that day stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from zhice.registry.rights.spells import Fold

ENDS = ("fee_lapse", "expired", "abandoned", "invalidated")
MOVES = ("filed", "transfer", "address_change")

# A symbol as printed carries its edition and a mark: G01C21/00(2006.01)I, 01-01 (12).
PRINTED = r"'\s|\([^)]*\)[A-Z]?'"

# What the sources say: the newest publication describes, the first day of each stage dates.
_SAID = f"""
create temporary table said on commit drop as
with spoken as materialized (
    select p.patent_id, p.date, p.publication_number, x.*
    from registry_publication p join touched using (patent_id), lateral jsonb_to_record(p.content) as x(
        title text, kind text, ipc text, applicants text, inventors text, agency text, document_number text,
        application_number text, application_number_state text, other_classes text, abstract text, claims text,
        priorities text, family text)
), described as (
    select distinct on (patent_id) patent_id, true as said, title, kind, left(coalesce(ipc, ''), 40) as ipc,
           regexp_replace(concat_ws('；', ipc, other_classes), {PRINTED}, '', 'g') as classes,
           coalesce(applicants, '') as holders, coalesce(inventors, '') as inventors, coalesce(agency, '') as agency
    from spoken order by patent_id, date desc, publication_number desc
), worded as (  -- of each the latest that any source told
    select patent_id,
           (array_agg(abstract order by date desc, publication_number desc) filter (where abstract <> ''))[1] as abstract,
           (array_agg(claims order by date desc, publication_number desc) filter (where claims <> ''))[1] as claims,
           (array_agg(priorities order by date desc, publication_number desc) filter (where priorities <> ''))[1]
               as priorities,
           (array_agg(family order by date desc, publication_number desc) filter (where family <> ''))[1] as family
    from spoken group by patent_id
), numbered as (
    select patent_id, (array_agg(document_number order by length(document_number) desc, document_number desc)
               filter (where document_number is not null))[1] as document_number,
           max(application_number) as application_number, min(application_number_state) as application_number_state
    from spoken group by patent_id
), sources as (
    select patent_id, 'filed' as kind, filed_date as day
    from registry_publication join touched using (patent_id) where filed_date is not null
    union all
    select patent_id, stage, date from registry_publication join touched using (patent_id)
    where stage in ('published', 'granted')
    union all
    select patent_id, kind, day from registry_legalevent join touched using (patent_id)
), dated as (
    select patent_id, min(day) filter (where kind = 'filed') as filed_date,
           min(day) filter (where kind = 'published') as published_date,
           min(day) filter (where kind = 'granted') as granted_date,
           min(day) filter (where kind = 'found_abnormal') as abnormal_date
    from sources group by patent_id
)
select * from touched left join described using (patent_id) left join worded using (patent_id)
                      left join numbered using (patent_id)
                      left join dated using (patent_id)
"""

# Every statement of who held the right and where; every turn of a granted right.
FOLD = Fold(
    key="patent_id",
    stated="""
    select patent_id, date as day, 0 as rank, publication_number as tie, party_id, region_id
    from registry_publication join touched using (patent_id)
    where party_id is not null or region_id is not null
    union all
    select e.patent_id, e.day, case e.kind when 'filed' then 0 when 'address_change' then 1 else 2 end,
           e.detail || coalesce(e.region_id, ''), e.party_id,
           coalesce(e.region_id, case when e.kind = 'transfer' then p.region_id end)
    from registry_legalevent e join touched using (patent_id) left join registry_party p on p.id = e.party_id
    where e.kind in ('filed', 'transfer', 'address_change') and (e.party_id is not null or e.region_id is not null)
""",
    turns="""
    select patent_id, granted_date as day, 0 as rank, true as alive from said where granted_date is not null
    union all
    select e.patent_id, e.day, case e.kind when 'restored' then 2 else 1 end, e.kind = 'restored'
    from registry_legalevent e join said using (patent_id)
    where e.kind in ('fee_lapse', 'expired', 'abandoned', 'invalidated', 'restored') and e.day >= said.granted_date
""",
)

# What a patent is today: a new one is written once, an old one only where it differs.
_FOLDED = """
create temporary table folded on commit drop as
select s.patent_id as id, case when said then s.document_number else old.document_number end as document_number,
       case when said then s.kind else old.kind end as kind, case when said then s.title else old.title end as title,
       case when said then s.application_number else old.application_number end as application_number,
       case when said is null then old.application_number_state
            when s.application_number is not null then 'intact' else s.application_number_state end
           as application_number_state,
       s.filed_date, s.published_date, s.granted_date, ended.from_date as lapsed_date, s.abnormal_date,
       case when said then s.ipc else old.ipc end as ipc, case when said then s.classes else old.classes end as classes,
       coalesce(s.abstract, old.abstract, '') as abstract, coalesce(s.claims, old.claims, '') as claims,
       coalesce(s.priorities, old.priorities, '') as priorities, left(coalesce(s.family, old.family, ''), 60) as family,
       case when said then s.holders else old.holders end as holders,
       case when said then s.inventors else old.inventors end as inventors,
       case when said then s.agency else old.agency end as agency,
       last.party_id as first_holder_id, filed.region_id as filed_region_id,
       granted.region_id as granted_region_id, last.region_id as holder_region_id, old.id is null as fresh
from said s left join registry_patent old on old.id = s.patent_id
left join held last on last.patent_id = s.patent_id and last.to_date is null
left join held filed on filed.patent_id = s.patent_id
    and (filed.from_date is null or filed.from_date <= s.filed_date)
    and (filed.to_date is null or filed.to_date > s.filed_date) and s.filed_date is not null
left join held granted on granted.patent_id = s.patent_id
    and (granted.from_date is null or granted.from_date <= s.granted_date)
    and (granted.to_date is null or granted.to_date > s.granted_date) and s.granted_date is not null
left join in_force ended on ended.patent_id = s.patent_id and not ended.alive and ended.to_date is null
"""
_FOLDS = (
    "document_number",
    "kind",
    "title",
    "application_number",
    "application_number_state",
    "filed_date",
    "published_date",
    "granted_date",
    "lapsed_date",
    "abnormal_date",
    "ipc",
    "classes",
    "abstract",
    "claims",
    "priorities",
    "family",
    "holders",
    "inventors",
    "agency",
    "first_holder_id",
    "filed_region_id",
    "granted_region_id",
    "holder_region_id",
)
_ADD = f"insert into registry_patent (id, {', '.join(_FOLDS)}) select id, {', '.join(_FOLDS)} from folded where fresh"
_CHANGE = f"""
update registry_patent p set {", ".join(f"{name} = new.{name}" for name in _FOLDS)}
from folded new where p.id = new.id and not new.fresh
  and row({", ".join(f"p.{name}" for name in _FOLDS)}) is distinct from row({", ".join(f"new.{name}" for name in _FOLDS)})
"""

_FOLLOWING = (
    *FOLD.forget("registry_patentholding", "registry_patentspell"),
    FOLD.holdings("registry_patentholding"),
    FOLD.spells("registry_patentspell", copied=("kind",)),
)
_SCRATCH = "drop table if exists touched, said, held, in_force, folded"


def rebuild_life(patents: Iterable[int]) -> int:
    """Fold the lives of these patents (by primary key) anew, set-based; the number of patents looked at.

    A number that has publications but no patent yet becomes a patent. Runs in the caller's transaction. Doing it
    twice changes nothing.
    """
    listed = sorted(set(patents))
    if not listed:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_SCRATCH)
        cursor.execute(FOLD.listed)
        cursor.execute("insert into touched select unnest(%s::bigint[])", [listed])
        cursor.execute("analyze touched")
        for statement in (
            _SAID,
            FOLD.held,
            FOLD.in_force,
            "analyze said (patent_id)",
            "analyze held (patent_id)",
            _FOLDED,
        ):
            cursor.execute(statement)
        for statement in (_ADD, _CHANGE, *_FOLLOWING, _SCRATCH):
            cursor.execute(statement)
    return len(listed)
