-- The worklist items named on a sheet of plans: whom they are about, under the NHS number in force, whose list they
-- were on and when, and whether everything said of the item was taken back.
select
    worklist_item.worklist_item_id,
    whoever.person_id,
    worklist.provider_code,
    worklist.as_of as list_on,
    coalesce(worklist_item.content ->> 'name', '') as name,
    home.practice_code,
    coalesce(said.is_in_error, false) as is_in_error
from worklist_item
inner join worklist on worklist_item.worklist_id = worklist.worklist_id
left join same_person on worklist_item.person_id = same_person.person_id
cross join lateral (select coalesce(same_person.is_now, worklist_item.person_id) as person_id) as whoever
inner join lateral (
    select registration.practice_code
    from registration
    where registration.person_id = whoever.person_id
    order by registration.state = 'registered' desc, registration.registered_on desc nulls last, registration.practice_code
    limit 1
) as home on true
left join lateral (
    select bool_and(contact_attempt.outcome = 'entered_in_error') as is_in_error
    from contact_attempt
    where contact_attempt.source = worklist_item.worklist_item_id
) as said on true
where worklist_item.worklist_item_id = any(cast(:item_ids as text[]))
