-- The accounting of a day, practice by practice.
select
    scope,
    scope_code,
    line,
    reason,
    people
from accounting
where as_of = :as_of
order by scope, scope_code, line, reason
