-- Rows of a day's extracts that were set aside, by reason and practice; a row with two reasons counts under both.
select
    given.reason,
    extract.practice_code,
    count(*) as row_count
from quarantine
inner join extract on quarantine.extract_id = extract.extract_id
cross join unnest(quarantine.reasons) as given (reason)
where extract.first_as_of = :as_of
group by given.reason, extract.practice_code
order by extract.practice_code, given.reason
