-- Everybody's one recall status as of a date, by the rule; kept for this transaction as status_now. It judges what
-- home_now and check_record say, nothing else: the window looks back from the day of the practice's newest accepted
-- extract, age counts on the day of the run. Counted nationally is who has all six within twelve months; QOF allows
-- the lipids of people at lower risk to be older. Nobody whom the check is not for is counted in either.
create temporary table status_now on commit drop as
with recorded as materialized (
    select
        home_now.*,
        check_record.last_complete_on,
        greatest(
            check_record.blood_pressure_on,
            check_record.bmi_on,
            check_record.alcohol_on,
            check_record.lipids_on,
            check_record.glucose_on,
            check_record.smoking_on
        ) as last_element_on,
        check_record.blood_pressure_on as last_blood_pressure_on,
        case when home_now.check_done_on <= home_now.reference_on then home_now.check_done_on end
            as last_check_done_on,
        element_state(
            check_record.blood_pressure_on, check_record.blood_pressure_declined_on, home_now.year_before_on
        ) as blood_pressure,
        element_state(
            check_record.bmi_on, check_record.bmi_declined_on, home_now.year_before_on
        ) as bmi,
        element_state(
            check_record.alcohol_on, check_record.alcohol_declined_on, home_now.year_before_on
        ) as alcohol,
        element_state(
            check_record.lipids_on, check_record.lipids_declined_on, home_now.year_before_on
        ) as lipids,
        element_state(
            check_record.glucose_on, check_record.glucose_declined_on, home_now.year_before_on
        ) as glucose,
        element_state(
            check_record.smoking_on, check_record.smoking_declined_on, home_now.year_before_on
        ) as smoking,
        check_record.lipids_on > home_now.reference_on - case
            when
                is_at_lower_risk(
                    home_now.antipsychotic,
                    home_now.has_diabetes,
                    home_now.has_cvd,
                    check_record.smokes,
                    check_record.bmi,
                    home_now.ethnicity
                ) then interval '2 years'
            else interval '1 year'
        end as has_lipids_for_qof,
        home_now.is_hard_to_reach or coalesce(
            home_now.no_response_on > home_now.year_before_on
            and home_now.no_response_on <= home_now.reference_on,
            false
        ) as is_out_of_reach
    from home_now
    left join check_record on home_now.person_id = check_record.person_id
),

-- Kept as made: the status is asked for again and again below.
judged as materialized (
    select
        recorded.*,
        case
            when recorded.is_dead then 'died'
            when
                exists (
                    select 1
                    from same_person
                    where same_person.person_id = recorded.person_id and same_person.is_now <> recorded.person_id
                ) then 'superseded_number'
            when recorded.registers = 0 then 'left'
            when
                recorded.nhs_number like '999%' and (select database_mode.is_live from database_mode)
                then 'test_number'
            when
                exists (
                    select 1
                    from staged_change
                    where
                        staged_change.person_id = recorded.person_id
                        and staged_change.settled_by_extract_id is null
                ) then 'contradiction'
            when recorded.registers > 1 then 'on_two_registers'
            when extract(year from age(cast(:as_of as date), recorded.born_on)) < cast(:minimum_age as integer)
                then 'under_18'
            when
                recorded.diagnosis_on is null and recorded.remission_on is null and recorded.lithium_on is not null
                then 'lithium_only'
            when
                recorded.remission_on is not null
                and (recorded.diagnosis_on is null or recorded.remission_on >= recorded.diagnosis_on)
                then 'in_remission'
            when recorded.diagnosis_on is null then 'no_diagnosis'
            when recorded.last_complete_on is null then 'never_checked'
            when
                recorded.last_complete_on
                < recorded.reference_on - make_interval(years => cast(:years_without_check as integer))
                then 'overdue'
            when recorded.last_complete_on <= recorded.year_before_on then 'due'
            else 'up_to_date'
        end as status
    from recorded
)

select
    person_id,
    practice_code,
    reference_on,
    status,
    last_complete_on,
    last_check_done_on,
    last_element_on,
    last_blood_pressure_on,
    case
        when status = 'never_checked' and last_element_on is null then 'nothing_recorded'
        when status = 'never_checked' then 'never_all_six'
        else status
    end as reason,
    case
        when status in ('never_checked', 'overdue') then 'no_check_in_years'
        when status = 'due' and is_out_of_reach and cast(:includes_hard_to_reach as boolean) then 'hard_to_reach'
    end as outreach_route,
    array_remove(
        array[
            case when blood_pressure = 'missing' then 'blood_pressure' end,
            case when bmi = 'missing' then 'bmi' end,
            case when alcohol = 'missing' then 'alcohol' end,
            case when lipids = 'missing' then 'lipids' end,
            case when glucose = 'missing' then 'glucose' end,
            case when smoking = 'missing' then 'smoking' end
        ],
        null
    ) as missing_elements,
    array_remove(
        array[
            case when blood_pressure = 'out_of_date' then 'blood_pressure' end,
            case when bmi = 'out_of_date' then 'bmi' end,
            case when alcohol = 'out_of_date' then 'alcohol' end,
            case when lipids = 'out_of_date' then 'lipids' end,
            case when glucose = 'out_of_date' then 'glucose' end,
            case when smoking = 'out_of_date' then 'smoking' end
        ],
        null
    ) as out_of_date_elements,
    array_remove(
        array[
            case when blood_pressure = 'declined' then 'blood_pressure' end,
            case when bmi = 'declined' then 'bmi' end,
            case when alcohol = 'declined' then 'alcohol' end,
            case when lipids = 'declined' then 'lipids' end,
            case when glucose = 'declined' then 'glucose' end,
            case when smoking = 'declined' then 'smoking' end
        ],
        null
    ) as declined_elements,
    status in ('never_checked', 'overdue', 'due', 'up_to_date')
    and 'recorded' = all(array[blood_pressure, bmi, alcohol, lipids, glucose, smoking]) as is_counted_nationally,
    status in ('never_checked', 'overdue', 'due', 'up_to_date')
    and 'recorded' = all(array[blood_pressure, bmi, alcohol, glucose, smoking])
    and coalesce(has_lipids_for_qof, false) as is_counted_by_qof
from judged
