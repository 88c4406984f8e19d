-- Who somebody is and whose: what waits for a person, what people decide about it, and the rule of a move.

-- Append-only: what was decided about a staged thing, by whom and why. Reconciliation carries it out.
create table staged_decision (
    decided_order bigint generated always as identity primary key,
    staged_id text not null,
    reason text not null check (reason in ('on_two_registers', 'different_birth_date', 'new_nhs_number')),
    person_id text not null,
    -- The practice that keeps the person; otherwise the practice whose row was staged.
    practice_code text not null,
    took text not null check (took in ('practice', 'held', 'sent', 'another_person', 'same_person', 'two_persons')),
    decided_by text not null check (decided_by <> ''),
    why text not null check (why <> ''),
    decided_on date not null,
    -- Of a date of birth: the one that is right, and the one that is known to be another way of saying it wrongly.
    right_born_on date,
    wrong_born_on date,
    -- Of a new NHS number: whoever was on the register under the old one.
    old_person_id text,
    is_carried_out boolean not null default false,
    constraint a_birth_decision_names_both_dates check (
        (reason = 'different_birth_date') = (right_born_on is not null and wrong_born_on is not null)
    ),
    constraint a_number_decision_names_the_old_person check (
        (reason = 'new_nhs_number') = (old_person_id is not null)
    )
);

create index staged_decision_by_person on staged_decision (person_id);

-- The registrations a decision for one practice sets aside, as they were seen then.
create table register_set_aside (
    decided_order bigint not null references staged_decision,
    person_id text not null,
    practice_code text not null,
    registered_on date,
    seen_on date,
    primary key (decided_order, practice_code)
);

-- People known under more than one NHS number; whoever is in force has a row of their own.
create table same_person (
    person_id text primary key references person,
    is_now text not null references person
);

create index same_person_by_number_in_force on same_person (is_now);

alter table staged_change add column old_person_id text;

create index staged_change_by_person on staged_change (person_id);

-- Ids under which people speak of what is staged. They say nothing of whom: a person's id is a keyed hash itself.
create function staged_birth_id(person_id text, practice_code text, born_on date)
returns text
language sql
stable
as $$
    select
        't' || left(
            encode(sha256(convert_to('birth' || person_id || practice_code || cast(born_on as text), 'UTF8')), 'hex'), 16
        )
$$;

create function staged_number_id(person_id text, old_person_id text, practice_code text)
returns text
language sql
immutable
as $$
    select
        't' || left(
            encode(sha256(convert_to('number' || person_id || old_person_id || practice_code, 'UTF8')), 'hex'), 16
        )
$$;

create function staged_registers_id(person_id text, practice_codes text)
returns text
language sql
immutable
as $$
    select 't' || left(encode(sha256(convert_to('registers' || person_id || practice_codes, 'UTF8')), 'hex'), 16)
$$;

-- The one home of the rule of a move: how each practice's claim to somebody stands on a day.
--   left          the practice no longer has them, or has deducted them;
--   set_aside     a person decided for another practice that still has them. A new registration, or a return after
--                 leaving, is a new claim;
--   moved_away    another practice registered them later, and this one's newest extract is at most so many days
--                 younger than that registration: it could not have deducted them yet. Both days must be known, and
--                 a registration after the extract that tells of it is none;
--   holds         everything else. Two that hold contradict each other.
-- At least one of several current claims always holds: nobody is lost between two practices.
create function claims_on(as_of date, deducted_within_days integer)
returns table (person_id text, practice_code text, extract_on date, standing text)
language sql
stable
as $$
    with newest as (
        select
            extract.practice_code,
            max(extract.extract_on) as extract_on
        from extract
        where extract.fate = 'accepted' and extract.extract_on <= as_of
        group by extract.practice_code
    ),

    decided as (
        select distinct on (staged_decision.person_id)
            staged_decision.decided_order,
            staged_decision.person_id,
            staged_decision.practice_code
        from staged_decision
        where staged_decision.reason = 'on_two_registers'
        order by staged_decision.person_id, staged_decision.decided_order desc
    ),

    aside as (
        select
            register_set_aside.person_id,
            register_set_aside.practice_code,
            register_set_aside.registered_on
        from register_set_aside
        inner join decided on register_set_aside.decided_order = decided.decided_order
        inner join registration as kept
            on decided.person_id = kept.person_id and decided.practice_code = kept.practice_code
        where
            kept.state = 'registered'
            and kept.deregistered_on is null
            and not exists (
                select 1
                from register_change
                inner join extract on register_change.extract_id = extract.extract_id
                where
                    register_change.person_id = register_set_aside.person_id
                    and register_change.change = 'returned'
                    and extract.practice_code = register_set_aside.practice_code
                    and extract.extract_on > register_set_aside.seen_on
            )
    ),

    claim as (
        select
            registration.person_id,
            registration.practice_code,
            registration.registered_on,
            newest.extract_on,
            registration.state = 'registered' and registration.deregistered_on is null as is_current,
            aside.person_id is not null as is_set_aside
        from registration
        left join newest on registration.practice_code = newest.practice_code
        left join aside
            on
                registration.person_id = aside.person_id
                and registration.practice_code = aside.practice_code
                and registration.registered_on is not distinct from aside.registered_on
    )

    -- Whichever registration came last says most: if it does not overrule a claim, no earlier one does.
    select
        claim.person_id,
        claim.practice_code,
        claim.extract_on,
        case
            when not claim.is_current then 'left'
            when claim.is_set_aside then 'set_aside'
            when
                claim.last_registered_on > claim.registered_on
                and claim.extract_on <= claim.last_registered_on + deducted_within_days then 'moved_away'
            else 'holds'
        end
    from (
        select
            claim.*,
            max(claim.registered_on) filter (
                where claim.is_current and not claim.is_set_aside and claim.registered_on <= claim.extract_on
            ) over (partition by claim.person_id) as last_registered_on
        from claim
    ) as claim
