-- The newest plan no longer has a step by a channel that was closed since it was made: it is a worker's task to find
-- another way.
update plan_item
set
    next_step = 'other_way',
    next_step_reason = 'asked_for_other_channel'
from closed_channels_on(cast(:as_of as date)) as closed
where
    plan_item.as_of = (select max(newest.as_of) from plan_item as newest)
    and plan_item.person_id = closed.person_id
    and plan_item.disposition = 'listed'
    and case
        when plan_item.next_step in ('letter', 'letter_again') then 'letter'
        when plan_item.next_step in ('call', 'call_back', 'after_miss') then 'call'
        else plan_item.next_step
    end = closed.channel
    and (
        cast(:person_ids as text[]) is null
        or plan_item.person_id = any(cast(:person_ids as text[]))
    )
