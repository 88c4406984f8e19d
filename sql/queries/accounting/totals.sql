-- The accounting of a day over all practices.
select
    scope,
    line,
    reason,
    sum(people) as people
from accounting
where as_of = :as_of
group by scope, line, reason
order by scope desc, line, reason
