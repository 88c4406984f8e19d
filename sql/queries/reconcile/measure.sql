-- Measures the extracts of this round, and those just held, beside the register as it stands: how many people, how
-- many of them known, how many without a complete check ever, how many with a history of years.
with measured as materialized (
    select
        extract.extract_id,
        extract.practice_code,
        extract.extract_on,
        extract.is_full,
        extract.is_full_history,
        newest.extract_on as before_on
    from extract
    left join lateral (
        select max(accepted.extract_on) as extract_on
        from extract as accepted
        where accepted.fate = 'accepted' and accepted.practice_code = extract.practice_code
    ) as newest on true
    where
        extract.fate = 'reconciling'
        or (
            extract.fate = 'held'
            and extract.form is not null
            and not exists (
                select 1
                from extract_measure
                where extract_measure.extract_id = extract.extract_id
            )
        )
),

seen as (
    select
        measured.extract_id,
        count(*) as people
    from measured
    inner join seen_number on measured.extract_id = seen_number.extract_id
    group by measured.extract_id
),

known as (
    select
        measured.extract_id,
        count(*) as people,
        count(seen_number.nhs_number) as recognised
    from measured
    inner join registration on measured.practice_code = registration.practice_code
    left join seen_number
        on
            measured.extract_id = seen_number.extract_id
            and registration.nhs_number = seen_number.nhs_number
    where registration.state = 'registered'
    group by measured.extract_id
),

landed as (
    select
        measured.extract_id,
        count(*) as people
    from measured
    inner join landed_person on measured.extract_id = landed_person.extract_id
    group by measured.extract_id
),

-- An extract that holds the latest results alone is read together with what the register already knows.
result as (
    select
        measured.extract_id,
        landed_observation.person_id,
        landed_observation.element,
        landed_observation.observed_on
    from measured
    inner join landed_observation on measured.extract_id = landed_observation.extract_id
    where measured.is_full and not landed_observation.is_declined and landed_observation.is_precise
    union all
    select
        measured.extract_id,
        observation.person_id,
        observation.element,
        observation.observed_on
    from measured
    inner join landed_person on measured.extract_id = landed_person.extract_id
    inner join observation
        on
            measured.practice_code = observation.practice_code
            and landed_person.person_id = observation.person_id
    where
        measured.is_full
        and not measured.is_full_history
        and not observation.is_declined
        and observation.is_precise
        and observation.retracted_by_extract_id is null
),

day as (
    select
        extract_id,
        person_id,
        observed_on,
        max(observed_on) filter (where element = 'blood_pressure') over so_far as blood_pressure_on,
        max(observed_on) filter (where element = 'bmi') over so_far as bmi_on,
        max(observed_on) filter (where element = 'alcohol') over so_far as alcohol_on,
        max(observed_on) filter (where element = 'lipids') over so_far as lipids_on,
        max(observed_on) filter (where element = 'glucose') over so_far as glucose_on,
        max(observed_on) filter (where element = 'smoking') over so_far as smoking_on
    from result
    window so_far as (
        partition by extract_id, person_id
        order by observed_on
        range between unbounded preceding and current row
    )
),

checked as (
    select
        extract_id,
        count(distinct person_id) as people
    from day
    where
        is_complete_on(observed_on, blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on)
    group by extract_id
),

-- A quarter of a year less than the history asked for: not everybody is seen on the first day of it.
history as (
    select
        measured.extract_id,
        count(distinct landed_observation.person_id) as people
    from measured
    inner join landed_observation on measured.extract_id = landed_observation.extract_id
    where
        landed_observation.observed_on
        < measured.extract_on - make_interval(years => cast(:years_of_history as integer)) + interval '3 months'
    group by measured.extract_id
),

history_before as (
    select
        measured.extract_id,
        count(distinct observation.person_id) as people
    from measured
    inner join registration on measured.practice_code = registration.practice_code
    inner join observation
        on
            measured.practice_code = observation.practice_code
            and registration.person_id = observation.person_id
    where
        registration.state = 'registered'
        and observation.retracted_by_extract_id is null
        and observation.observed_on
        < measured.before_on - make_interval(years => cast(:years_of_history as integer))
    group by measured.extract_id
),

newest_measure as (
    select distinct on (extract.practice_code)
        extract.practice_code,
        extract_measure.people_landed,
        extract_measure.people_never_checked
    from extract
    inner join extract_measure on extract.extract_id = extract_measure.extract_id
    where extract.fate = 'accepted' and extract_measure.people_never_checked is not null
    order by extract.practice_code, extract.extract_on desc, extract.extract_id desc
),

county as (
    select
        sum(people_landed) as people_landed,
        sum(people_never_checked) as people_never_checked
    from newest_measure
    having count(*) >= cast(:practices_for_a_county as integer)
)

insert into extract_measure (
    extract_id,
    is_released,
    people,
    people_before,
    people_recognised,
    people_landed,
    people_never_checked,
    people_landed_before,
    people_never_checked_before,
    county_landed,
    county_never_checked,
    people_with_history,
    people_with_history_before
)
select
    measured.extract_id,
    coalesce(decided.decision = 'release' and decided.was_compared, false),
    coalesce(seen.people, 0),
    case when measured.is_full then known.people end,
    case when measured.is_full then known.recognised end,
    coalesce(landed.people, 0),
    case when measured.is_full then coalesce(landed.people, 0) - coalesce(checked.people, 0) end,
    newest_measure.people_landed,
    newest_measure.people_never_checked,
    county.people_landed,
    county.people_never_checked,
    case when measured.is_full_history then coalesce(history.people, 0) end,
    case when measured.is_full_history then coalesce(history_before.people, 0) end
from measured
left join seen on measured.extract_id = seen.extract_id
left join known on measured.extract_id = known.extract_id
left join landed on measured.extract_id = landed.extract_id
left join checked on measured.extract_id = checked.extract_id
left join history on measured.extract_id = history.extract_id
left join history_before on measured.extract_id = history_before.extract_id
left join newest_measure on measured.practice_code = newest_measure.practice_code
left join county on true
left join extract_decision_in_force as decided on measured.extract_id = decided.extract_id
on conflict (extract_id) do update
    set
        is_released = excluded.is_released,
        people = excluded.people,
        people_before = excluded.people_before,
        people_recognised = excluded.people_recognised,
        people_landed = excluded.people_landed,
        people_never_checked = excluded.people_never_checked,
        people_landed_before = excluded.people_landed_before,
        people_never_checked_before = excluded.people_never_checked_before,
        county_landed = excluded.county_landed,
        county_never_checked = excluded.county_never_checked,
        people_with_history = excluded.people_with_history,
        people_with_history_before = excluded.people_with_history_before
