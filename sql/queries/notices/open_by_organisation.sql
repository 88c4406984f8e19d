-- Notices that hold, by whom they are for and whether they are in the outbox.
select
    organisation_code,
    count(*) as notices,
    count(*) filter (where not is_written) as unwritten
from withdrawal_notice
where not is_over
group by organisation_code
order by organisation_code
