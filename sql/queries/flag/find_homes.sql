-- The practice whose register speaks for each person as of a date, with what it says; kept for this transaction as
-- home_now. The rule looks back from the day of that practice's newest accepted extract, `reference_on`. A death
-- anywhere counts, and `registers` is how many claims to the person stand.
create temporary table home_now on commit drop as
with claim as (
    select
        registration.person_id,
        registration.practice_code,
        registration.nhs_number,
        standing.extract_on as reference_on,
        cast(standing.extract_on - interval '1 year' as date) as year_before_on,
        registration.born_on,
        registration.registered_on,
        registration.diagnosis_on,
        registration.remission_on,
        registration.lithium_on,
        registration.check_done_on,
        registration.no_response_on,
        registration.is_hard_to_reach,
        registration.antipsychotic,
        registration.has_diabetes,
        registration.has_cvd,
        registration.ethnicity,
        standing.standing = 'holds' as is_held,
        bool_or(registration.is_dead) over everywhere as is_dead,
        count(*) filter (where standing.standing = 'holds') over everywhere as registers
    from claims_on(cast(:as_of as date), cast(:deducted_within_days as integer)) as standing
    inner join registration
        on standing.person_id = registration.person_id and standing.practice_code = registration.practice_code
    window everywhere as (partition by registration.person_id)
)

select distinct on (person_id) *
from claim
where reference_on is not null
order by
    person_id,
    is_held desc,
    registered_on desc nulls last,
    practice_code
