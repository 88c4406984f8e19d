-- Holds extracts in which the share of people never checked stands far above last time's; a practice's first is
-- held against the county's. Results are missing from the file, not from the people.
with judged as (
    select
        extract_id,
        people_landed,
        people_never_checked,
        coalesce(people_landed_before, county_landed) as other_people,
        coalesce(people_never_checked_before, county_never_checked) as other_never_checked,
        case when people_landed_before is null then 'in the county' else 'last time' end as other
    from extract_measure
    where not is_released and people_never_checked is not null and people_landed > 0
)

update extract
set
    fate = 'held',
    fate_reason = 'never_checked_jumped',
    fate_detail = 'Never checked now: ' || judged.people_never_checked || ' of ' || judged.people_landed
    || ' people, ' || judged.other || ': ' || judged.other_never_checked || ' of ' || judged.other_people || '.'
from judged
where
    extract.extract_id = judged.extract_id
    and extract.fate = 'reconciling'
    and judged.other_people > 0
    and (
        judged.people_never_checked - cast(judged.other_never_checked as numeric) * judged.people_landed
        / judged.other_people
    ) >= cast(:fewest_to_judge as integer)
    and (
        judged.people_never_checked * 100.0 / judged.people_landed
        - judged.other_never_checked * 100.0 / judged.other_people
    ) > cast(:largest_never_checked_rise as integer)
