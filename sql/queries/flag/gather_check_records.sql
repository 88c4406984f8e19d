-- What the entries say of everybody in home_now who has no check record: facts alone, no rule about years or ages.
-- An entry counts if its day is known, its practice still shows it, and it is no later than the day looked back from.
insert into check_record
with entry as (
    select
        home_now.person_id,
        home_now.reference_on,
        observation.element,
        observation.observed_on,
        observation.is_declined,
        observation.value,
        observation.term
    from home_now
    inner join observation on home_now.person_id = observation.person_id
    where
        observation.is_precise
        and observation.retracted_by_extract_id is null
        and not exists (
            select 1
            from check_record as known
            where known.person_id = home_now.person_id
        )
),

day as (
    select
        person_id,
        observed_on,
        observed_on > max(reference_on) as is_to_come,
        max(observed_on) filter (where element = 'blood_pressure' and not is_declined) as blood_pressure_on,
        max(observed_on) filter (where element = 'bmi' and not is_declined) as bmi_on,
        max(observed_on) filter (where element = 'alcohol' and not is_declined) as alcohol_on,
        max(observed_on) filter (where element = 'lipids' and not is_declined) as lipids_on,
        max(observed_on) filter (where element = 'glucose' and not is_declined) as glucose_on,
        max(observed_on) filter (where element = 'smoking' and not is_declined) as smoking_on,
        max(observed_on) filter (where element = 'blood_pressure' and is_declined) as blood_pressure_declined_on,
        max(observed_on) filter (where element = 'bmi' and is_declined) as bmi_declined_on,
        max(observed_on) filter (where element = 'alcohol' and is_declined) as alcohol_declined_on,
        max(observed_on) filter (where element = 'lipids' and is_declined) as lipids_declined_on,
        max(observed_on) filter (where element = 'glucose' and is_declined) as glucose_declined_on,
        max(observed_on) filter (where element = 'smoking' and is_declined) as smoking_declined_on,
        max(leading_number(value)) filter (where element = 'bmi' and not is_declined) as bmi,
        bool_or(is_current_smoker(coalesce(nullif(term, ''), value)))
        filter (where element = 'smoking' and not is_declined) as smokes
    from entry
    group by person_id, observed_on
),

-- For every day with a result: the latest day, up to and including it, on which each element has one.
so_far as (
    select
        *,
        num_nonnulls(blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on) > 0
        and is_complete_on(
            observed_on,
            max(blood_pressure_on) over up_to_it,
            max(bmi_on) over up_to_it,
            max(alcohol_on) over up_to_it,
            max(lipids_on) over up_to_it,
            max(glucose_on) over up_to_it,
            max(smoking_on) over up_to_it
        ) as is_complete
    from day
    window up_to_it as (
        partition by person_id
        order by observed_on
        rows between unbounded preceding and current row
    )
)

select
    home_now.person_id,
    max(so_far.observed_on) filter (where not so_far.is_to_come) as holds_from,
    min(so_far.observed_on) filter (where so_far.is_to_come) as holds_before,
    max(so_far.observed_on) filter (where so_far.is_complete and not so_far.is_to_come) as last_complete_on,
    max(so_far.blood_pressure_on) filter (where not so_far.is_to_come) as blood_pressure_on,
    max(so_far.bmi_on) filter (where not so_far.is_to_come) as bmi_on,
    max(so_far.alcohol_on) filter (where not so_far.is_to_come) as alcohol_on,
    max(so_far.lipids_on) filter (where not so_far.is_to_come) as lipids_on,
    max(so_far.glucose_on) filter (where not so_far.is_to_come) as glucose_on,
    max(so_far.smoking_on) filter (where not so_far.is_to_come) as smoking_on,
    max(so_far.blood_pressure_declined_on) filter (where not so_far.is_to_come) as blood_pressure_declined_on,
    max(so_far.bmi_declined_on) filter (where not so_far.is_to_come) as bmi_declined_on,
    max(so_far.alcohol_declined_on) filter (where not so_far.is_to_come) as alcohol_declined_on,
    max(so_far.lipids_declined_on) filter (where not so_far.is_to_come) as lipids_declined_on,
    max(so_far.glucose_declined_on) filter (where not so_far.is_to_come) as glucose_declined_on,
    max(so_far.smoking_declined_on) filter (where not so_far.is_to_come) as smoking_declined_on,
    -- The greatest pair of day and value is the value of the latest day.
    (
        max(array[cast(to_char(so_far.observed_on, 'J') as numeric), so_far.bmi])
        filter (where so_far.bmi_on is not null and not so_far.is_to_come)
    )[2] as bmi,
    (
        max(array[cast(to_char(so_far.observed_on, 'J') as integer), cast(so_far.smokes as integer)])
        filter (where so_far.smoking_on is not null and not so_far.is_to_come)
    )[2] = 1 as smokes
from home_now
left join so_far on home_now.person_id = so_far.person_id
where
    not exists (
        select 1
        from check_record as known
        where known.person_id = home_now.person_id
    )
group by home_now.person_id
