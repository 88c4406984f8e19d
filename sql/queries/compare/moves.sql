-- How many people have which status, reason and route under the first rule and which under the second.
select
    status_first.status as first_status,
    status_first.reason as first_reason,
    status_first.outreach_route as first_route,
    status_now.status as second_status,
    status_now.reason as second_reason,
    status_now.outreach_route as second_route,
    count(*) as people
from status_first
full join status_now on status_first.person_id = status_now.person_id
group by
    status_first.status,
    status_first.reason,
    status_first.outreach_route,
    status_now.status,
    status_now.reason,
    status_now.outreach_route
order by first_status, first_reason, first_route, second_status, second_reason, second_route
