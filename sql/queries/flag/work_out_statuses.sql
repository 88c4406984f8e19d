-- Everybody's one recall status as of a date, by the rule; kept for this transaction as status_now.
-- The window looks back from the practice's newest accepted extract; age counts on the day of the run.
create temporary table status_now on commit drop as
with claim as (
    select
        person_id,
        practice_code,
        extract_on,
        standing
    from claims_on(cast(:as_of as date), cast(:deducted_within_days as integer))
),

home as (
    select distinct on (registration.person_id)
        registration.person_id,
        registration.practice_code,
        registration.born_on,
        registration.diagnosis_on,
        registration.remission_on,
        registration.lithium_on,
        claim.extract_on as reference_on
    from registration
    inner join claim
        on registration.person_id = claim.person_id and registration.practice_code = claim.practice_code
    where claim.extract_on is not null
    order by
        registration.person_id,
        claim.standing = 'holds' desc,
        registration.registered_on desc nulls last,
        registration.practice_code
),

everywhere as (
    select
        registration.person_id,
        bool_or(registration.is_dead) as is_dead,
        count(*) filter (where claim.standing = 'holds') as registers
    from registration
    inner join claim
        on registration.person_id = claim.person_id and registration.practice_code = claim.practice_code
    group by registration.person_id
),

result as (
    select distinct
        observation.person_id,
        observation.element,
        observation.observed_on,
        home.reference_on
    from observation
    inner join home on observation.person_id = home.person_id
    where
        not observation.is_declined
        and observation.is_precise
        and observation.retracted_by_extract_id is null
        and observation.observed_on <= home.reference_on
),

-- For every day with a result: the latest day, up to and including it, on which each element has one.
day as (
    select
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
        partition by person_id
        order by observed_on
        range between unbounded preceding and current row
    )
),

complete as (
    select
        person_id,
        max(observed_on) as last_complete_on
    from day
    where
        is_complete_on(observed_on, blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on)
    group by person_id
),

recorded as (
    select
        person_id,
        max(observed_on) as last_element_on,
        array_agg(distinct element) filter (
            where observed_on > reference_on - interval '1 year'
        ) as recent_elements
    from result
    group by person_id
),

judged as (
    select
        home.person_id,
        home.practice_code,
        home.reference_on,
        complete.last_complete_on,
        recorded.last_element_on,
        case
            when everywhere.is_dead then 'died'
            when everywhere.registers = 0 then 'left'
            when
                exists (
                    select 1
                    from staged_change
                    where
                        staged_change.person_id = home.person_id
                        and staged_change.settled_by_extract_id is null
                ) then 'contradiction'
            when everywhere.registers > 1 then 'on_two_registers'
            when extract(year from age(cast(:as_of as date), home.born_on)) < cast(:minimum_age as integer)
                then 'under_18'
            when
                home.diagnosis_on is null and home.remission_on is null and home.lithium_on is not null
                then 'lithium_only'
            when
                home.remission_on is not null
                and (home.diagnosis_on is null or home.remission_on >= home.diagnosis_on) then 'in_remission'
            when home.diagnosis_on is null then 'no_diagnosis'
            when complete.last_complete_on is null then 'never_checked'
            when
                complete.last_complete_on
                < home.reference_on - make_interval(years => cast(:years_without_check as integer)) then 'overdue'
            when complete.last_complete_on <= home.reference_on - interval '1 year' then 'due'
            else 'up_to_date'
        end as status,
        array(
            select element
            from unnest(array['blood_pressure', 'bmi', 'alcohol', 'lipids', 'glucose', 'smoking']) as element
            where element <> all(coalesce(recorded.recent_elements, '{}'))
        ) as missing_elements
    from home
    inner join everywhere on home.person_id = everywhere.person_id
    left join complete on home.person_id = complete.person_id
    left join recorded on home.person_id = recorded.person_id
)

select
    *,
    case
        when status = 'never_checked' and last_element_on is null then 'nothing_recorded'
        when status = 'never_checked' then 'never_all_six'
        else status
    end as reason,
    case when status in ('never_checked', 'overdue') then 'no_check_in_years' end as outreach_route
from judged
