"""What would become of a row: new, duplicate or in conflict, decided for all rows at once before anything is written.

A row repeats a publication when a source of its rank has said exactly the same of the same number. It is in conflict when
it contradicts what was told of that number (`agreeing`), or what is known of the patent: its kind, its application number,
its filing day, the order of its days. The record then stands and a person decides. A row that says more, less, or the same
in other words than a source of another rank is new: a further statement of a known publication.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection

from zhice.intake.sinks import DUPLICATE, NEW, Outcome, Verdict
from zhice.registry.parties.naming import display_name, kind_of, matching_name
from zhice.registry.rights.patents.agreeing import Statement, flags_of, plain, refuted
from zhice.registry.rights.patents.rows import PublicationRow

SCRATCH = "drop table if exists incoming, judged"

_COLUMNS = (
    "place",
    "party_kind",
    "matching_name",
    "publication_number",
    "kind",
    "stage",
    "date",
    "kind_code",
    "document_number",
    "application_number",
    "filed_date",
    "first_applicant",
    "region",
    "rank",
    "digest",
    "content",
)
_INCOMING = """
create temporary table incoming (
    place integer, party_kind text, matching_name text, publication_number text, kind text, stage text, date date,
    kind_code text, document_number text, application_number text, filed_date date, first_applicant text,
    region text, rank smallint, digest text, content jsonb
) on commit drop
"""
_COPY = f"copy incoming ({', '.join(_COLUMNS)}) from stdin"

# `renumbered`: before 2010 a grant had a number of its own, so two document numbers may name one application.
_JUDGED = """
create temporary table judged on commit drop as
with spoken as (
    select place, publication_number, kind, stage, date, document_number, application_number, filed_date, digest, rank,
           party_kind, matching_name, first_applicant, region,
           kind_code in ('C', 'Y', 'D') or length(document_number) < 11 as renumbered,
           min(application_number) over document as number_low,
           max(application_number) over document as number_high
    from incoming window document as (partition by coalesce(document_number, application_number))
), grouped as (
    select s.*, coalesce(number_high, document_number) as identity,
           row_number() over (partition by publication_number, rank order by place) as repetition,
           min(digest) over (partition by publication_number)
               <> max(digest) over (partition by publication_number) as split,
           min(document_number) filter (where not renumbered) over application as document_low,
           max(document_number) filter (where not renumbered) over application as document_high,
           min(filed_date) over application as filed_low, max(filed_date) over application as filed_high,
           min(date) filter (where stage <> 'filed') over application as earliest,
           min(kind) over application as kind_low, max(kind) over application as kind_high
    from spoken s window application as (partition by coalesce(number_high, document_number))
), known as (
    select i.place, min(k.patent_id) as patent_id, bool_or(k.digest = i.digest and k.rank = i.rank) as said
    from incoming i join registry_publication k on k.publication_number = i.publication_number group by i.place
)
select g.place, g.publication_number, g.document_number, g.application_number, g.identity, g.party_kind,
       g.matching_name, g.first_applicant, g.region, patent.id as patent_id,
       null::bigint as party_id, known.place is not null as told,
       case
           when known.said then 'duplicate'
           when split then 'split'
           when repetition > 1 then 'duplicate'
           when length(g.first_applicant) > 300 then 'applicants'
           when kind_low <> kind_high or patent.kind <> g.kind then 'kind'
           when number_low <> number_high or by_document.id <> by_number.id or known.patent_id <> by_number.id
             or patent.application_number <> g.number_high then 'application_number'
           when document_low <> document_high
             or (not renumbered and length(patent.document_number) = 11
                 and patent.document_number <> g.document_number) then 'document_number'
           when filed_low <> filed_high or patent.filed_date <> g.filed_date then 'filed_date'
           when g.date < coalesce(g.filed_date, patent.filed_date)
             or least(earliest, patent.published_date, patent.granted_date) < filed_high then 'date'
           else 'new'
       end as finding
