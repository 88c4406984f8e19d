-- Extracts as landed, and the current register that reconciliation makes of them.

create table source_file (
    file_sha256 text primary key,
    byte_count bigint not null,
    archived_as text not null
);

create table extract (
    extract_id text primary key,
    practice_code text not null,
    extract_on date,
    form text,
    is_full boolean not null,
    is_full_history boolean not null,
    fate text not null check (fate in ('landed', 'reconciling', 'accepted', 'held', 'rejected')),
    fate_reason text,
    fate_detail text,
    first_as_of date not null,
    rows_read integer not null default 0,
    rows_landed integer not null default 0,
    rows_folded integer not null default 0,
    rows_collapsed integer not null default 0,
    rows_staged integer not null default 0,
    rows_quarantined integer not null default 0,
    values_set_aside integer not null default 0,
    columns_unknown text[] not null default '{}',
    constraint every_row_has_one_fate check (
        rows_read = rows_landed + rows_folded + rows_collapsed + rows_staged + rows_quarantined
    ),
    constraint a_kept_back_extract_says_why check (fate not in ('held', 'rejected') or fate_reason is not null),
    constraint a_used_extract_has_a_date check (fate in ('held', 'rejected') or extract_on is not null)
);

create index extract_by_practice on extract (practice_code, extract_on);

create table extract_file (
    extract_id text not null references extract,
    file_sha256 text not null references source_file,
    part integer not null,
    inbox_path text not null,
    primary key (extract_id, part)
);

-- Absence is judged on every NHS number seen in a full extract, whatever became of its row.
create table seen_number (
    extract_id text not null references extract,
    nhs_number text not null,
    primary key (extract_id, nhs_number)
);

create table landed_person (
    extract_id text not null references extract,
    person_id text not null,
    part integer not null,
    line_no integer not null,
    nhs_number text not null,
    title text,
    family_name text not null,
    given_name text,
    preferred_name text,
    born_on date not null,
    sex text,
    ethnicity text,
    address_1 text,
    address_2 text,
    address_3 text,
    address_4 text,
    address_5 text,
    postcode text,
    phone_home text,
    phone_mobile text,
    email text,
    language text,
    is_interpreter_needed boolean,
    contact_method text,
    information_format text,
    communication_professional text,
    communication_support text,
    lsoa text,
    imd_decile integer,
    registered_on date,
    deregistered_on date,
    died_on date,
    is_dead boolean not null,
    is_restricted boolean not null,
    is_not_to_be_shared boolean not null,
    refuses_outreach boolean not null,
    key_worker text,
    last_invited_on date,
    diagnosis_on date,
    remission_on date,
    lithium_on date,
    antipsychotic text,
    has_diabetes boolean,
    has_cvd boolean,
    warnings text[] not null default '{}',
    primary key (extract_id, person_id),
    -- Dropped at landing, not hidden later.
    constraint no_way_to_a_protected_person check (
        not (is_restricted or is_not_to_be_shared)
        or coalesce(
            address_1, address_2, address_3, address_4, address_5, postcode, phone_home, phone_mobile, email, lsoa
        ) is null
    )
);

create table landed_observation (
    extract_id text not null,
    person_id text not null,
    element text not null,
    observed_on date not null,
    is_declined boolean not null,
    is_precise boolean not null,
    value text not null,
    unit text not null,
    term text not null
);

create index landed_observation_by_extract on landed_observation (extract_id);

create table quarantine (
    extract_id text not null references extract,
    part integer not null,
    line_no integer not null,
    place text not null,
    reasons text[] not null check (cardinality(reasons) > 0),
    nhs_number text,
    is_restricted boolean not null,
    cells jsonb not null,
    closed_by_extract_id text references extract,
    primary key (extract_id, part, line_no)
);

create table value_set_aside (
    extract_id text not null references extract,
    part integer not null,
    line_no integer not null,
    person_id text not null,
    element text not null,
    reason text not null,
    cells jsonb not null
);

create index value_set_aside_by_extract on value_set_aside (extract_id);

create table person (
    person_id text primary key,
    nhs_number text not null unique,
    born_on date not null,
    first_extract_id text not null references extract
);

create table registration (
    practice_code text not null,
    like landed_person including constraints,
    state text not null check (state in ('registered', 'left')),
    primary key (practice_code, person_id),
    foreign key (person_id) references person
);

alter table registration drop column part, drop column line_no, drop column warnings;

create index registration_by_person on registration (person_id);

create table observation (
    practice_code text not null,
    person_id text not null references person,
    element text not null,
    observed_on date not null,
    is_declined boolean not null,
    is_precise boolean not null,
    value text not null,
    unit text not null,
    term text not null,
    first_extract_id text not null,
    retracted_by_extract_id text,
    constraint element_is_one_of_six check (
        element in ('blood_pressure', 'bmi', 'alcohol', 'lipids', 'glucose', 'smoking')
    ),
    primary key (person_id, element, observed_on, practice_code, is_declined, is_precise, term, value, unit)
);

create table register_change (
    extract_id text not null references extract,
    person_id text not null,
    change text not null check (change in ('new', 'changed', 'left', 'returned', 'staged')),
    columns text[] not null default '{}',
    primary key (extract_id, person_id, change)
);

create table staged_change (
    extract_id text not null references extract,
    practice_code text not null,
    person_id text not null,
    reason text not null,
    settled_by_extract_id text,
    primary key (extract_id, person_id)
);
