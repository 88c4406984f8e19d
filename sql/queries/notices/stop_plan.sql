-- The newest plan no longer lists whoever was stopped since it was made.
update plan_item
set
    disposition = stopped.disposition,
    disposition_reason = stopped.reason,
    until_on = stopped.until_on,
    next_step = null,
    next_step_reason = null,
    rank = null
from decisive_stop_on(cast(:as_of as date)) as stopped
where
    plan_item.as_of = (select max(newest.as_of) from plan_item as newest)
    and plan_item.person_id = stopped.person_id
    and plan_item.disposition = 'listed'
    and (
        cast(:person_ids as text[]) is null
        or plan_item.person_id = any(cast(:person_ids as text[]))
    )
