-- The files of notices of which one is not written yet; nobody is named.
select distinct
    as_of,
    organisation_code,
    file_number
from withdrawal_notice
where not is_written
order by as_of, organisation_code, file_number
