-- Whether only the practice may contact somebody: then we hold no words in which an address may stand.
select count(*) > 0
from protected_person
where person_id = any(cast(:person_ids as text[]))
