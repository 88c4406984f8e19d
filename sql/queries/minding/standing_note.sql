-- The note of a code that stands for somebody on a day; saying it again changes nothing.
select contact_note_id
from contact_note
where
    person_id = :person_id
    and code = :code
    and from_on <= cast(:as_of as date)
    and (lifted_on is null or lifted_on > cast(:as_of as date))
order by from_on, contact_note_id
limit 1
