-- Where it is agreed with the network that nobody is contacted for some weeks after the practice's own invitation:
-- those weeks are waited for. What was agreed with the person is kept all the same.
update plan_item
set
    disposition = 'waiting_until',
    disposition_reason = 'practice_invited',
    until_on = practice_waits_until(
        registration.last_invited_on, agreed.weeks_after_invitation, cast(:as_of as date)
    ),
    next_step = null,
    next_step_reason = null,
    time_of_day = null
from registration, local_plan_on(cast(:as_of as date)) as agreed
where
    plan_item.as_of = cast(:as_of as date)
    and plan_item.disposition = 'listed'
    and plan_item.next_step <> all(cast(:asked_for as text[]))
    and plan_item.practice_code = registration.practice_code
    and plan_item.person_id = registration.person_id
    and plan_item.pcn_code = agreed.pcn_code
    and practice_waits_until(
        registration.last_invited_on, agreed.weeks_after_invitation, cast(:as_of as date)
    ) is not null
