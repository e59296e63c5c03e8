-- The table of events: columns computed from the hashed text, append-only by right and by trigger.

-- Immutable in truth: the text always carries its offset (…Z).
create function zhice_instant(text) returns timestamptz
    language sql immutable strict parallel safe
    return $1::timestamptz;

create table journal_event (
    seq        bigint primary key check (seq > 0),
    body       text not null,
    previous   text not null check (previous ~ '^[0-9a-f]{64}$'),
    hash       text not null check (hash ~ '^[0-9a-f]{64}$'),
    at         timestamptz not null generated always as (zhice_instant(body::jsonb ->> 'at')) stored,
    actor      text not null generated always as (body::jsonb ->> 'actor') stored,
    name       text not null generated always as (body::jsonb ->> 'name') stored,
    role       text not null generated always as (body::jsonb ->> 'role') stored,
    unit       bigint generated always as ((body::jsonb ->> 'unit')::bigint) stored,
    action     text not null generated always as (body::jsonb ->> 'action') stored,
    record     text not null generated always as (body::jsonb ->> 'record') stored,
    reason     text not null generated always as (body::jsonb ->> 'reason') stored,
    request    text not null generated always as (body::jsonb ->> 'request') stored,
    old_digest text not null generated always as (body::jsonb ->> 'old') stored,
    new_digest text not null generated always as (body::jsonb ->> 'new') stored,
    detail     jsonb not null generated always as (body::jsonb -> 'detail') stored,
    anchor     text not null generated always as (body::jsonb ->> 'anchor') stored,
    algorithm  text not null generated always as (body::jsonb ->> 'algorithm') stored,
    constraint journal_event_body_says_its_seq check ((body::jsonb ->> 'seq')::bigint = seq)
);
create index journal_event_actor on journal_event (actor, seq desc);
create index journal_event_record on journal_event (record, seq desc);
create index journal_event_action on journal_event (action, seq desc);
create index journal_event_at on journal_event (at);
comment on table journal_event is '日志：只追加。校验：zhice journal verify';

create function zhice_journal_refuses() returns trigger language plpgsql as $$
begin
    raise exception '日志只能追加，不能改动、删除或清空（journal_event is append-only: %)', tg_op
        using errcode = 'insufficient_privilege';
end $$;
-- "always": also while session_replication_role = replica switches ordinary triggers off
create trigger journal_event_is_append_only before update or delete on journal_event
    for each row execute function zhice_journal_refuses();
create trigger journal_event_is_never_emptied before truncate on journal_event
    for each statement execute function zhice_journal_refuses();
alter table journal_event enable always trigger journal_event_is_append_only;
alter table journal_event enable always trigger journal_event_is_never_emptied;

-- The end of the chain as committed. Definer's rights: whoever appends need not be allowed to read the journal.
create function zhice_journal_last() returns table (seq bigint, hash text, at text)
    language sql stable security definer set search_path = pg_catalog, public
    begin atomic
        select e.seq, e.hash, e.body::jsonb ->> 'at' from public.journal_event e order by e.seq desc limit 1;
    end;

-- The same after waiting for whoever appends now. Volatile: the second statement sees what was committed meanwhile.
create function zhice_journal_head() returns table (seq bigint, hash text, at text)
    language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
    perform pg_advisory_xact_lock(hashtext('zhice.journal'));
    return query select l.seq, l.hash, l.at from public.zhice_journal_last() l;
end $$;

-- What a checkpoint looks at before it signs: the events from `after` on, as numbers and hashes, hence open to whoever
-- appends. PostgreSQL cannot compute SM3: such events are recomputed by the verification only.
create function zhice_journal_since(after bigint, most integer)
    returns table (seq bigint, previous text, hash text, computed text)
    language sql stable security definer set search_path = pg_catalog, public
    begin atomic
        select e.seq, e.previous, e.hash,
               case when e.algorithm = 'sha256'
                    then encode(sha256(convert_to(e.previous || e.body, 'UTF8')), 'hex') else e.hash end
        from public.journal_event e where e.seq >= after order by e.seq limit most;
    end;

do $$ begin
    if exists (select from pg_roles where rolname = 'zhice_app') then
        revoke all on journal_event from zhice_app;
        grant select, insert on journal_event to zhice_app;
    end if;
end $$;
