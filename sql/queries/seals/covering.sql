-- The providers that cover a practice on a day.
select distinct provider_code
from practice_on(cast(:as_of as date))
where provider_code is not null
order by provider_code
