"""Writing legal events, set-based: the patent found by any of its numbers, the new holder found or made."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from zhice.intake.sinks import DUPLICATE, NEW, Outcome, Verdict
from zhice.registry.parties.naming import display_name, kind_of, matching_name
from zhice.registry.rights.patents.life import rebuild_life
from zhice.registry.rights.patents.rows import LegalEventRow
from zhice.registry.rights.patents.storing import find_or_make_parties

_SCRATCH = "drop table if exists told, told_of, named"
_TOLD = """
create temporary table told (
    place integer, number text, kind text, day date, party_kind text, matching_name text, first_applicant text,
    region text, detail text
) on commit drop
"""
_COPY = "copy told (place, number, kind, day, party_kind, matching_name, first_applicant, region, detail) from stdin"
_FOUND = """
create temporary table told_of on commit drop as
with found as (
    select t.*, coalesce(
        (select id from registry_patent p where p.document_number = t.number),
        (select id from registry_patent p where p.application_number = t.number),
        (select min(patent_id) from registry_publication p where p.publication_number = t.number)) as patent_id,
        row_number() over (partition by number, kind, day, matching_name, region, detail order by place) as repetition
    from told t
)
select f.*, p.filed_date, null::bigint as party_id,
       case when f.patent_id is null then 'unknown'
            when f.repetition > 1 then 'duplicate'
            when exists (
                select 1 from registry_legalevent e left join registry_party h on h.id = e.party_id
                where e.patent_id = f.patent_id and e.kind = f.kind and e.day = f.day and e.detail = f.detail
                  and h.matching_name is not distinct from f.matching_name
                  and e.region_id is not distinct from f.region) then 'duplicate'
            when f.day < p.filed_date and f.kind <> 'filed' then 'day'
            when f.kind = 'filed' and f.day <> p.filed_date then 'filed_date'
            else 'new' end as finding
from found f left join registry_patent p on p.id = f.patent_id
"""
_GIVE = """
update told_of t set party_id = n.party_id from named n
where t.finding = 'new' and t.matching_name = n.matching_name and t.party_kind = n.party_kind
  and coalesce(t.region, '') = coalesce(n.region, '')
"""
_ADD = """
insert into registry_legalevent (patent_id, kind, day, party_id, region_id, detail, batch_id)
select patent_id, kind, day, party_id, region, detail, %(batch)s from told_of where finding = 'new' order by place
on conflict do nothing
"""
_WORDS = {"unknown": "没有登记此号的专利，请先导入其公布公告"}


def judge_events(rows: Sequence[LegalEventRow]) -> list[Verdict]:
    """One verdict per row, in order; leaves the table `told_of` in this transaction."""
    verdicts = [NEW] * len(rows)
    with connection.cursor() as cursor:
        cursor.execute(_SCRATCH)
        cursor.execute(_TOLD)
        with cursor.copy(_COPY) as copy:
            for place, row in enumerate(rows):
                kind = kind_of(row.holder) if row.holder else None
                name = matching_name(row.holder) or None
                said = (
                    row.patent,
                    row.kind,
                    row.day,
                    kind,
                    name,
                    display_name(row.holder),
                    row.region,
                    row.detail,
                )
                copy.write_row((place, *said))
        cursor.execute("analyze told")
        cursor.execute(_FOUND)
        cursor.execute("select place, finding, filed_date from told_of where finding <> 'new'")
        for place, finding, filed in cursor.fetchall():
            verdicts[place] = _verdict(rows[place], finding, str(filed or ""))
    return verdicts


def store_events(rows: Sequence[LegalEventRow], *, batch: int | None, example: bool = False) -> list[Verdict]:
    """Judge the events, write the new ones and fold the lives they touch; in the caller's transaction."""
    verdicts = judge_events(rows)
    with connection.cursor() as cursor:
        find_or_make_parties(rows="told_of", batch=batch, example=example)
        cursor.execute(_GIVE)
        cursor.execute(_ADD, {"batch": batch})
        cursor.execute("select distinct patent_id from told_of where finding = 'new'")
        touched = [patent for (patent,) in cursor.fetchall()]
        cursor.execute(_SCRATCH)
    rebuild_life(touched)
    return verdicts


def _verdict(row: LegalEventRow, finding: str, filed: str) -> Verdict:
    if finding == "duplicate":
        return DUPLICATE
    if finding == "unknown":
        return Verdict(Outcome.CONFLICT, {"patent": (_WORDS[finding], row.patent)})
    return Verdict(Outcome.CONFLICT, {"day": (filed, str(row.day))})
