-- What rows of a day's extracts were taken in in spite of, by column and practice.
select
    given.warning,
    extract.practice_code,
    count(*) as row_count
from landed_person
inner join extract on landed_person.extract_id = extract.extract_id
cross join unnest(landed_person.warnings) as given (warning)
where extract.first_as_of = :as_of
group by given.warning, extract.practice_code
order by given.warning, extract.practice_code
