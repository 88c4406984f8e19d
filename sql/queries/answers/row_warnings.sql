-- What rows of an extract were taken in in spite of, by column and kind.
select
    given.warning,
    count(*) as row_count
from landed_person
cross join unnest(landed_person.warnings) as given (warning)
where landed_person.extract_id = :extract_id
group by given.warning
order by row_count desc, given.warning
