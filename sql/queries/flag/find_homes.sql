-- The practice whose register speaks for each person as of a date, with what it says; kept for this transaction as
-- home_now. The rule looks back from the day of that practice's newest accepted extract, `reference_on`.
create temporary table home_now on commit drop as
with claim as (
    select
        registration.*,
        standing.extract_on as reference_on,
        standing.standing = 'holds' as is_held
    from claims_on(cast(:as_of as date), cast(:deducted_within_days as integer)) as standing
    inner join registration
        on standing.person_id = registration.person_id and standing.practice_code = registration.practice_code
),

everywhere as (
    select
        person_id,
        bool_or(is_dead) as is_dead,
        count(*) filter (where is_held) as registers
    from claim
    group by person_id
),

home as (
    select distinct on (person_id) *
    from claim
    where reference_on is not null
    order by
        person_id,
        is_held desc,
        registered_on desc nulls last,
        practice_code
)

select
    home.person_id,
    home.practice_code,
    home.nhs_number,
    home.reference_on,
    home.born_on,
    home.diagnosis_on,
    home.remission_on,
    home.lithium_on,
    home.check_done_on,
    home.no_response_on,
    home.is_hard_to_reach,
    home.antipsychotic,
    home.has_diabetes,
    home.has_cvd,
    home.ethnicity,
    everywhere.is_dead,
    everywhere.registers
from home
inner join everywhere on home.person_id = everywhere.person_id
