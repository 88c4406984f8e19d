-- How many people have each recall status now.
select
    status,
    count(*) as people
from recall_status
where to_run_id is null
group by status
order by status
