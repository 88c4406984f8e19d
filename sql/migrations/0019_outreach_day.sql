-- The outreach worker's day: what was tried and what came of it, what was booked and done, what to mind, who works with
-- whom, and the plan that people own.

-- Of which round and step an approach was. `is_unasked`: false for what had been agreed or follows from it (a call back,
-- a reminder, the call after a missed appointment): the least time between two approaches does not count it.
-- `taken_on`: the run that took it in, so that a day can be told as it was known then.
alter table contact_attempt
add column round integer not null default 1 check (round > 0),
add column time_of_day text check (time_of_day in ('morning', 'afternoon', 'evening')),
add column is_unasked boolean not null default true,
add column partner_code text,
add column worker_code text,
add column taken_on date,
add constraint a_channel_of_the_list check (
    channel in ('letter', 'text', 'call', 'visit', 'email', 'in_person', 'practice', 'contact')
);

-- `review_on`: for whom outreach has tried everything, the day on which the practice's list is looked through again.
alter table plan_item
add column round integer not null default 1,
add column worker_code text,
add column review_on date;

-- `mark`: beside the provider's list before. `withdrawn_reason`: why somebody of the list before is not on this one.
alter table worklist_item
add column partner_code text,
add column worker_code text,
add column step text,
add column round integer not null default 1,
add column mark text check (mark in ('new', 'carried_over', 'changed')),
add column withdrawn_reason text;

-- What was booked, said by a contact. Who it is about is the contact's: a number superseded later carries it along.
create table appointment (
    appointment_id text primary key,
    contact_attempt_id text not null references contact_attempt,
    held_on date,
    held_at text,
    held_where text,
    held_by text,
    state text not null check (state in ('booked', 'attended', 'not_attended', 'replaced', 'in_error')),
    state_on date,
    why_not text
);

create index appointment_by_contact on appointment (contact_attempt_id);

-- A check that was reported as delivered. No result: who holds the results, and when they went to the practice.
-- `elements` is null where nobody said which; one done and one declined are different.
create table check_report (
    check_report_id text primary key,
    contact_attempt_id text not null references contact_attempt,
    done_on date not null,
    elements text[],
    declined_elements text[] not null default '{}',
    delivered_by text,
    results_held_by text,
    results_sent_on date,
    is_in_error boolean not null default false
);

create index check_report_by_contact on check_report (contact_attempt_id);

-- A way of contact that somebody does not want any more. It stands until a named person lifts it.
create table channel_refusal (
    channel_refusal_id text primary key,
    person_id text not null references person,
    channel text not null check (channel in ('letter', 'text', 'call', 'visit', 'email')),
    from_on date not null,
    said_by text not null,
    source text not null,
    lifted_on date,
    lifted_by text,
    lifted_why text,
    check ((lifted_on is null) = (lifted_by is null or lifted_why is null))
);

create index channel_refusal_by_person on channel_refusal (person_id);

-- What to mind when somebody is contacted: a code of the closed list, or words that nobody sees on a list until a named
-- person has read them.
create table contact_note (
    contact_note_id text primary key,
    person_id text not null references person,
    code text,
    words text,
    from_on date not null,
    said_by text not null,
    source text not null,
    read_by text,
    read_on date,
    is_shown boolean not null default false,
    lifted_on date,
    lifted_by text,
    lifted_why text,
    check (num_nonnulls(code, words) = 1),
    check (not is_shown or code is not null or read_by is not null),
    check ((lifted_on is null) = (lifted_by is null or lifted_why is null))
);

create index contact_note_by_person on contact_note (person_id);

-- Whether somebody can be visited, as the practice or the key worker says; nobody is visited without it.
create table visit_risk (
    visit_risk_id text primary key,
    person_id text not null references person,
    verdict text not null check (verdict in ('may_visit', 'two_workers', 'no_visit')),
    told_by text not null check (told_by in ('practice', 'key_worker')),
    said_on date not null,
    review_on date not null,
    recorded_by text not null
);

create index visit_risk_by_person on visit_risk (person_id);

-- Who of a provider works with somebody since they were first contacted, until the provider changes it.
create table working_with (
    working_with_id text primary key,
    person_id text not null references person,
    provider_code text not null,
    partner_code text,
    worker_code text,
    from_on date not null,
    to_on date,
    said_by text not null,
    why text not null
);

