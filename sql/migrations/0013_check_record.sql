-- What a practice says of its own efforts, what each person's results say, and a recall status that cannot go wrong.

-- The last coded "check done", the practice's own exceptions with their days, and its mark that it cannot reach them.
alter table landed_person
add column check_done_on date,
add column no_response_on date,
add column declined_check_on date,
add column unsuitable_on date,
add column is_hard_to_reach boolean not null default false;

alter table registration
add column check_done_on date,
add column no_response_on date,
add column declined_check_on date,
add column unsuitable_on date,
add column is_hard_to_reach boolean not null default false;

-- What somebody's results and declines say up to the day looked back from, so that a day on which few records changed
-- costs little. It says the same for every day from `holds_from` (the last entry counted) to the day before
-- `holds_before` (the first entry still to come); null: there is none.
create table check_record (
    person_id text primary key,
    holds_from date,
    holds_before date,
    last_complete_on date,
    blood_pressure_on date,
    bmi_on date,
    alcohol_on date,
    lipids_on date,
    glucose_on date,
    smoking_on date,
    blood_pressure_declined_on date,
    bmi_declined_on date,
    alcohol_declined_on date,
    lipids_declined_on date,
    glucose_declined_on date,
    smoking_declined_on date,
    -- Of the latest day that has one: the highest BMI, and whether an entry says that the person smokes.
    bmi numeric,
    smokes boolean
);

-- Whose entries changed since their check record was made.
create table observation_touched (person_id text primary key);

create function note_added_observations()
returns trigger
language plpgsql
as $$
begin
    -- Whoever has no check record yet is gathered anyway: a first load notes nobody.
    insert into observation_touched (person_id)
    select distinct added.person_id
    from added
    inner join check_record on added.person_id = check_record.person_id
    on conflict do nothing;
    return null;
end
$$;

create function note_changed_observations()
returns trigger
language plpgsql
as $$
begin
    insert into observation_touched (person_id)
    select changed.person_id from changed
    union
    select became.person_id from became
    on conflict do nothing;
    return null;
end
$$;

create function note_removed_observations()
returns trigger
language plpgsql
as $$
begin
    insert into observation_touched (person_id)
    select distinct removed.person_id from removed
    on conflict do nothing;
    return null;
end
$$;

create trigger note_added after insert on observation
referencing new table as added
for each statement execute function note_added_observations();

create trigger note_changed after update on observation
referencing old table as changed new table as became
for each statement execute function note_changed_observations();

create trigger note_removed after delete on observation
referencing old table as removed
for each statement execute function note_removed_observations();

-- The one home of how an entry about smoking is read: true, false, or null where the words do not say.
create function is_current_smoker(term text)
returns boolean
language sql
immutable
as $$
    select
        case
            when term ~* '\mpassive\M' then null
            when
                term ~* (
                    '\m(ex|never|former|formerly|past|previous|previously)\M|\mexsmok'
                    || '|\mnon[ -]?(tobacco |cigarette )?smok'
                    || '|(does not|doesn.?t|\mnot( an?| currently)?|no longer) smok'
                    || '|(stopped|quit|ceased|gave up|given up) (smoking|tobacco|cigarettes)|smoking (stopped|ceased)'
                )
                then false
            when term ~* '\m(smoker|smokes)\M|\mcurrent(ly)?\M.*smok' then true
        end
$$;

create function leading_number(value text)
returns numeric
language sql
immutable
as $$
    select cast((regexp_match(value, '^\s*(\d{1,3}(?:\.\d{1,9})?)(?![\d.,])'))[1] as numeric)
$$;

-- The one home of how an ethnic group is read: true only where the words say white and nothing else.
create function is_white(ethnicity text)
returns boolean
language sql
immutable
as $$
    select
        coalesce(
            ethnicity ~* '\mwhite\M' and ethnicity !~* '\m(non|not|mixed|multiple|asian|black|african|caribbean|arab)\M',
            false
        )
$$;

-- QOF lets the lipids of people at lower risk be 24 months old (MH011). Whatever we do not know counts as higher risk.
-- What no extract says and we cannot see: chronic kidney disease, familial hypercholesterolaemia, and when an
-- antipsychotic was last issued (one on the record counts as issued).
create function is_at_lower_risk(
    antipsychotic text, has_diabetes boolean, has_cvd boolean, smokes boolean, bmi numeric, ethnicity text
)
returns boolean
language sql
immutable
as $$
    select
        antipsychotic is null
        and has_diabetes is not distinct from false
        and has_cvd is not distinct from false
        and smokes is not distinct from false
        and coalesce(bmi < case when is_white(ethnicity) then 25 else 23 end, false)
