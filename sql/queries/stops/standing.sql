-- The stop that was recorded in just these words before and stands.
select stop_id
from stop
where
    person_id = :person_id
    and reason = :reason
    and source = :source
    and said_by = :said_by
    and from_on = cast(:from_on as date)
    and until_on is not distinct from cast(:until_on as date)
    and lifted_on is null
order by stop_id
limit 1
