-- What leaves the service: worklists, letters, register updates; and the accounting.

create table worklist (
    worklist_id text primary key,
    as_of date not null,
    provider_code text not null,
    unique (as_of, provider_code)
);

create table worklist_item (
    worklist_item_id text primary key,
    worklist_id text not null references worklist on delete cascade,
    person_id text not null references person,
    pcn_code text not null,
    rank integer not null,
    content jsonb not null,
    -- Taken back by a later run of the same day; what a worker did with it meanwhile still has a home.
    is_withdrawn boolean not null default false,
    unique (worklist_id, person_id)
);

create table letter_batch (
    letter_batch_id text primary key,
    as_of date not null,
    provider_code text not null,
    template text not null,
    template_sha256 text not null,
    state text not null check (state in ('drafted', 'released', 'superseded')),
    released_on date,
    released_by text,
    released_why text,
    is_written boolean not null default false,
    check ((state = 'released') = (released_on is not null)),
    check ((state = 'released') = (released_by is not null and released_why is not null))
);

create table letter (
    letter_id text primary key,
    letter_batch_id text not null references letter_batch,
    person_id text not null references person,
    practice_code text not null,
    episode_id text not null references episode,
    round integer not null default 1,
    step text not null,
    state text not null check (state in ('draft', 'released', 'cancelled', 'unprintable')),
    state_reason text,
    content jsonb not null,
    data_sha256 text not null,
    pdf_sha256 text,
    page_count integer,
    check ((state in ('cancelled', 'unprintable')) = (state_reason is not null))
);

-- Exactly once: one released letter for each step of a round, however often and however concurrently we run.
create unique index one_letter_a_step on letter (episode_id, round, step) where state = 'released';

create table contact_attempt (
    contact_attempt_id text primary key,
    person_id text not null references person,
    practice_code text not null,
    provider_code text not null,
    episode_id text not null references episode,
    step text not null,
    channel text not null,
    contacted_on date not null,
    outcome text not null,
    source text not null,
    call_back_on date,
    note text
);

create index contact_attempt_by_person on contact_attempt (person_id);

create table outcome_row (
    file_sha256 text not null,
    line_no integer not null,
    worklist_item_id text,
    fate text not null check (fate in ('taken', 'quarantined', 'repeated', 'empty')),
    reason text,
    primary key (file_sha256, line_no)
);

create table register_update (
    register_update_id text primary key,
    practice_code text not null,
    person_id text,
    section text not null,
    kind text not null,
    effective_on date,
    content jsonb not null,
    first_as_of date not null,
    sent_as_of date
);

create index register_update_by_practice on register_update (practice_code);

create table outbox_file (
    path text primary key,
    as_of date not null,
    kind text not null,
    organisation_code text not null,
    row_count integer not null,
    content_sha256 text not null
);

create table accounting (
    as_of date not null,
    scope text not null,
    scope_code text not null,
    line text not null,
    reason text not null,
    people integer not null,
    primary key (as_of, scope, scope_code, line, reason)
);
