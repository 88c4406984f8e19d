-- Takes those for whom there is no room today off the list, with what is full and how many stand before them.
update plan_item
set
    disposition = 'waiting_capacity',
    disposition_reason = wait_for_room.reason,
    waiting_before = wait_for_room.waiting_before,
    rank = null,
    next_step = null,
    next_step_reason = null,
    time_of_day = null
from wait_for_room
where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = wait_for_room.person_id
