-- Who works for whom on a day, and in which network?
select
    worker.worker_code,
    worker.name,
    worker.provider_code,
    worker.partner_code,
    coalesce(worker.pcn_code, 'any') as pcn_code,
    worker.to_on,
    worker.status
from region_worker as worker
where
    worker.from_on <= cast(:as_of as date)
    and (worker.to_on is null or worker.to_on >= cast(:as_of as date))
order by worker.provider_code, worker.partner_code nulls first, worker.worker_code, worker.pcn_code nulls first
