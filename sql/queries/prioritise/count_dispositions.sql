-- How many overdue people each disposition holds on a day.
select
    disposition,
    count(*) as people
from plan_item
where as_of = :as_of
group by disposition
order by disposition
