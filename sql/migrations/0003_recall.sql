-- Runs, the recall status of everybody, stops, and the plan of a day.

create table run (
    run_id bigint generated always as identity primary key,
    as_of date not null,
    region_version_id text not null references region_version,
    started_at timestamptz not null default now(),
    finished_at timestamptz
);

-- One status a person at any moment: a new one closes the old one in the same transaction.
create table recall_status (
    person_id text not null references person,
    from_run_id bigint not null references run,
    to_run_id bigint references run,
    practice_code text not null,
    status text not null check (
        status in (
            'never_checked', 'overdue', 'due', 'up_to_date', 'died', 'left', 'contradiction', 'on_two_registers',
            'under_18', 'lithium_only', 'in_remission', 'no_diagnosis'
        )
    ),
    reason text not null,
    last_complete_on date,
    last_element_on date,
    missing_elements text[] not null,
    primary key (person_id, from_run_id)
);

create unique index one_recall_status_each on recall_status (person_id) where to_run_id is null;

create table stop (
    stop_id text primary key,
    person_id text not null,
    reason text not null,
    source text not null,
    said_by text not null,
    from_on date not null,
    until_on date,
    lifted_on date,
    lifted_by text,
    lifted_why text,
    check ((lifted_on is null) = (lifted_by is null) and (lifted_on is null) = (lifted_why is null))
);

create index stop_by_person on stop (person_id);

create table episode (
    episode_id text primary key,
    person_id text not null references person,
    opened_on date not null,
    closed_on date,
    close_reason text
);

create unique index one_open_episode on episode (person_id) where closed_on is null;

create table plan_item (
    as_of date not null,
    person_id text not null references person,
    practice_code text not null,
    pcn_code text,
    place_code text,
    provider_code text,
    episode_id text references episode,
    status text not null,
    disposition text not null check (
        disposition in (
            'listed', 'waiting_until', 'waiting_capacity', 'stopped', 'practice_only', 'uncovered', 'no_agreement',
            'staged'
        )
    ),
    disposition_reason text not null,
    until_on date,
    next_step text,
    next_step_reason text,
    band integer,
    reasons text[] not null default '{}',
    rank integer,
    primary key (as_of, person_id),
    constraint a_wait_has_an_end check ((disposition = 'waiting_until') = (until_on is not null)),
    constraint a_listed_person_has_a_next_step check (disposition <> 'listed' or next_step is not null)
);

-- The one home of what a complete check is: all six elements have a result in the twelve months up to a day, given
-- the latest day on or before it on which each has one.
create function is_complete_on(
    day date, blood_pressure_on date, bmi_on date, alcohol_on date, lipids_on date, glucose_on date, smoking_on date
)
returns boolean
language sql
immutable
as $$
    select
        num_nulls(blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on) = 0
        and least(blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on) > day - interval '1 year'
$$;

-- Who may not be contacted by a provider on a day, from whatever source. The only home of this question:
-- the plan, the drafts and the send gate all ask it here. `practice_only`: the practice itself may.
create function stops_on(as_of date)
returns table (person_id text, reason text, kind text)
language sql
stable
as $$
    select registration.person_id, 'died', 'stop' from registration where registration.is_dead
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
$$;
