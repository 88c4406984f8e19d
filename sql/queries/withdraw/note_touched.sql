-- The people about whom an extract changed what we believe.
create temporary table touched on commit drop as
select person_id
from register_change
where extract_id = :extract_id
union
select person_id
from observation
where first_extract_id = :extract_id or retracted_by_extract_id = :extract_id
union
select person_id
from unretracted_observation
where extract_id = :extract_id
