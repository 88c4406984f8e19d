-- A letter that cannot be printed becomes a worker's task the same day.
with unprintable as (
    update letter
    set
        state = 'unprintable',
        state_reason = :reason
    where
        letter_id = :letter_id
        and state = 'draft'
    returning person_id
)

update plan_item
set
    next_step = 'other_way',
    next_step_reason = 'letter_unprintable'
from unprintable
where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = unprintable.person_id
