-- Everybody on a register, one recall status each.
insert into accounting (as_of, scope, scope_code, line, reason, people)
select
    cast(:as_of as date),
    'register',
    practice_code,
    status,
    reason,
    count(*)
from recall_status
where to_run_id is null
group by practice_code, status, reason
