-- What to mind with somebody, lifted notes too, as known on a day; never the words.
select
    contact_note_id,
    code,
    from_on,
    said_by,
    source,
    case when read_on <= cast(:as_of as date) then read_by end as read_by,
    case when read_on <= cast(:as_of as date) then read_on end as read_on,
    coalesce(is_shown and read_on <= cast(:as_of as date), false) as is_shown,
    case when read_on <= cast(:as_of as date) then read_why end as read_why,
    coalesce(words = '', false) as is_forgotten,
    case when lifted_on <= cast(:as_of as date) then lifted_on end as lifted_on,
    lifted_by,
    lifted_why
from contact_note
where person_id = :person_id and from_on <= cast(:as_of as date)
order by from_on, contact_note_id
