-- Bands, reasons and the rank for each provider. Missing data raises priority and never lowers it:
-- a gap of unknown length counts as the longest, an unknown decile as the most deprived.
with smoker as (
    select distinct on (person_id)
        person_id,
        term ilike '%current%smok%' or term ilike 'smoker%' as is_smoker
    from observation
    where
        element = 'smoking'
        and not is_declined
        and is_precise
        and retracted_by_extract_id is null
    order by person_id, observed_on desc, term
),

weighed as (
    select
        plan_item.person_id,
        plan_item.provider_code,
        plan_item.disposition,
        recall_status.last_element_on,
        cardinality(recall_status.missing_elements)
        + cardinality(recall_status.out_of_date_elements)
        + cardinality(recall_status.declined_elements) as missing,
        registration.imd_decile,
        case
            when recall_status.status = 'never_checked' and recall_status.last_element_on is null then 1
            when recall_status.status = 'never_checked' then 2
            else 3
        end as band,
        array_remove(
            array[
                case
                    when recall_status.status = 'overdue' then 'overdue'
                    when recall_status.last_element_on is null then 'never_nothing_recorded'
                    else 'never_all_six'
                end,
                case
                    when registration.antipsychotic ~* 'depot|clozapine|decanoate' then 'risk_depot_or_clozapine'
                    when registration.antipsychotic is not null then 'risk_antipsychotic'
                end,
                case when registration.has_diabetes then 'risk_diabetes' end,
                case when registration.has_cvd then 'risk_cvd' end,
                case when smoker.is_smoker then 'risk_smoker' end,
                case when registration.imd_decile <= 2 then 'most_deprived_fifth' end,
                case when registration.is_interpreter_needed then 'interpreter_needed' end
            ],
            null
        ) as reasons
    from plan_item
    inner join recall_status on plan_item.person_id = recall_status.person_id and recall_status.to_run_id is null
    inner join registration
        on
            plan_item.practice_code = registration.practice_code
            and plan_item.person_id = registration.person_id
    left join smoker on plan_item.person_id = smoker.person_id
    where plan_item.as_of = cast(:as_of as date)
),

ranked as (
    select
        weighed.*,
        row_number() over (
            partition by weighed.provider_code, weighed.disposition
            order by
                weighed.band,
                weighed.last_element_on nulls first,
                weighed.missing desc,
                (
                    select count(*) from unnest(weighed.reasons) as reason
                    where reason like 'risk%'
                ) desc,
                coalesce(weighed.imd_decile, 1),
                weighed.person_id
        ) as place_in_order
    from weighed
)

update plan_item
set
    band = ranked.band,
    reasons = ranked.reasons,
    rank = case when plan_item.disposition = 'listed' then ranked.place_in_order end,
    next_step = nullif(plan_item.next_step, 'undecided')
from ranked
where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = ranked.person_id
