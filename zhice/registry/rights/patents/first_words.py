"""A patent seen for the first time and through one publication only: nine of ten rows of an import.

Nothing has to be folded: what `life` says of such a patent is what its one publication says. Written straight from the
tables `judged`, `incoming` and `fresh` of `storing`, at a third of the cost. tests/unit/registry/test_first_words.py
folds the same patents by `life` and compares.
"""

from __future__ import annotations

from django.db import connection

from zhice.registry.rights.patents.life import PRINTED

_ALONE = """
create temporary table alone on commit drop as
select patent_id, min(place) as place
from fresh join judged using (patent_id) where finding = 'new' group by patent_id having count(*) = 1
"""
_SPOKEN = "alone join judged j using (place, patent_id) join incoming i using (place)"
_PATENTS = f"""
insert into registry_patent (id, document_number, kind, title, application_number, application_number_state,
    filed_date, published_date, granted_date, ipc, classes, abstract, claims, priorities, family, holders, inventors, agency,
    first_holder_id, filed_region_id, granted_region_id, holder_region_id)
select patent_id, i.document_number, i.kind, i.content->>'title', i.application_number,
    case when i.application_number is not null then 'intact' else i.content->>'application_number_state' end,
    i.filed_date, case when i.stage = 'published' then i.date end, case when i.stage = 'granted' then i.date end,
    left(coalesce(i.content->>'ipc', ''), 40),
    regexp_replace(concat_ws('；', i.content->>'ipc', i.content->>'other_classes'), {PRINTED}, '', 'g'),
    coalesce(i.content->>'abstract', ''), coalesce(i.content->>'claims', ''),
    coalesce(i.content->>'priorities', ''), left(coalesce(i.content->>'family', ''), 60),
    coalesce(i.content->>'applicants', ''),
    coalesce(i.content->>'inventors', ''), coalesce(i.content->>'agency', ''), j.party_id,
    case when i.filed_date is not null then i.region end, case when i.stage = 'granted' then i.region end, i.region
from {_SPOKEN} order by patent_id
"""
_HOLDINGS = f"""
insert into registry_patentholding (patent_id, party_id, region_id)
select patent_id, j.party_id, i.region from {_SPOKEN}
where j.party_id is not null or i.region is not null order by patent_id
"""
_SPELLS = f"""
insert into registry_patentspell (patent_id, kind, party_id, region_id, from_date)
select patent_id, i.kind, j.party_id, i.region, i.date from {_SPOKEN}
where i.stage = 'granted' and i.region is not null order by patent_id
"""


def write() -> None:
    """Write these patents, their holdings and spells; leaves the table `alone` with their keys."""
    with connection.cursor() as cursor:
        for statement in (_ALONE, "analyze alone", _PATENTS, _HOLDINGS, _SPELLS):
            cursor.execute(statement)
