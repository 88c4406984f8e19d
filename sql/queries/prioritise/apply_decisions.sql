-- Writes the policy's decisions into the plan.
update plan_item
set
    disposition = decision.disposition,
    disposition_reason = case when decision.disposition = 'listed' then 'listed' else decision.reason end,
    until_on = decision.until_on,
    next_step = decision.next_step,
    next_step_reason = decision.reason,
    round = decision.round,
    time_of_day = decision.time_of_day,
    review_on = decision.review_on,
    passed_over = decision.passed_over
from decision
where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = decision.person_id
