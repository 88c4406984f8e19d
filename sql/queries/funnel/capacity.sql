-- Who is listed and who waits for room, by provider and network, beside the room there is a day where somebody said.
with planned as (
    select
        coalesce(plan_item.provider_code, '') as provider_code,
        coalesce(plan_item.pcn_code, '') as pcn_code,
        count(*) filter (where plan_item.disposition = 'listed') as listed,
        count(*) filter (where plan_item.disposition = 'waiting_capacity') as waiting
    from plan_item
    where plan_item.as_of = cast(:as_of as date) and plan_item.disposition in ('listed', 'waiting_capacity')
    group by plan_item.provider_code, plan_item.pcn_code
)

select
    planned.provider_code,
    cast(null as text) as pcn_code,
    '' as pcn_name,
    cast(sum(planned.listed) as integer) as listed,
    cast(sum(planned.waiting) as integer) as waiting,
    room.capacity_a_day
from planned
left join region_capacity as room on planned.provider_code = room.provider_code and room.partner_code is null
group by planned.provider_code, room.capacity_a_day
union all
select
    planned.provider_code,
    planned.pcn_code,
    coalesce(pcn.name, listed.name, ''),
    planned.listed,
    planned.waiting,
    agreed.capacity_a_day
from planned
inner join local_plan_on(cast(:as_of as date)) as agreed
    on planned.pcn_code = agreed.pcn_code and agreed.capacity_a_day is not null
left join pcn on planned.pcn_code = pcn.pcn_code
left join region_pcn as listed on planned.pcn_code = listed.pcn_code
order by provider_code, pcn_code nulls first
