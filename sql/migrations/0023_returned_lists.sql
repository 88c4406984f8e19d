-- Returned lists: who sent each, what holds of every item, what was told; who delivers checks where a PCN says so.

-- A returned file that was read. `sender_code`: the provider whose folder it lay in; null: straight in the inbox.
create table returned_file (
    file_sha256 text primary key,
    sender_code text,
    taken_on date
);

insert into returned_file (file_sha256)
select distinct outcome_row.file_sha256
from outcome_row;

-- `detail`: what completes the reason's sentence (never anything that somebody typed). `remarks`: what the sender is told
-- of a row besides.
alter table outcome_row
add column detail text,
add column remarks text[] not null default '{}';

-- What holds of an item: everything that was said of it and does not contradict itself. One an item, so that no two
-- outcomes of one item ever count. `content` is null where it was taken back; `taken_back`: with which words.
create table taken_outcome (
    worklist_item_id text primary key references worklist_item,
    contact_attempt_id text references contact_attempt,
    content jsonb,
    taken_back jsonb not null default '[]',
    constraint an_outcome_is_of_a_contact check ((content is null) = (contact_attempt_id is null))
);

insert into taken_outcome (worklist_item_id, contact_attempt_id, content)
select distinct on (attempt.source)
    attempt.source,
    attempt.contact_attempt_id,
    jsonb_strip_nulls(
        jsonb_build_object(
            'outcome', attempt.outcome,
            'contacted_on', attempt.contacted_on,
            'call_back_on', attempt.call_back_on,
            'note', attempt.note
        )
    )
from contact_attempt as attempt
inner join worklist_item on attempt.source = worklist_item.worklist_item_id
where attempt.outcome <> 'entered_in_error'
order by attempt.source, attempt.contacted_on desc, attempt.contact_attempt_id;

create index contact_attempt_by_source on contact_attempt (source);

-- The contact that said that somebody came or did not, or booked another day instead: if it is taken back, so is that.
alter table appointment add column settled_by_contact text references contact_attempt (contact_attempt_id);

-- The day on whose answer the sender was told of the decision.
alter table staged_outcome add column told_on date;

create index staged_outcome_by_item on staged_outcome (worklist_item_id);

-- Whoever delivers the checks of a PCN, where it is not the practice.
create or replace view region_local_plan as
select
    listed.pcn_code,
    listed.from_on,
    listed.to_on,
    listed.weeks_after_invitation,
    listed.capacity_a_day,
    listed.floor_a_day,
    listed.status,
    listed.note,
    listed.check_provider_code
from region_in_force as region
cross join lateral jsonb_to_recordset(coalesce(region.content -> 'local_plans', '[]')) as listed (
    pcn_code text,
    from_on date,
    to_on date,
    weeks_after_invitation integer,
    capacity_a_day integer,
    floor_a_day integer,
    status text,
    note text,
    check_provider_code text
);

create view region_check_provider as
select
    listed.check_provider_code,
    listed.name
from region_in_force as region
cross join lateral jsonb_to_recordset(coalesce(region.content -> 'check_providers', '[]')) as listed (
    check_provider_code text, name text
);

-- Who delivers the checks of a PCN on a day; a PCN that is not here: each practice its own.
create function check_provider_on(as_of date)
returns table (pcn_code text, check_provider_code text, name text)
language sql
stable
as $$
    select
        plan.pcn_code,
        delivering.check_provider_code,
        delivering.name
    from region_local_plan as plan
    inner join region_check_provider as delivering on plan.check_provider_code = delivering.check_provider_code
    where coalesce(plan.from_on, '-infinity') <= as_of and coalesce(plan.to_on, 'infinity') >= as_of
$$;

-- Somebody who would come to a check, and whom nobody has booked yet: the newest that was asked and not taken back, with
-- nothing later that settles it.
create function open_booking_request_on(as_of date)
returns table (contact_attempt_id text, person_id text, practice_code text, provider_code text, asked_on date, source text)
language sql
stable
as $$
    select distinct on (asked.person_id)
        asked.contact_attempt_id,
        asked.person_id,
        asked.practice_code,
        asked.provider_code,
        asked.contacted_on,
        asked.source
    from contact_attempt as asked
    where
        asked.outcome = 'please_book'
        and asked.contacted_on <= as_of
        and not exists (
            select 1
            from contact_attempt as later
            where
                later.person_id = asked.person_id
                and later.contact_attempt_id <> asked.contact_attempt_id
                and later.contacted_on between asked.contacted_on and as_of
                and later.outcome in (
                    'booked', 'attended', 'check_done', 'already_done_elsewhere', 'declined_check', 'declined_service',
                    'complaint', 'moved_away', 'reported_dead', 'not_eligible'
                )
        )
        and exists (
            select 1 from episode where episode.episode_id = asked.episode_id and episode.closed_on is null
        )
    order by asked.person_id, asked.contacted_on desc, asked.contact_attempt_id
$$;
