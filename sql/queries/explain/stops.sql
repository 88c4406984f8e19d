-- Stops recorded for somebody, also lifted and ended ones.
select
    stop_id,
    reason,
    source,
    said_by,
    from_on,
    until_on,
    case when lifted_on <= cast(:as_of as date) then lifted_on end as lifted_on,
    lifted_by,
    lifted_why
from stop
where person_id = :person_id and from_on <= cast(:as_of as date)
order by from_on, stop_id
