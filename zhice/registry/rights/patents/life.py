"""The life of a patent, folded from its publications and legal events: dates, holders by day, stretches in force.

Nothing else writes what is derived here, so a stock can be rebuilt for any day from the sources alone. The rules:
- filed, published, granted: the first day that any source gives; corrections and re-publications give none;
- the first holder and seat of the earliest source reach back to the filing day; every later source that names
  another holder or seat moves the right from its own day on. Of several statements about one publication the nearest
  source is heard (`rows.Rank`), and a database only where neither the office nor our own table names one: a name that it
  romanised is no transfer;
- a granted right ends with the first fee lapse, expiry, abandonment or invalidation, and lives again from the
  day of a restoration. Invalidation ends it on the day of the decision in the statistics, although in law (专利法
  art. 47) the right never existed: figures published before that day stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from zhice.registry.rights.patents.rows import Rank
from zhice.registry.rights.spells import Fold

ENDS = ("fee_lapse", "expired", "abandoned", "invalidated")
OWN = Rank.OWN.value
MOVES = ("filed", "transfer", "address_change")

# A symbol as printed carries its edition and a mark: G01C21/00(2006.01)I, 01-01 (12).
PRINTED = r"'\s|\([^)]*\)[A-Z]?'"
_CLASSES = f"regexp_replace(concat_ws('；', ipc, other_classes), {PRINTED}, '', 'g')"

# The order in which statements are asked for a description: the nearest source first, of its publications the newest, of
# several statements about one of these the fullest.
BEST = "rank, date desc, publication_number desc, length(content::text) desc, digest"


def _best(name: str, value: str = "", where: str = "") -> str:
    """The column `name`: `value` of the best statement that says anything there."""
    value = value or name
    return f"coalesce((array_agg({value} order by place) filter (where {where or value} <> ''))[1], '') as {name}"


# What the sources say: the best statement that has a word describes, the first day of each stage dates.
_SAID = f"""
create temporary table said on commit drop as
with spoken as materialized (
    select p.patent_id, row_number() over (partition by p.patent_id order by {BEST}) as place, x.*
    from registry_publication p join touched using (patent_id), lateral jsonb_to_record(p.content) as x(
        title text, kind text, ipc text, applicants text, inventors text, agency text, document_number text,
        application_number text, application_number_state text, other_classes text, abstract text, claims text,
        priorities text, family text)
), described as (
    select patent_id, true as said, {_best("title")}, {_best("kind")}, {_best("ipc", "left(ipc, 40)")},
           {_best("classes", _CLASSES, "ipc")},
           {_best("holders", "applicants")}, {_best("inventors")}, {_best("agency")}, {_best("abstract")},
           {_best("claims")}, {_best("priorities")}, {_best("family")}
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
select * from touched left join described using (patent_id) left join numbered using (patent_id)
                      left join dated using (patent_id)
"""

# Every statement of who held the right and where; every turn of a granted right.
FOLD = Fold(
    key="patent_id",
    stated=f"""
    select patent_id, min(date) as day, 0 as rank, publication_number as tie,
           (array_agg(party_id order by source, digest) filter (where party_id is not null and source <= naming))[1] as party_id,
           (array_agg(region_id order by source, digest) filter (where region_id is not null and source <= seating))[1]
               as region_id
    from (
        select patent_id, date, publication_number, party_id, region_id, digest, rank as source,
               greatest({OWN}, min(rank) filter (where party_id is not null) over told) as naming,
               greatest({OWN}, min(rank) filter (where region_id is not null) over told) as seating
        from registry_publication join touched using (patent_id) window told as (partition by patent_id)
    ) spoken
    where (party_id is not null and source <= naming) or (region_id is not null and source <= seating)
    group by patent_id, publication_number
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
       case when said then s.abstract else coalesce(old.abstract, '') end as abstract,
       case when said then s.claims else coalesce(old.claims, '') end as claims,
       case when said then s.priorities else coalesce(old.priorities, '') end as priorities,
       left(case when old.id is null then s.family else old.family end, 60) as family,
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
