"""The registry's fact relations in SQL: views of schema `fact`, read with the rights of whoever asks (security_invoker).

Names, columns and types are those of `facts.py`; tests/unit/registry/test_fact_views.py compares them. Whoever sees
parties masked sees the first character of a person's name.
"""

from zhice.registry.high_value import views as high_value

# The same mask as in lists and exports of the registers.
_NAME = """
case when {party}.kind = 'person' and (select zhice_scope('party')) = 'masked'
     then left({party}.name, 1) || repeat('*', greatest(length({party}.name) - 1, 1)) else {party}.name end
"""

VIEWS = {
    "patents": f"""
select 'patent:' || p.id as record, coalesce(p.document_number, p.application_number)::text as document_number,
       p.application_number::text as application_number, p.kind::text as kind, p.title::text as title,
       p.filed_date, p.published_date, p.granted_date, p.lapsed_date, p.abnormal_date,
       p.filed_region_id::text as filed_region, p.granted_region_id::text as granted_region,
       p.holder_region_id::text as holder_region, 'party:' || p.first_holder_id as holder,
       {_NAME.format(party="h")}::text as holder_name,
       substring(p.ipc from '^[A-H][0-9]{{2}}[A-Z]') as ipc_subclass, nullif(p.agency, '')::text as agency,
       extract(year from p.filed_date)::bigint as filed_year,
       extract(year from p.granted_date)::bigint as granted_year,
       nullif(p.classes, '')::text as classes, nullif(p.family, '')::text as family
from registry_patent p left join registry_party h on h.id = p.first_holder_id
""",
    "patent_spells": f"""
select 'patent:' || s.patent_id as record,
       coalesce(p.document_number, p.application_number)::text as document_number, s.kind::text as kind,
       p.title::text as title, 'party:' || s.party_id as holder, {_NAME.format(party="h")}::text as holder_name,
       s.region_id::text as region, s.from_date as start_date, s.to_date as end_date
from registry_patentspell s left join registry_patent p on p.id = s.patent_id
left join registry_party h on h.id = s.party_id
""",
    "patent_families": """
select distinct 'patent:' || p.id as record, p.family::text as family, f.country::text as country,
       f.publication_number::text as publication_number, min(f.day) over told as publication_date
from registry_patent p join registry_foreignpublication f on f.family = p.family
where p.family <> '' and f.country <> 'CN' window told as (partition by p.id, f.publication_number)
union all
select 'patent:' || g.patent_id, null::text, g.country::text, g.document::text, g.day
from registry_highvalueground g where g.ground = 'family'
""",
    "pct_applications": f"""
select 'pct:' || a.id as record, a.application_number::text as application_number, a.title::text as title,
       a.filed_date, a.region_id::text as region, 'party:' || a.applicant_id as applicant,
       {_NAME.format(party="h")}::text as applicant_name
from registry_pctapplication a left join registry_party h on h.id = a.applicant_id
""",
    "trademarks": f"""
select 'trademark:' || t.id as record, t.office::text as office, t.number::text as number,
       t.nice_class::bigint as nice_class, t.kind::text as kind, t.name::text as name, t.filed_date, t.published_date,
       t.registered_date, t.expires_on as expiry_date, t.ended_date, t.first_region_id::text as filed_region,
       t.registered_region_id::text as registered_region, t.holder_region_id::text as holder_region,
       'party:' || t.holder_id as holder, {_NAME.format(party="h")}::text as holder_name,
       extract(year from t.filed_date)::bigint as filed_year,
       extract(year from t.registered_date)::bigint as registered_year
from registry_trademark t left join registry_party h on h.id = t.holder_id
""",
    "trademark_spells": f"""
select 'trademark:' || s.trademark_id as record, t.office::text as office, t.number::text as number,
       s.nice_class::bigint as nice_class, s.kind::text as kind, t.name::text as name, 'party:' || s.party_id as holder,
       {_NAME.format(party="h")}::text as holder_name, s.region_id::text as region, s.from_date as start_date,
       s.to_date as end_date
from registry_trademarkspell s left join registry_trademark t on t.id = s.trademark_id
left join registry_party h on h.id = s.party_id
""",
    "certificates": f"""
select 'certificate:' || c.id as record, c.number::text as number, c.edition::text as edition, c.body::text as body,
       c.issued_on as issued_date, c.valid_until, c.region_id::text as region, 'party:' || c.party_id as party,
       {_NAME.format(party="h")}::text as party_name
from registry_certificate c left join registry_party h on h.id = c.party_id
""",
    "certificate_spells": f"""
select 'certificate:' || s.certificate_id as record, c.number::text as number, s.edition::text as edition,
       s.region_id::text as region, 'party:' || s.party_id as party, {_NAME.format(party="h")}::text as party_name,
       s.from_date as start_date, s.to_date as end_date
from registry_certificatespell s left join registry_certificate c on c.id = s.certificate_id
left join registry_party h on h.id = s.party_id
""",
    "well_known_recognitions": f"""
select 'recognition:' || r.id as record, r.mark::text as mark, r.organ::text as organ, r.setting::text as setting,
       r.case_number::text as case_number, r.day as recognised_date, r.goods::text as goods, r.region_id::text as region,
       'party:' || r.holder_id as holder, {_NAME.format(party="h")}::text as holder_name
from registry_wellknownrecognition r left join registry_party h on h.id = r.holder_id
""",
    "geographical_indications": f"""
select 'indication:' || g.id as record, g.name::text as name, g.kind::text as kind, g.document::text as document,
       g.region_id::text as region, 'party:' || g.holder_id as holder, {_NAME.format(party="h")}::text as holder_name,
       g.recognised_on as start_date, least(g.ended_on, t.ended_date) as end_date
from registry_geographicalindication g left join registry_trademark t on t.id = g.trademark_id
left join registry_party h on h.id = g.holder_id
""",
    "gi_users": f"""
select 'indication_user:' || u.id as record, 'indication:' || u.indication_id as indication,
       g.name::text as indication_name, 'party:' || u.user_id as firm, {_NAME.format(party="h")}::text as firm_name,
       u.region_id::text as region, u.from_date as start_date, least(u.to_date, g.ended_on) as end_date
from registry_indicationuser u left join registry_geographicalindication g on g.id = u.indication_id
left join registry_party h on h.id = u.user_id
""",
    "resident_population": """
select 'population:' || id as record, region_id::text as region, year::bigint as year, persons::bigint as persons,
       status::text as status, published_date, source::text as source
from registry_residentpopulation
""",
    "regions": """
select code::text as code, name::text as name, level::text as level, parent_id::text as parent from registry_region
""",
}


VIEWS |= high_value.VIEWS


def create() -> str:
    """The statements that make the views; run after every migration, since they are derived from the tables."""
    made = [
        f"create view fact.{name} with (security_invoker = true) as {said}" for name, said in VIEWS.items()
    ]
    grants = "grant usage on schema fact to public; grant select on all tables in schema fact to public"
    return ";\n".join(["create schema if not exists fact", *made, grants])


def drop() -> str:
    """The statement that removes them; run before every migration, so that it may change what they read."""
    return "drop schema if exists fact cascade"
