-- By network on the second day: whom the service is for under each rule, who enters and who leaves.
with compared as (
    select
        coalesce(status_now.practice_code, status_first.practice_code) as practice_code,
        status_first.outreach_route is not null as is_first,
        status_now.outreach_route is not null as is_second
    from status_first
    full join status_now on status_first.person_id = status_now.person_id
)

select
    placed.pcn_code,
    placed.pcn_name,
    count(*) filter (where compared.is_first) as first_people,
    count(*) filter (where compared.is_second) as second_people,
    count(*) filter (where compared.is_second and not compared.is_first) as entering,
    count(*) filter (where compared.is_first and not compared.is_second) as leaving
from compared
left join practice_on(cast(:as_of as date)) as placed on compared.practice_code = placed.practice_code
where compared.is_first or compared.is_second
group by placed.pcn_code, placed.pcn_name
order by placed.pcn_code nulls last
