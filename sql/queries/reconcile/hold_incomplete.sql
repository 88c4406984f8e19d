-- Holds extracts without one entry about an element that they must know of: the register holds some of the same
-- people, or twenty people of the file have other entries. A part or column is missing, and its people would count
-- as never checked.
with
arrived as (
    select
        extract_id,
        practice_code,
        is_full,
        is_full_history
    from extract
    where
        fate = 'reconciling'
        and not exists (
            select 1
            from extract_decision_in_force as decided
            where
                decided.extract_id = extract.extract_id
                and decided.decision = 'release'
                and (decided.was_compared or decided.held_for = 'part_missing')
        )
),

recorded as (
    select
        landed_observation.extract_id,
        array_agg(distinct landed_observation.element) as elements,
        count(distinct landed_observation.person_id) as people
    from landed_observation
    inner join arrived on landed_observation.extract_id = arrived.extract_id
    group by landed_observation.extract_id
),

expected as (
    select
        arrived.extract_id,
        observation.element
    from arrived
    inner join landed_person on arrived.extract_id = landed_person.extract_id
    inner join observation
        on
            arrived.practice_code = observation.practice_code
            and landed_person.person_id = observation.person_id
    where arrived.is_full_history and observation.retracted_by_extract_id is null
    union
    select
        recorded.extract_id,
        six.element
    from recorded
    inner join arrived on recorded.extract_id = arrived.extract_id
    cross join unnest(array['blood_pressure', 'bmi', 'alcohol', 'lipids', 'glucose', 'smoking']) as six (element)
    -- In a delta an element of which nothing changed is no missing part.
    where recorded.people >= 20 and arrived.is_full
),

lost as (
    select
        expected.extract_id,
        string_agg(expected.element, ', ' order by expected.element) as elements
    from expected
    left join recorded on expected.extract_id = recorded.extract_id
    where expected.element <> all(coalesce(recorded.elements, '{}'))
    group by expected.extract_id
)

update extract
set
    fate = 'held',
    fate_reason = 'part_missing',
    fate_detail = 'No entry about: ' || lost.elements || '.'
from lost
where extract.extract_id = lost.extract_id
