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
order by kind, place_code nulls first, code
