-- The providers that cover a practice on a day, and whoever delivers checks then.
select provider_code
from practice_on(cast(:as_of as date))
where provider_code is not null
union
select check_provider_code
from check_provider_on(cast(:as_of as date))
order by provider_code
