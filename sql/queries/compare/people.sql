-- Everybody whose status, reason or route differs, by opaque id.
select
    coalesce(status_now.person_id, status_first.person_id) as person_id,
    status_first.status as first_status,
    status_first.reason as first_reason,
    status_first.outreach_route as first_route,
    status_now.status as second_status,
    status_now.reason as second_reason,
    status_now.outreach_route as second_route
from status_first
full join status_now on status_first.person_id = status_now.person_id
where
    (status_first.status, status_first.reason, status_first.outreach_route)
    is distinct from (status_now.status, status_now.reason, status_now.outreach_route)
order by person_id
