"""The views behind `facts`, read with the rights of whoever asks. An edition of a concordance ends when the next is in use."""

VIEWS = {
    "high_value_grounds": """
select 'patent:' || m.patent_id as record, 'strategic'::text as ground,
       (case when m.verdict = 'hit' or m.decision = 'confirmed' then 'hit'
             when m.decision = 'refused' then 'refused' else 'candidate' end)::text as verdict,
       c.day as start_date,
       (select min(n.day) from registry_concordance n where n.kind = 'strategic' and n.day > c.day) as end_date,
       null::numeric(18, 2) as amount,
       (case when m.decision = '' then m.evidence else m.evidence || '；' || m.decision_reason end)::text as evidence
from registry_concordancematch m join registry_concordance c on c.id = m.concordance_id
union all
select 'patent:' || g.patent_id, g.ground::text, 'hit', g.day, null::date, g.amount, g.document::text
from registry_highvalueground g where g.ground in ('pledge', 'award')
union all
select 'patent:' || e.patent_id, 'pledge', 'hit', e.day, null::date, e.amount, e.detail
from (select patent_id, day, detail::text as detail,
             (s[1]::numeric * case s[2] when '亿元' then 100000000 when '万元' then 10000 else 1 end)::numeric(18, 2) as amount
      from registry_legalevent, lateral regexp_match(replace(detail, ',', ''), '([0-9]{1,9}(?:[.][0-9]{1,6})?) ?(亿元|万元|元)') s
      where kind = 'pledge') e
where e.amount is not null
""",
}
