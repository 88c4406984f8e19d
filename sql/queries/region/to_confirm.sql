-- Which rows of the region in force still wait for the commissioner to confirm them?
select
    'PCN' as kind,
    pcn_code as code,
    name,
    place_code,
    cast(null as text) as provider_code,
    note
from region_pcn
where status = 'proposed'
union all
select
    case level when 3 then 'practice' when 2 then 'PCN coverage' else 'place' end as kind,
    coalesce(practice_code, pcn_code, place_code) as code,
    cast(null as text) as name,
    place_code,
    provider_code,
    note
from region_coverage
where status = 'proposed'
union all
select
    'local plan' as kind,
    case when count(*) = 1 then min(pcn_code) else count(*) || ' PCNs' end as code,
    cast(null as text) as name,
    cast(null as text) as place_code,
    cast(null as text) as provider_code,
    note
from region_local_plan
where status = 'proposed'
group by note
union all
select
    'partner share' as kind,
    pcn_code as code,
    partner_code as name,
    cast(null as text) as place_code,
    cast(null as text) as provider_code,
    note
from region_partner_share
where status = 'proposed'
union all
select
    'venue' as kind,
    venue_code as code,
    name,
    cast(null as text) as place_code,
    cast(null as text) as provider_code,
    note
from region_venue
where status = 'proposed'
union all
select
    'service' as kind,
    service_code as code,
    name,
    place_code,
    cast(null as text) as provider_code,
    note
from region_service
where status = 'proposed'
union all
select
    'worker' as kind,
    worker_code as code,
    name,
    cast(null as text) as place_code,
    provider_code,
    note
from region_worker
where status = 'proposed'
order by kind, place_code nulls first, code
