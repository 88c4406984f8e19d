-- Who covers a practice on a day, or why nobody does.
select *
from practice_on(cast(:as_of as date))
where practice_code = :practice_code
