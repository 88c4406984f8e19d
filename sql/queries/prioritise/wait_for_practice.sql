-- Where it is agreed with the network that nobody is contacted for some weeks after the practice's own invitation:
-- those weeks are waited for. What was agreed with the person is kept all the same. An invitation dated after today
-- is a slip of the pen, and nobody waits for it.
update plan_item
set
    disposition = 'waiting_until',
    disposition_reason = 'practice_invited',
    until_on = registration.last_invited_on + 7 * agreed.weeks_after_invitation,
    next_step = null,
    next_step_reason = null
from registration, region_local_plan as agreed
where
    plan_item.as_of = cast(:as_of as date)
    and plan_item.disposition = 'listed'
    and plan_item.next_step_reason <> 'call_back_agreed'
    and plan_item.practice_code = registration.practice_code
    and plan_item.person_id = registration.person_id
    and plan_item.pcn_code = agreed.pcn_code
    and coalesce(agreed.from_on, '-infinity') <= cast(:as_of as date)
    and coalesce(agreed.to_on, 'infinity') >= cast(:as_of as date)
    and registration.last_invited_on <= cast(:as_of as date)
    and registration.last_invited_on + 7 * agreed.weeks_after_invitation > cast(:as_of as date)
