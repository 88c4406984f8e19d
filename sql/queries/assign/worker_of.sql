-- For whom a worker works on a day.
select distinct
    provider_code,
    partner_code
from region_worker
where
    worker_code = :worker_code
    and from_on <= cast(:as_of as date)
    and (to_on is null or to_on >= cast(:as_of as date))
