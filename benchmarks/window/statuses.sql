-- One status for everybody, by the window of the rule, where nobody is on two registers, contradicted or gone.
create table status_now as
with result as (
    select distinct person_id, element, observed_on, extract_on
    from observation inner join person using (person_id)
    where not is_declined and is_precise and not is_retracted and observed_on <= extract_on
),

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
        partition by person_id order by observed_on range between unbounded preceding and current row
    )
),

complete as (
    select person_id, max(observed_on) as last_complete_on
    from day
    where
        blood_pressure_on is not null and bmi_on is not null and alcohol_on is not null and lipids_on is not null
        and glucose_on is not null and smoking_on is not null
        and least(blood_pressure_on, bmi_on, alcohol_on, lipids_on, glucose_on, smoking_on)
        > observed_on - interval '1 year'
    group by person_id
),

recorded as (
    select
        person_id,
        max(observed_on) as last_element_on,
        list(distinct element) filter (where observed_on > extract_on - interval '1 year') as recent_elements
    from result
    group by person_id
)

select
    person_id,
    last_complete_on,
    last_element_on,
    recent_elements,
    case
        when is_dead then 'died'
        when is_left then 'left'
        when date_diff('year', born_on, :as_of)
        - case when strftime(born_on, '%m%d') > strftime(:as_of, '%m%d') then 1 else 0 end < 18 then 'under_18'
        when remission_on is not null and (diagnosis_on is null or remission_on >= diagnosis_on) then 'in_remission'
        when diagnosis_on is null then 'no_diagnosis'
        when last_complete_on is null then 'never_checked'
        when last_complete_on < extract_on - interval '3 years' then 'overdue'
        when last_complete_on <= extract_on - interval '1 year' then 'due'
        else 'up_to_date'
    end as status
from person
left join complete using (person_id)
left join recorded using (person_id)
