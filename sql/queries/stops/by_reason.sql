-- How many people are stopped today, by the reason that is told.
select
    reason,
    count(*) as people
from decisive_stop_on(cast(:as_of as date))
group by reason
order by reason
