-- What people decide about held extracts, and the measures an extract is judged plausible by.

-- Without a foreign key: a kept-back extract is forgotten and looked at anew in every run; what was decided stays.
-- Append-only: the newest decision of an extract is in force, the others are the audit.
create table extract_decision (
    decided_order bigint generated always as identity primary key,
    extract_id text not null,
    practice_code text not null,
    decision text not null check (decision in ('release', 'refuse')),
    decided_by text not null check (decided_by <> ''),
    why text not null check (why <> ''),
    decided_on date not null,
    held_for text not null,
    held_detail text,
    -- Whether the extract had been compared with the register, so that whoever decided saw how far apart they are.
    was_compared boolean not null,
    -- The day the extract is of, where it does not say one day itself.
    extract_on date
);

create index extract_decision_by_extract on extract_decision (extract_id);

create view extract_decision_in_force as
select distinct on (extract_decision.extract_id) extract_decision.*
from extract_decision
order by extract_decision.extract_id, extract_decision.decided_order desc;

-- Some kept-back files hold nobody, and no decision makes a register of them.
alter table extract add column is_releasable boolean not null default true;

-- An extract beside the register in force at the moment it was compared. Nulls: there was nothing to compare.
create table extract_measure (
    extract_id text primary key,
    is_released boolean not null,
    people integer not null,
    people_before integer,
    people_recognised integer,
    people_landed integer not null,
    people_never_checked integer,
    people_landed_before integer,
    people_never_checked_before integer,
    county_landed integer,
    county_never_checked integer,
    people_with_history integer,
    people_with_history_before integer
);
