-- Which worker has whom of those who have none: of the workers of the partner (or of the provider itself) in the
-- network, the one whose keyed hash with the person comes first. So a new worker takes some from each, and nobody else
-- changes hands.
with chosen as (
    select distinct on (plan_item.person_id)
        plan_item.person_id,
        worker.worker_code
    from plan_item
    inner join region_worker as worker
        on
            plan_item.provider_code = worker.provider_code
            and plan_item.partner_code is not distinct from worker.partner_code
            and (worker.pcn_code is null or plan_item.pcn_code = worker.pcn_code)
    where
        plan_item.as_of = cast(:as_of as date)
        and plan_item.worker_code is null
        and worker.from_on <= cast(:as_of as date)
        and (worker.to_on is null or worker.to_on >= cast(:as_of as date))
    order by
        plan_item.person_id,
        sha256(convert_to(plan_item.person_id || worker.worker_code, 'UTF8'))
)

update plan_item
set worker_code = chosen.worker_code
from chosen
where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = chosen.person_id
