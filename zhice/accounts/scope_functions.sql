-- What row-level security asks. All stable, none sees a row: they read the settings that acting_as gave the session.

create function zhice_setting(name text) returns text
    language sql stable parallel safe
    return nullif(current_setting(name, true), '');

create function zhice_user() returns bigint
    language sql stable parallel safe
    return zhice_setting('zhice.user')::bigint;

create function zhice_unit() returns bigint
    language sql stable parallel safe
    return zhice_setting('zhice.unit')::bigint;

create function zhice_units() returns bigint[]
    language sql stable parallel safe
    return coalesce(zhice_setting('zhice.units')::bigint[], '{}');

create function zhice_parties() returns bigint[]
    language sql stable parallel safe
    return coalesce(zhice_setting('zhice.parties')::bigint[], '{}');

-- every scope held for a record, widest first; '*' is the product itself
create function zhice_held(setting text, record text) returns text[]
    language sql stable parallel safe
    return coalesce(
        string_to_array(
            coalesce(zhice_setting(setting)::jsonb ->> record, zhice_setting(setting)::jsonb ->> '*'), ','),
        '{}');

create function zhice_scopes(record text) returns text[]
    language sql stable parallel safe
    return zhice_held('zhice.scopes', record);

create function zhice_writes(record text) returns text[]
    language sql stable parallel safe
    return zhice_held('zhice.writes', record);

create function zhice_scope(record text) returns text
    language sql stable parallel safe
    return (zhice_held('zhice.scopes', record))[1];
