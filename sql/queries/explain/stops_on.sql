-- What stops contact with somebody on a day, from whatever source, as it is known now.
select
    reason,
    kind,
    until_on
from stops_on(cast(:as_of as date))
where person_id = :person_id
order by kind, reason
