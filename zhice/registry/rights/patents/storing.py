"""Writing judged rows, set-based: parties found or made, publications kept, lives folded.

The publications of a new patent are written before it: its life is folded once, with all that follows from them, and
the foreign key is checked at the end of the transaction. A new patent of which one publication is known needs no
folding (`first_words`); all others go through `rebuild_life`.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from zhice.intake.sinks import Outcome, Verdict
from zhice.registry.rights.patents import first_words, followers
from zhice.registry.rights.patents.judging import SCRATCH, judge
from zhice.registry.rights.patents.life import rebuild_life
from zhice.registry.rights.patents.rows import PublicationRow

# A party is the one of that name in that region: by its name and seat of today, else by those it once had. An alias
# stands for the party into which it was merged.
PARTY_OF = """
coalesce(
    (select min(coalesce(p.merged_into_id, p.id)) from registry_party p where p.matching_name = {row}.matching_name
         and p.region_id is not distinct from {row}.region),
    (select min(coalesce(p.merged_into_id, p.id)) from registry_party p
         left join registry_partyname n on n.party_id = p.id left join registry_partyseat s on s.party_id = p.id
     where p.id in (select id from registry_party where matching_name = {row}.matching_name
                    union all select party_id from registry_partyname where matching_name = {row}.matching_name)
         and {row}.matching_name in (p.matching_name, n.matching_name)
         and {row}.region in (p.region_id, s.region_id))
)
"""
NAMED = """
create temporary table named on commit drop as
select t.*, {party} as party_id from (
    select party_kind, matching_name, region, min(first_applicant) as name
    from {rows} where matching_name is not null group by 1, 2, 3
) t
"""
ALLOT_PARTIES = """
update named set party_id = nextval((select pg_get_serial_sequence('registry_party', 'id')::regclass))
where party_id is null
"""
ADD_PARTIES = """
insert into registry_party (id, kind, name, matching_name, region_id, note, example, batch_id)
select party_id, party_kind, name, matching_name, region, '', %(example)s, %(batch)s
from named where not exists (select 1 from registry_party p where p.id = named.party_id)
"""
_GIVE_PARTIES = """
update judged j set party_id = n.party_id from named n
where j.finding = 'new' and j.matching_name = n.matching_name and j.party_kind = n.party_kind
  and coalesce(j.region, '') = coalesce(n.region, '')
"""
_ALLOT_PATENTS = """
create temporary table fresh on commit drop as
select identity, nextval((select pg_get_serial_sequence('registry_patent', 'id')::regclass)) as patent_id
from (select distinct identity from judged where finding = 'new' and patent_id is null
      except select identity from judged where finding = 'new' and patent_id is not null) t
"""
# A row that does not know its patent may stand beside one of the same application that does.
_KNOWN_PATENTS = """
update judged j set patent_id = k.patent_id
from (select identity, min(patent_id) as patent_id from judged where patent_id is not null group by 1) k
where j.finding = 'new' and j.patent_id is null and j.identity = k.identity
"""
_GIVE_PATENTS = """
update judged j set patent_id = f.patent_id from fresh f
where j.finding = 'new' and j.patent_id is null and j.identity = f.identity
"""
_ADD_PUBLICATIONS = """
insert into registry_publication (publication_number, kind_code, stage, date, filed_date, patent_id, party_id,
                                  region_id, batch_id, rank, digest, content, contested)
select i.publication_number, i.kind_code, i.stage, i.date, i.filed_date, j.patent_id, j.party_id, i.region,
       %(batch)s, i.rank, i.digest, i.content, false
from judged j join incoming i using (place) where j.finding = 'new' order by place
"""
_CONTEST = """
update registry_publication set contested = true
where not contested and publication_number in (
    select publication_number from judged where told and finding in ('content', 'split'))
"""
_TOUCHED = """
select distinct patent_id from judged where finding = 'new' and patent_id not in (select patent_id from alone)
"""
_STORED = "select distinct patent_id from judged where finding = 'new'"
_MORE_SCRATCH = "drop table if exists named, fresh, alone"


def store(rows: Sequence[PublicationRow], *, batch: int | None, example: bool = False) -> list[Verdict]:
    """Judge the rows, write the new ones and fold the lives they touch; in the caller's transaction."""
    verdicts = judge(rows)
    values = {"batch": batch, "example": example}
    with connection.cursor() as cursor:
        cursor.execute(_MORE_SCRATCH)
        find_or_make_parties(rows="judged", batch=batch, example=example)
        cursor.execute(_GIVE_PARTIES)
        cursor.execute(_KNOWN_PATENTS)
        cursor.execute(_ALLOT_PATENTS)
        cursor.execute(_GIVE_PATENTS)
        cursor.execute(_ADD_PUBLICATIONS, values)
        if any(verdict.outcome is Outcome.CONFLICT for verdict in verdicts):
            cursor.execute(_CONTEST)
        first_words.write()
        cursor.execute(_TOUCHED)
        touched = [patent for (patent,) in cursor.fetchall()]
        cursor.execute(_STORED)
        stored = [patent for (patent,) in cursor.fetchall()]
        cursor.execute(SCRATCH)
        cursor.execute(_MORE_SCRATCH)
    rebuild_life(touched)
    followers.tell(stored)
    return verdicts


def find_or_make_parties(*, rows: str, batch: int | None, example: bool) -> None:
    """Fill the temporary table `named` with a party for every (kind, name, region) that new rows of `rows` hold."""
    source = f"(select * from {rows} where finding = 'new') r"
    with connection.cursor() as cursor:
        cursor.execute(NAMED.format(party=PARTY_OF.format(row="t"), rows=source))
        cursor.execute(ALLOT_PARTIES)
        cursor.execute(ADD_PARTIES, {"batch": batch, "example": example})
        cursor.execute("analyze named")
