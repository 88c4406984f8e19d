-- What the last results of everybody in the plan say of risk; kept for this transaction as last_measured. One pass over
-- the results, person by person only where few are planned. Of two values of one day the worse counts.
create temporary table last_measured on commit drop as
select
    measured.person_id,
    bool_or(is_current_smoker(measured.term)) filter (where measured.element = 'smoking') as is_smoker,
    bool_or(leading_number(measured.value) >= 30) filter (where measured.element = 'bmi') as is_obese,
    bool_or(is_high_blood_pressure(measured.value)) filter (where measured.element = 'blood_pressure')
        as is_pressure_high,
    bool_or(is_high_hba1c(measured.term, measured.value, measured.unit))
    filter (where measured.element = 'glucose') as is_hba1c_high
from (
    select
        observation.person_id,
        observation.element,
        observation.term,
        observation.value,
        observation.unit,
        rank() over (
            partition by observation.person_id, observation.element
            order by observation.observed_on desc
        ) as nth_last
    from plan_item
    inner join observation on plan_item.person_id = observation.person_id
    where
        plan_item.as_of = cast(:as_of as date)
        and (
            observation.element in ('smoking', 'bmi', 'blood_pressure')
            or (
                observation.element = 'glucose'
                and is_hba1c(observation.term, observation.value, observation.unit)
            )
        )
        and not observation.is_declined
        and observation.is_precise
        and observation.retracted_by_extract_id is null
        and observation.observed_on <= cast(:as_of as date)
) as measured
where measured.nth_last = 1
group by measured.person_id
