-- What the entries say of everybody in to_gather: facts alone, no rule about years or ages. An entry counts if its day
-- is known, its practice still shows it, and it is no later than the day looked back from.
insert into check_record
with entry as not materialized (
    select
        to_gather.person_id,
        observation.element,
        observation.observed_on,
        observation.is_declined,
        observation.observed_on > to_gather.reference_on as is_to_come
    from to_gather
    inner join observation on to_gather.person_id = observation.person_id
    where observation.is_precise and observation.retracted_by_extract_id is null
),

latest as (
    select
        person_id,
        max(observed_on) filter (where not is_to_come) as holds_from,
        min(observed_on) filter (where is_to_come) as holds_before,
        max(observed_on) filter (where element = 'blood_pressure' and not is_declined and not is_to_come)
            as blood_pressure_on,
        max(observed_on) filter (where element = 'bmi' and not is_declined and not is_to_come)
            as bmi_on,
        max(observed_on) filter (where element = 'alcohol' and not is_declined and not is_to_come)
            as alcohol_on,
        max(observed_on) filter (where element = 'lipids' and not is_declined and not is_to_come)
            as lipids_on,
        max(observed_on) filter (where element = 'glucose' and not is_declined and not is_to_come)
            as glucose_on,
        max(observed_on) filter (where element = 'smoking' and not is_declined and not is_to_come)
            as smoking_on,
        max(observed_on) filter (where element = 'blood_pressure' and is_declined and not is_to_come)
            as blood_pressure_declined_on,
        max(observed_on) filter (where element = 'bmi' and is_declined and not is_to_come)
            as bmi_declined_on,
        max(observed_on) filter (where element = 'alcohol' and is_declined and not is_to_come)
            as alcohol_declined_on,
        max(observed_on) filter (where element = 'lipids' and is_declined and not is_to_come)
            as lipids_declined_on,
        max(observed_on) filter (where element = 'glucose' and is_declined and not is_to_come)
            as glucose_declined_on,
        max(observed_on) filter (where element = 'smoking' and is_declined and not is_to_come)
            as smoking_declined_on
    from entry
    group by person_id
),

-- Whose latest six fit into a year was checked on the latest day of them; whoever never had one of them never was.
-- Of the others every day is looked at with the latest day, up to and including it, on which each element has one.
judged as (
    select
        *,
        is_complete_on(
            greatest(blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on),
            blood_pressure_on,
            bmi_on,
            alcohol_on,
            lipids_on,
            glucose_on,
            smoking_on
        ) as is_complete,
        num_nulls(blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on) = 0 as is_all_six
    from latest
),

day as (
    select
        entry.person_id,
        entry.observed_on,
        max(entry.observed_on) filter (where entry.element = 'blood_pressure') over up_to_it as blood_pressure_on,
        max(entry.observed_on) filter (where entry.element = 'bmi') over up_to_it as bmi_on,
        max(entry.observed_on) filter (where entry.element = 'alcohol') over up_to_it as alcohol_on,
        max(entry.observed_on) filter (where entry.element = 'lipids') over up_to_it as lipids_on,
        max(entry.observed_on) filter (where entry.element = 'glucose') over up_to_it as glucose_on,
        max(entry.observed_on) filter (where entry.element = 'smoking') over up_to_it as smoking_on
    from entry
    inner join judged on entry.person_id = judged.person_id
    where judged.is_all_six and not judged.is_complete and not entry.is_declined and not entry.is_to_come
    window up_to_it as (
        partition by entry.person_id
        order by entry.observed_on
        range between unbounded preceding and current row
    )
),

earlier as (
    select
        person_id,
        max(observed_on) as last_complete_on
    from day
    where
        is_complete_on(observed_on, blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on)
    group by person_id
),

-- Of two values of one day the one that asks for more care.
said as (
    select
        judged.person_id,
        max(leading_number(observation.value)) filter (where observation.element = 'bmi') as bmi,
        bool_or(is_current_smoker(coalesce(nullif(observation.term, ''), observation.value)))
        filter (where observation.element = 'smoking') as smokes
    from judged
    inner join observation
        on
            judged.person_id = observation.person_id
            and (
                (observation.element = 'bmi' and observation.observed_on = judged.bmi_on)
                or (observation.element = 'smoking' and observation.observed_on = judged.smoking_on)
            )
    where
        observation.element in ('bmi', 'smoking')
        and not observation.is_declined
        and observation.is_precise
        and observation.retracted_by_extract_id is null
    group by judged.person_id
)

select
    to_gather.person_id,
    judged.holds_from,
    judged.holds_before,
    case
        when judged.is_complete
            then
                greatest(
                    judged.blood_pressure_on,
                    judged.bmi_on,
                    judged.alcohol_on,
                    judged.lipids_on,
                    judged.glucose_on,
                    judged.smoking_on
                )
        else earlier.last_complete_on
    end as last_complete_on,
    judged.blood_pressure_on,
    judged.bmi_on,
    judged.alcohol_on,
    judged.lipids_on,
    judged.glucose_on,
    judged.smoking_on,
    judged.blood_pressure_declined_on,
    judged.bmi_declined_on,
    judged.alcohol_declined_on,
    judged.lipids_declined_on,
    judged.glucose_declined_on,
    judged.smoking_declined_on,
    said.bmi,
    said.smokes
from to_gather
left join judged on to_gather.person_id = judged.person_id
left join earlier on to_gather.person_id = earlier.person_id
left join said on to_gather.person_id = said.person_id