from grouped g
left join known on known.place = g.place
left join registry_patent by_document on by_document.document_number = g.document_number
left join registry_patent by_number on by_number.application_number = g.number_high
left join registry_patent patent on patent.id = coalesce(known.patent_id, by_document.id, by_number.id)
"""
_TOLD = """
select j.place, j.finding, i.rank, i.content, jsonb_agg(jsonb_build_array(k.rank, k.content))
from judged j join incoming i using (place) join registry_publication k on k.publication_number = j.publication_number
where j.told and j.finding not in ('duplicate', 'split') group by j.place, j.finding, i.rank, i.content
"""
_REFUTE = "update judged set finding = 'content' where place = any(%s)"
_FINDINGS = """
select j.place, j.finding, case when j.finding <> 'duplicate' then i.content end,
       jsonb_build_object('kind', patent.kind, 'document_number', patent.document_number,
           'application_number', patent.application_number, 'filed_date', patent.filed_date)
from judged j join incoming i using (place) left join registry_patent patent on patent.id = j.patent_id
where j.finding not in ('new', 'content') order by j.place
"""
_SAYS = (
    "kind",
    "title",
    "date",
    "filed_date",
    "document_number",
    "application_number",
    "application_number_state",
    "applicants",
    "address",
    "inventors",
    "agency",
    "ipc",
    "abstract",
    "claims",
    "priorities",
    "family",
)
_said = attrgetter(*_SAYS)
_write = json.JSONEncoder(ensure_ascii=False, default=str).encode


def judge(rows: Sequence[PublicationRow]) -> list[Verdict]:
    """One verdict per row, in order. Leaves the table `judged` for `storing` in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SCRATCH)
        cursor.execute(_INCOMING)
        with cursor.copy(_COPY) as copy:
            for place, row in enumerate(rows):
                copy.write_row((place, *_cells(row)))
        cursor.execute("analyze incoming (publication_number, document_number, application_number)")
        cursor.execute(_JUDGED)
        cursor.execute("analyze judged (place, identity, patent_id, matching_name, finding)")
        verdicts = [NEW] * len(rows)
        for place, verdict in _of_what_was_told(cursor).items():
            verdicts[place] = verdict
        cursor.execute(_FINDINGS)
        for place, *finding in cursor.fetchall():
            verdicts[place] = _verdict(*finding)
    return verdicts


def _of_what_was_told(cursor: Any) -> dict[int, Verdict]:
    """Place → verdict, for rows about a publication of which another statement is known."""
    cursor.execute(_TOLD)
    verdicts = {}
    for place, finding, rank, content, others in cursor.fetchall():
        said = Statement(rank, plain(content))
        known = [Statement(other, plain(words)) for other, words in plain(others)]
        if differences := refuted(said, known):
            verdicts[place] = _conflict(differences)
        elif finding == "new":
            verdicts[place] = Verdict(Outcome.NEW, flags=flags_of(said, known))
    refused = [place for place, verdict in verdicts.items() if verdict.outcome is Outcome.CONFLICT]
    if refused:
        cursor.execute(_REFUTE, [refused])
    return verdicts


def _cells(row: PublicationRow) -> tuple[Any, ...]:
    name = row.first_applicant
    said = {column: value for column, value in zip(_SAYS, _said(row), strict=True) if value}
    if other := row.classes.partition("；")[2]:
        said["other_classes"] = other
    content = _write(said)
    return (
        kind_of(name) if name else None,
        matching_name(name) or None,
        row.publication_number or row.application_number,  # a notice stands under its application number
        row.kind,
        row.stage,
        row.date,
        row.kind_code,
        row.document_number,
        row.application_number,
        row.filed_date,
        display_name(name),
        row.region,
        row.rank.value,
        hashlib.sha256(content.encode()).hexdigest(),
        content,
    )


def _verdict(finding: str, content: Any, patent: Any) -> Verdict:
    if finding == "duplicate":
        return DUPLICATE
    said = plain(content)
    if finding == "split":
        return _conflict({"publication_number": ("", "文件内同号而内容不同")})
    if finding == "applicants":
        return _conflict({finding: ("第一申请人名称最长 300 字", _text(said.get(finding)))})
    known_of_patent = plain(patent)
    return _conflict({finding: (_text(known_of_patent.get(finding)), _text(said.get(finding)))})


def _conflict(differences: dict[str, tuple[str, str]]) -> Verdict:
    return Verdict(Outcome.CONFLICT, differences)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