$$;

-- The one home of an element's state, given the day a year before the one looked back from: a result since then, also
-- beside a decline; else a decline since then, which lapses like any exception; else a result once; else nothing.
create function element_state(result_on date, declined_on date, year_before_on date)
returns text
language sql
immutable
as $$
    select
        case
            when result_on > year_before_on then 'recorded'
            when declined_on > year_before_on then 'declined'
            when result_on is not null then 'out_of_date'
            else 'missing'
        end
$$;

-- A run knows which of its region's dated rules it followed.
alter table run add column rule_effective_from date;

-- A status that began and ended in one run never was.
delete from recall_status
where to_run_id <= from_run_id;

alter table recall_status drop constraint recall_status_status_check;
alter table recall_status
add constraint a_status_and_its_reason_are_of_the_list check (
    case status
        when 'never_checked' then reason in ('nothing_recorded', 'never_all_six')
        else
            reason = status
            and status in (
                'overdue', 'due', 'up_to_date', 'died', 'superseded_number', 'left', 'test_number', 'contradiction',
                'on_two_registers', 'under_18', 'lithium_only', 'in_remission', 'no_diagnosis'
            )
    end
),
add constraint a_route_is_of_a_status check (
    case outreach_route
        when 'no_check_in_years' then status in ('never_checked', 'overdue')
        when 'hard_to_reach' then status = 'due'
        else true
    end
),
add constraint an_element_is_in_one_state check (
    not (
        missing_elements && out_of_date_elements
        or missing_elements && declined_elements
        or out_of_date_elements && declined_elements
    )
    and missing_elements || out_of_date_elements || declined_elements
    <@ array['blood_pressure', 'bmi', 'alcohol', 'lipids', 'glucose', 'smoking']
),
add constraint the_national_count_is_the_stricter check (is_counted_by_qof or not is_counted_nationally),
add constraint a_status_ends_after_it_began check (to_run_id > from_run_id);

create unique index one_recall_status_ended_by_a_run on recall_status (person_id, to_run_id)
where to_run_id is not null;

-- Of one person no two statuses hold at once. Whole statements are looked at: a first run writes everybody.
create function refuse_two_statuses_at_once()
returns trigger
language plpgsql
as $$
begin
    if exists (
        select 1
        from written
        inner join recall_status as other
            on
                written.person_id = other.person_id
                and written.from_run_id <> other.from_run_id
                and (other.to_run_id is null or other.to_run_id > written.from_run_id)
                and (written.to_run_id is null or written.to_run_id > other.from_run_id)
    ) then
        raise exception 'Somebody would have two recall statuses in one run.' using errcode = 'exclusion_violation';
    end if;
    return null;
end
$$;

create trigger no_two_statuses_at_once_begun after insert on recall_status
referencing new table as written
for each statement execute function refuse_two_statuses_at_once();

create trigger no_two_statuses_at_once_changed after update on recall_status
referencing new table as written
for each statement execute function refuse_two_statuses_at_once();

-- Nobody is lost: where a status ended another one began, unless no register knows the person any more. Asked when the
-- transaction ends, and only of what was ended or taken away.
create function refuse_nobodys_status()
returns trigger
language plpgsql
as $$
begin
    if exists (
        select 1
        from recall_status as ended
        where
            ended.person_id = old.person_id
            and ended.to_run_id is not null
            and not exists (
                select 1
                from recall_status as next
                where next.person_id = ended.person_id and next.from_run_id >= ended.to_run_id
            )
    ) and exists (select 1 from registration where registration.person_id = old.person_id) then
        raise exception 'A recall status ended and no other one followed.' using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end
$$;

create constraint trigger an_ended_status_is_followed after update or delete on recall_status
deferrable initially deferred
for each row execute function refuse_nobodys_status();

-- Everybody's status as it was known on a past day: as the last run of that day or before left it.
create function statuses_known_on(as_of date)
returns setof recall_status
language sql
stable
as $$
    select recall_status.*
    from recall_status
    inner join (
        select max(run.run_id) as run_id
        from run
        where run.as_of <= statuses_known_on.as_of
    ) as last_run
        on
            recall_status.from_run_id <= last_run.run_id
            and (recall_status.to_run_id is null or recall_status.to_run_id > last_run.run_id)
$$;
