-- Whom an id names: a person's own, a worklist item's or a letter's.
select person_id
from person
where person_id = :id
union
select person_id
from landed_person
where person_id = :id
union
select person_id
from worklist_item
where worklist_item_id = :id
union
select person_id
from letter
where letter_id = :id
