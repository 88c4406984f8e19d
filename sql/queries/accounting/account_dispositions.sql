-- Everybody overdue, one disposition each.
insert into accounting (as_of, scope, scope_code, line, reason, people)
select
    cast(:as_of as date),
    'overdue',
    practice_code,
    disposition,
    disposition_reason,
    count(*)
from plan_item
where as_of = cast(:as_of as date)
group by practice_code, disposition, disposition_reason
