-- What was due for somebody after the check, day by day.
select
    as_of,
    provider_code,
    step,
    reason,
    due_on,
    rank
from follow_up
where person_id = :person_id and as_of <= cast(:as_of as date)
order by as_of
