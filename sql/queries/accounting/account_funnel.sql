-- Everybody whose episode is open or ended in a year, one furthest stage each.
insert into accounting (as_of, scope, scope_code, line, reason, people)
select
    cast(:as_of as date),
    'funnel',
    practice_code,
    furthest,
    coalesce(end_reason, 'open'),
    count(*)
from funnel_on(cast(:as_of as date), cast(:reached as text[]))
group by practice_code, furthest, end_reason
