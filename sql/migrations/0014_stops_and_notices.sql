-- Stops that end, who is protected whoever said so, notices of withdrawal, and the national demographic trace.

-- True once the item has been in a file that somebody could open.
alter table worklist_item add column is_handed_over boolean not null default false;
update worklist_item set is_handed_over = true;

create index worklist_item_by_person on worklist_item (person_id);
create index letter_by_person on letter (person_id);

-- What must be told at once: to a provider, that somebody on a list of theirs may not be contacted; to the printer,
-- that a letter is not to be posted. Decided and committed first, then written; one file an organisation, day and
-- number. `is_over`: the stop was lifted since, so that a new one is told anew.
create table withdrawal_notice (
    notice_id text primary key,
    as_of date not null,
    organisation_code text not null,
    file_number integer not null check (file_number > 0),
    person_id text not null,
    worklist_item_id text references worklist_item,
    letter_id text references letter,
    reason text not null,
    until_on date,
    is_written boolean not null default false,
    is_over boolean not null default false,
    constraint a_notice_takes_back_an_item_or_a_letter check (num_nonnulls(worklist_item_id, letter_id) = 1),
    constraint letters_are_the_printer_s check ((letter_id is not null) = (organisation_code = 'printer'))
);

create unique index one_open_notice_an_item on withdrawal_notice (worklist_item_id) where not is_over;
create unique index one_open_notice_a_letter on withdrawal_notice (letter_id) where not is_over;

-- Rows of the national demographic records that were asked for; `trace_id` is all that an answer needs to name.
create table trace_request (
    trace_id text primary key,
    person_id text not null,
    nhs_number text not null,
    asked_on date not null
);

-- What became of each row of an answer. `is_found`: the person was found, so that the trace counts until it is too old.
create table trace_answer (
    file_sha256 text not null,
    line_no integer not null,
    trace_id text,
    person_id text,
    traced_on date,
    is_found boolean not null,
    practice_code text,
    found_nhs_number text,
    fate text not null check (fate in ('taken', 'refused')),
    reason text,
    taken_on date not null,
    primary key (file_sha256, line_no)
);

create index trace_answer_by_person on trace_answer (person_id, traced_on);

-- Whose address and phones we may not hold: marked on a register, or stopped so by anybody, under either NHS number.
create view protected_person as
with said as (
    select registration.person_id
    from registration
    where registration.is_restricted or registration.is_not_to_be_shared
    union
    select stop.person_id
    from stop
    where stop.reason in ('is_restricted', 'is_not_to_be_shared') and stop.lifted_on is null
)

select said.person_id
from said
union
select sibling.person_id
from said
inner join same_person as known on said.person_id = known.person_id
inner join same_person as sibling on known.is_now = sibling.is_now;

drop function stops_on(date);

-- Who may not be contacted by a provider on a day, from whatever source. The only home of this question: the plan, the
-- drafts, the send gate and the notices all ask it here. `practice_only`: the practice itself may. `until_on`: the last
-- day of a pause. Whoever is known under two NHS numbers is stopped under both.
create function stops_on(as_of date)
returns table (person_id text, reason text, kind text, until_on date)
language sql
stable
as $$
    with said as (
        select registration.person_id, 'died' as reason, 'stop' as kind, cast(null as date) as until_on
        from registration where registration.is_dead
        union
        select registration.person_id, 'is_restricted', 'practice_only', null
        from registration where registration.is_restricted
        union
        select registration.person_id, 'is_not_to_be_shared', 'practice_only', null
        from registration where registration.is_not_to_be_shared
        union
        select registration.person_id, 'refuses_outreach', 'stop', null
        from registration where registration.refuses_outreach
        union
        select
            stop.person_id,
            stop.reason,
            case when stop.reason in ('is_restricted', 'is_not_to_be_shared') then 'practice_only' else 'stop' end,
            stop.until_on
        from stop
        where
            stop.from_on <= as_of
            and (stop.until_on is null or stop.until_on >= as_of)
            and (stop.lifted_on is null or stop.lifted_on > as_of)
        union
        -- A person whose row was set aside in the newest extract is not gone, but what we hold may be out of date.
        select person.person_id, 'row_set_aside', 'stop', null
        from quarantine
        inner join extract on quarantine.extract_id = extract.extract_id
        inner join person on quarantine.nhs_number = person.nhs_number
        where quarantine.closed_by_extract_id is null and extract.fate = 'accepted'
        union
        select staged_change.person_id, 'contradiction', 'stop', null
        from staged_change where staged_change.settled_by_extract_id is null
        union
        -- Where people are traced, a trace that is missing or too old stops as well.
        select status.person_id, 'trace_too_old', 'stop', null
        from recall_status as status
        cross join region_in_force as region
        where
            status.to_run_id is null
            and status.outreach_route is not null
            and cast(region.content -> 'trace' ->> 'is_configured' as boolean)
            and not exists (
                select 1
                from trace_answer
                where
                    trace_answer.person_id = status.person_id
                    and trace_answer.is_found
                    and trace_answer.traced_on
                    >= as_of - coalesce(cast(region.content -> 'trace' ->> 'too_old_after_days' as integer), 30)
            )
    )

    select said.person_id, said.reason, said.kind, said.until_on from said
    union
    select sibling.person_id, said.reason, said.kind, said.until_on
    from said
    inner join same_person as known on said.person_id = known.person_id
    inner join same_person as sibling on known.is_now = sibling.is_now
    where said.reason <> 'trace_too_old'
    union
    select same_person.person_id, 'superseded_number', 'stop', null
    from same_person where same_person.person_id <> same_person.is_now
$$;

-- Of each stopped person the one stop that is told, and what it makes of their place in a plan: a stop for good first,
-- then the pause that ends last, then what leaves the practice free to write. That nobody traced the person is told
-- only where nothing else is known.
create function decisive_stop_on(as_of date)
returns table (person_id text, reason text, disposition text, until_on date)
language sql
stable
as $$
    select distinct on (stopped.person_id)
        stopped.person_id,
        stopped.reason,
        case
            when stopped.kind = 'practice_only' then 'practice_only'
            when stopped.until_on is not null then 'waiting_until'
            else 'stopped'
        end,
        case when stopped.kind = 'stop' then stopped.until_on end
    from stops_on(as_of) as stopped
    order by
        stopped.person_id,
        stopped.reason = 'trace_too_old',
        stopped.kind = 'practice_only',
        stopped.until_on is not null,
        stopped.until_on desc,
        stopped.reason
$$;
