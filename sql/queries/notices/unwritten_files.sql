-- The files of notices of which one is not written yet, and how many each holds; nobody is named.
select
    as_of,
    organisation_code,
    file_number,
    count(*) as notices
from withdrawal_notice
group by as_of, organisation_code, file_number
having bool_or(not is_written)
order by as_of, organisation_code, file_number