create index working_with_by_person on working_with (person_id);

-- The plan that a person owns: what matters to them in their own words, and their goals. No clinical record.
create table health_plan (
    health_plan_id text primary key,
    person_id text not null references person,
    practice_code text not null,
    provider_code text not null,
    agreed_on date not null,
    what_matters text not null,
    review_on date,
    reviewed_on date,
    ended_on date,
    end_reason text,
    source text not null,
    taken_on date not null
);

create index health_plan_by_person on health_plan (person_id);

create table health_goal (
    health_goal_id text primary key,
    health_plan_id text not null references health_plan on delete cascade,
    goal_number integer not null check (goal_number > 0),
    domain text not null,
    words text not null,
    supported_by text,
    review_on date,
    achieved_on date,
    dropped_on date
);

create index health_goal_by_plan on health_goal (health_plan_id);

-- What is due for people besides the plan of the overdue: a plan to agree, a plan to review. Made anew each day.
create table follow_up (
    as_of date not null,
    person_id text not null references person,
    practice_code text not null,
    pcn_code text not null,
    place_code text,
    provider_code text not null,
    partner_code text,
    worker_code text,
    step text not null,
    reason text not null,
    due_on date not null,
    rank integer not null,
    primary key (as_of, person_id)
);

-- Rows of returned lists that a person must decide about: late, contradicting, of a list since replaced.
alter table outcome_row drop constraint outcome_row_fate_check;
alter table outcome_row drop constraint outcome_row_pkey;
alter table outcome_row
add column sheet text not null default '',
add column taken_on date,
add constraint outcome_row_fate_check
check (fate in ('taken', 'repeated', 'staged', 'quarantined', 'empty')),
add primary key (file_sha256, sheet, line_no);

create table staged_outcome (
    staged_outcome_id text primary key,
    file_sha256 text not null,
    sheet text not null,
    line_no integer not null,
    worklist_item_id text not null references worklist_item,
    reason text not null,
    content jsonb not null,
    staged_on date not null,
    decision text check (decision in ('accepted', 'refused')),
    decided_on date,
    decided_by text,
    why text,
    check (num_nonnulls(decision, decided_on, decided_by, why) in (0, 4))
);

-- What to mind on a day: codes of the closed list, and the words a named person has read.
create function safe_contact_on(as_of date)
returns table (person_id text, codes text[], words text[])
language sql
stable
as $$
    select
        note.person_id,
        coalesce(array_agg(note.code order by note.code) filter (where note.code is not null), '{}'),
        coalesce(
            array_agg(note.words order by note.from_on, note.contact_note_id) filter (where note.words is not null),
            '{}'
        )
    from contact_note as note
    where
        note.from_on <= as_of
        and (note.lifted_on is null or note.lifted_on > as_of)
        and (note.code is not null or (note.is_shown and note.read_on <= as_of))
    group by note.person_id
$$;

-- The channels somebody refuses on a day.
create function refused_channels_on(as_of date)
returns table (person_id text, channels text[])
language sql
stable
as $$
    select
        refusal.person_id,
        array_agg(distinct refusal.channel)
    from channel_refusal as refusal
    where refusal.from_on <= as_of and (refusal.lifted_on is null or refusal.lifted_on > as_of)
    group by refusal.person_id
$$;

-- The newest word on visiting somebody, where its review is not overdue.
create function visit_risk_on(as_of date)
returns table (person_id text, verdict text, review_on date)
language sql
stable
as $$
    select
        newest.person_id,
        newest.verdict,
        newest.review_on
    from (
        select distinct on (risk.person_id)
            risk.person_id,
            risk.verdict,
            risk.review_on
        from visit_risk as risk
        where risk.said_on <= as_of
        order by risk.person_id, risk.said_on desc, risk.visit_risk_id desc
    ) as newest
    where newest.review_on >= as_of
$$;

-- Who works with whom on a day.
create function works_with_on(as_of date)
returns table (person_id text, provider_code text, partner_code text, worker_code text)
language sql
stable
as $$
    select distinct on (working.person_id, working.provider_code)
        working.person_id,
        working.provider_code,
        working.partner_code,
        working.worker_code
    from working_with as working
    where working.from_on <= as_of and (working.to_on is null or working.to_on >= as_of)
    order by working.person_id, working.provider_code, working.from_on desc, working.working_with_id desc
$$;
