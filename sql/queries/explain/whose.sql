-- Whom an id is about: a person's, a worklist item's or a letter's.
select person_id
from person
where person_id = :said
union
select person_id
from worklist_item
where worklist_item_id = :said
union
select person_id
from letter
where letter_id = :said
