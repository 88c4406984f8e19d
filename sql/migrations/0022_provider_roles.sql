-- A provider's files are read under a role of its own, to which row-level security shows its own people and nobody else's.
-- And what the outbox must know of a file that is sealed, because sealing twice never gives the same bytes.

-- A role belongs to the whole server, so its name comes from the database too.
create function provider_role(provider_code text)
returns text
language sql
stable
as $$
    select
        left(
            'smi_'
            || left(encode(sha256(convert_to(current_database() || '/' || provider_code, 'UTF8')), 'hex'), 12)
            || '_' || provider_code,
            63
        )
$$;

-- Who asks is who they are to the server: a session variable could be set by anybody. The owner of the tables, who
-- decides the lists, sees everything.
alter table worklist enable row level security;
alter table worklist_item enable row level security;
alter table withdrawal_notice enable row level security;

create policy a_provider_s_own on worklist for select
using (provider_role(provider_code) = cast(current_user as text));

create policy a_provider_s_own on worklist_item for select
using (worklist_id in (select worklist.worklist_id from worklist));

create policy a_provider_s_own on withdrawal_notice for select
using (provider_role(organisation_code) = cast(current_user as text));

-- Whether we may take a role on. From PostgreSQL 16 on whoever made it is its member without that.
create function can_take_on(role_name text)
returns boolean
language sql
stable
as $$
    select
        coalesce(
            bool_or(
                case
                    when cast(current_setting('server_version_num') as integer) >= 160000
                        then pg_has_role(current_user, oid, 'SET')
                    else pg_has_role(current_user, oid, 'MEMBER')
                end
            ),
            false
        )
    from pg_roles
    where rolname = role_name
$$;

-- Makes a provider's role ready to be taken on. Null where it is, else the statements that somebody with the right to
-- make roles must run. Two at once: the second waits, because a table's rights cannot be changed by both.
create function ready_provider_role(provider_code text)
returns text
language plpgsql
as $$
declare
    wanted constant text := provider_role(provider_code);
    is_made constant boolean := exists (select 1 from pg_roles where rolname = wanted);
    to_run text;
begin
    if not can_take_on(wanted) then
        perform pg_advisory_xact_lock(736103);
        begin
            if not exists (select 1 from pg_roles where rolname = wanted) then
                execute format('create role %I nologin noinherit', wanted);
            end if;
            if not can_take_on(wanted) then
                execute format('grant %I to current_user', wanted);
            end if;
        exception
            when insufficient_privilege then
                return case when is_made then '' else format('create role %I nologin noinherit; ', wanted) end
                    || format('grant %I to %I;', wanted, current_user);
        end;
    end if;

    select string_agg(statement, ' ' order by statement)
    into to_run
    from (
        select
            format(
                'alter role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;', wanted
            ) as statement
        from pg_roles
        where
            rolname = wanted
            and (rolcanlogin or rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)
        union all
        select format('revoke %I from %I;', granted.rolname, wanted)
        from pg_auth_members as membership
        inner join pg_roles as granted on membership.roleid = granted.oid
        inner join pg_roles as member on membership.member = member.oid
        where member.rolname = wanted
    ) as too_much;
    if to_run is not null then
        return to_run;
    end if;

    if not has_schema_privilege(wanted, current_schema(), 'usage') then
        perform pg_advisory_xact_lock(736103);
        execute format('grant usage on schema %I to %I', current_schema(), wanted);
    end if;
    if not (
        has_table_privilege(wanted, 'worklist', 'select')
        and has_table_privilege(wanted, 'worklist_item', 'select')
        and has_table_privilege(wanted, 'withdrawal_notice', 'select')
    ) then
        perform pg_advisory_xact_lock(736103);
        execute format('grant select on worklist, worklist_item, withdrawal_notice to %I', wanted);
    end if;
    return null;
end
$$;

-- `content_sha256` is of what was sealed, `sealed_sha256` of the bytes that lie in the outbox, `sealed_with` tells one
-- passphrase or key from another without saying which.
alter table outbox_file
add column sealed_sha256 text,
add column sealed_with text,
add constraint sealed_whole_or_not_at_all check ((sealed_sha256 is null) = (sealed_with is null));
