-- Who looked at somebody's story, when and why. Append-only: a log that can be changed proves nothing.

create table access_log (
    access_order bigint generated always as identity primary key,
    looked_at timestamptz not null default now(),
    -- Without a foreign key: somebody may be looked for who is on no register.
    person_id text not null,
    looked_by text not null check (btrim(looked_by) <> ''),
    why text not null check (btrim(why) <> ''),
    as_of date not null
);

create index access_log_by_person on access_log (person_id);

create function refuse_change_of_access_log()
returns trigger
language plpgsql
as $$
begin
    raise exception 'the log of accesses is append-only';
end
$$;

create trigger access_log_is_append_only
before update or delete or truncate on access_log
for each statement execute function refuse_change_of_access_log();
