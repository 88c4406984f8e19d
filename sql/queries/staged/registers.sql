-- Whom more than one practice claims against the rule of a move: a row for each practice, the latest registration
-- first.
with side as (
    select
        registration.person_id,
        registration.practice_code,
        registration.registered_on,
        claim.extract_on,
        to_jsonb(registration) as said,
        string_agg(registration.practice_code, ',') over (
            partition by registration.person_id
            order by registration.practice_code
            rows between unbounded preceding and unbounded following
        ) as practice_codes,
        count(*) over (partition by registration.person_id) as sides
    from recall_status
    inner join claims_on(cast(:as_of as date), cast(:deducted_within_days as integer)) as claim
        on recall_status.person_id = claim.person_id
    inner join registration
        on claim.person_id = registration.person_id and claim.practice_code = registration.practice_code
    where
        recall_status.to_run_id is null
        and recall_status.status = 'on_two_registers'
        and claim.standing = 'holds'
)

select
    staged_registers_id(side.person_id, side.practice_codes) as staged_id,
    'on_two_registers' as reason,
    side.person_id,
    null as old_person_id,
    'claims' as role,
    side.practice_code,
    practice.name as practice_name,
    side.registered_on,
    side.extract_on,
    registration.nhs_number,
    registration.born_on,
    marks_of(
        registration.is_dead,
        registration.is_restricted,
        registration.is_not_to_be_shared,
        registration.refuses_outreach
    ) as marks,
    differing_columns(side.said, other.said) as differs
from side
inner join registration on side.person_id = registration.person_id and side.practice_code = registration.practice_code
inner join practice on side.practice_code = practice.practice_code
inner join lateral (
    select another.said
    from side as another
    where another.person_id = side.person_id and another.practice_code <> side.practice_code
    order by another.practice_code
    limit 1
) as other on true
where side.sides > 1
order by staged_id, side.registered_on desc nulls last, side.practice_code
