-- Recorded results of an extract that are not counted, by reason.
select
    reason,
    count(*) as value_count
from value_set_aside
where extract_id = :extract_id
group by reason
order by value_count desc, reason
