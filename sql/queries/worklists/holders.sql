-- What partners and workers are called.
select
    'partner' as kind,
    partner_code as code,
    name
from region_partner
where partner_code is not null
union
select
    'worker' as kind,
    worker_code as code,
    name
from region_worker
