-- Who has which reason, in the order in which reasons are told; kept for this transaction as person_reason. What we do
-- not hold is a reason of its own: in the order it counts as if the risk were there. A practice of whose people nobody
-- has a medicine or an illness recorded does not send it: then it is not known of any of them.
create temporary table person_reason on commit drop as
with sent as (
    select
        practice_code,
        bool_or(antipsychotic is not null) as has_medicines,
        coalesce(bool_or(has_diabetes), false) as has_diabetes,
        coalesce(bool_or(has_cvd), false) as has_cvd
    from registration
    where state = 'registered'
    group by practice_code
),

-- Apart from the rest, so that what the database guesses of the joins below cannot repeat it for each person.
planned as materialized (
    select
        plan_item.person_id,
        plan_item.practice_code,
        plan_item.status,
        plan_item.next_step,
        coalesce(sent.has_medicines, false) as sends_medicines,
        coalesce(sent.has_diabetes, false) as sends_diabetes,
        coalesce(sent.has_cvd, false) as sends_cvd
    from plan_item
    left join sent on plan_item.practice_code = sent.practice_code
    where plan_item.as_of = cast(:as_of as date)
),

-- Likewise: each reading is asked for by several reasons below, and is worked out once.
told as materialized (
    select
        planned.person_id,
        planned.status,
        planned.next_step,
        recall_status.last_element_on,
        recall_status.outreach_route,
        registration.antipsychotic,
        is_depot_or_clozapine(registration.antipsychotic) as is_depot,
        registration.has_diabetes,
        registration.has_cvd,
        registration.is_interpreter_needed,
        (
            select deprivation.own_decile
            from registration_deprivation as deprivation
            where
                deprivation.practice_code = planned.practice_code
                and deprivation.person_id = planned.person_id
        ) as own,
        practice_deprivation.imd_decile as practice,
        planned.sends_medicines,
        planned.sends_diabetes,
        planned.sends_cvd,
        last_measured.is_smoker,
        last_measured.is_obese,
        last_measured.is_pressure_high,
        last_measured.is_hba1c_high,
        coalesce(decision.is_started, false) as is_started,
        coalesce(decision.has_no_fixed_abode, false) as has_no_fixed_abode
    from planned
    inner join recall_status on planned.person_id = recall_status.person_id and recall_status.to_run_id is null
    inner join registration
        on planned.practice_code = registration.practice_code and planned.person_id = registration.person_id
    left join practice_deprivation on planned.practice_code = practice_deprivation.practice_code
    left join last_measured on planned.person_id = last_measured.person_id
    left join decision on planned.person_id = decision.person_id
)

select
    told.person_id,
    array_remove(
        array[
            case
                when told.outreach_route = 'hard_to_reach' then 'hard_to_reach'
                when told.status = 'overdue' then 'overdue'
                when told.last_element_on is null then 'never_nothing_recorded'
                else 'never_all_six'
            end,
            case when told.next_step = any(cast(:asked_for as text[])) then 'agreed_with_person' end,
            case when told.is_started then 'round_started' end,
            case when told.is_depot then 'risk_depot_or_clozapine' end,
            case when told.antipsychotic is not null then 'risk_antipsychotic' end,
            case when told.has_diabetes then 'risk_diabetes' end,
            case when told.has_cvd then 'risk_cvd' end,
            case when told.is_smoker then 'risk_smoker' end,
            case when told.is_obese then 'risk_obesity' end,
            case when told.is_pressure_high then 'risk_high_blood_pressure' end,
            case when told.is_hba1c_high then 'risk_high_hba1c' end,
            case when told.own <= 2 then 'most_deprived_fifth' end,
            case when told.own is null and told.practice <= 2 then 'practice_area_most_deprived' end,
            case when told.has_no_fixed_abode then 'no_fixed_abode' end,
            case when told.is_interpreter_needed then 'interpreter_needed' end,
            case when told.own is null then 'deprivation_not_known' end,
            case when told.own is null and told.practice is null then 'practice_area_not_known' end,
            case when not told.sends_medicines then 'medicines_not_known' end,
            case when not told.sends_diabetes then 'diabetes_not_known' end,
            case when not told.sends_cvd then 'cvd_not_known' end,
            case when told.is_smoker is null then 'smoking_not_known' end,
            case when told.is_obese is null then 'bmi_not_known' end,
            case when told.is_pressure_high is null then 'blood_pressure_not_known' end,
            case when told.is_hba1c_high is null then 'hba1c_not_known' end
        ],
        null
    ) as reasons
from told
