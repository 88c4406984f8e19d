-- What the plan of each day of which a plan is kept decided about somebody.
select
    plan_item.*,
    recall_status.last_element_on
from plan_item
left join lateral (
    select known.last_element_on
    from recall_status as known
    inner join run as began on known.from_run_id = began.run_id
    where known.person_id = plan_item.person_id and began.as_of <= plan_item.as_of
    order by known.from_run_id desc
    limit 1
) as recall_status on true
where plan_item.person_id = :person_id and plan_item.as_of <= cast(:as_of as date)
order by plan_item.as_of
