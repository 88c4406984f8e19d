-- Whoever was contacted keeps the partner and the worker they have.
update plan_item
set
    partner_code = kept.partner_code,
    worker_code = kept.worker_code
from stays_with_on(cast(:as_of as date)) as kept
where
    plan_item.as_of = cast(:as_of as date)
    and plan_item.person_id = kept.person_id
    and plan_item.provider_code = kept.provider_code
