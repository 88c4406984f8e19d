-- Where this transaction keeps what the policy decided, until it is applied as one set.
create temporary table decision (
    person_id text primary key,
    disposition text not null,
    reason text not null,
    until_on date,
    next_step text,
    round integer not null,
    time_of_day text,
    review_on date,
    passed_over text[] not null,
    is_started boolean not null,
    has_no_fixed_abode boolean not null
) on commit drop
