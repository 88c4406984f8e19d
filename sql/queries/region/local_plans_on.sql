-- What is agreed with the PCNs for a day, and how many PCNs have the same? A PCN without a plan has no limit.
select
    plan.weeks_after_invitation,
    plan.capacity_a_day,
    plan.floor_a_day,
    coalesce(plan.status, 'no plan') as status,
    count(*) as pcns
from region_pcn as pcn
left join region_local_plan as plan
    on
        pcn.pcn_code = plan.pcn_code
        and plan.from_on <= cast(:as_of as date)
        and (plan.to_on is null or plan.to_on >= cast(:as_of as date))
group by plan.weeks_after_invitation, plan.capacity_a_day, plan.floor_a_day, plan.status
order by pcns desc, plan.status, plan.capacity_a_day, plan.floor_a_day, plan.weeks_after_invitation
