-- What practices were asked or told about somebody, and when it went out.
select
    register_update_id,
    practice_code,
    section,
    kind,
    effective_on,
    first_as_of,
    case when sent_as_of <= cast(:as_of as date) then sent_as_of end as sent_as_of
from register_update
where person_id = :person_id and first_as_of <= cast(:as_of as date)
order by first_as_of, register_update_id