$$;

-- Stops of whoever is known under two NHS numbers count under both, whichever number they were recorded for.
create or replace function stops_on(as_of date)
returns table (person_id text, reason text, kind text)
language sql
stable
as $$
    with said as (
        select registration.person_id, 'died' as reason, 'stop' as kind from registration where registration.is_dead
        union
        select registration.person_id, 'is_restricted', 'practice_only'
        from registration where registration.is_restricted
        union
        select registration.person_id, 'is_not_to_be_shared', 'practice_only'
        from registration where registration.is_not_to_be_shared
        union
        select registration.person_id, 'refuses_outreach', 'stop' from registration where registration.refuses_outreach
        union
        select
            stop.person_id,
            stop.reason,
            case when stop.reason in ('is_restricted', 'is_not_to_be_shared') then 'practice_only' else 'stop' end
        from stop
        where
            stop.from_on <= as_of
            and (stop.until_on is null or stop.until_on >= as_of)
            and (stop.lifted_on is null or stop.lifted_on > as_of)
        union
        -- A person whose row was set aside in the newest extract is not gone, but what we hold may be out of date.
        select person.person_id, 'row_set_aside', 'stop'
        from quarantine
        inner join extract on quarantine.extract_id = extract.extract_id
        inner join person on quarantine.nhs_number = person.nhs_number
        where quarantine.closed_by_extract_id is null and extract.fate = 'accepted'
        union
        select staged_change.person_id, 'contradiction', 'stop'
        from staged_change where staged_change.settled_by_extract_id is null
    )

    select said.person_id, said.reason, said.kind from said
    union
    select sibling.person_id, said.reason, said.kind
    from said
    inner join same_person as known on said.person_id = known.person_id
    inner join same_person as sibling on known.is_now = sibling.is_now
    union
    select same_person.person_id, 'superseded_number', 'stop'
    from same_person where same_person.person_id <> same_person.is_now
$$;

-- The stop marks of a practice's row, by their codes.
create function marks_of(is_dead boolean, is_restricted boolean, is_not_to_be_shared boolean, refuses_outreach boolean)
returns text[]
language sql
immutable
as $$
    select
        array_remove(
            array[
                case when is_dead then 'died' end,
                case when is_restricted then 'is_restricted' end,
                case when is_not_to_be_shared then 'is_not_to_be_shared' end,
                case when refuses_outreach then 'refuses_outreach' end
            ],
            null
        )
$$;

-- The names of the columns in which two rows about one person differ; what names the row itself is left out.
create function differing_columns(one jsonb, other jsonb)
returns text[]
language sql
immutable
as $$
    select coalesce(array_agg(said.key order by said.key), '{}')
    from jsonb_each(one) as said
    inner join jsonb_each(other) as held on said.key = held.key
    where
        said.value <> held.value
        and said.key not in (
            'extract_id', 'person_id', 'practice_code', 'state', 'part', 'line_no', 'warnings', 'nhs_number',
            'registered_on'
        )
$$;

-- When the rows of an extract were deleted: it can no longer be released or looked into.
alter table extract add column landed_rows_deleted_on date;

-- Extracts nobody needs the rows of any more: a newer whole register of the practice is in force, no row set aside is
-- still open, and nobody staged waits. Held extracts never are.
create view overtaken_extract as
select
    extract.extract_id,
    extract.first_as_of,
    min(newer.first_as_of) as overtaken_on
from extract
inner join extract as newer on extract.practice_code = newer.practice_code
where
    newer.fate = 'accepted'
    and newer.is_full
    and (
        (extract.fate = 'accepted' and newer.extract_on > extract.extract_on)
        -- What is in a rejected file is settled by a register of that day or later.
        or (extract.fate = 'rejected' and newer.extract_on >= extract.extract_on)
    )
    and (
        extract.fate = 'rejected'
        or not exists (
            select 1
            from quarantine
            where quarantine.extract_id = extract.extract_id and quarantine.closed_by_extract_id is null
        )
    )
    and not exists (
        select 1
        from staged_change
        where staged_change.extract_id = extract.extract_id and staged_change.settled_by_extract_id is null
    )
group by extract.extract_id, extract.first_as_of;
