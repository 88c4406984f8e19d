-- Who looked at whose story, the newest first; of one person where one is named.
select
    looked_at,
    person_id,
    looked_by,
    why,
    as_of
from access_log
where cast(:person_id as text) is null or person_id = :person_id
order by access_order desc
