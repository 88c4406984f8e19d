-- How many practices of each place are covered on a day, by whom, and why are the others not?
select
    place_name,
    provider_code,
    coverage_reason,
    count(*) as practices
from practice_on(cast(:as_of as date))
group by place_name, provider_code, coverage_reason
order by place_name nulls last, provider_code nulls last, coverage_reason
