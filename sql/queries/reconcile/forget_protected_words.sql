-- Words about whoever is protected now may hold an address, and no list names the person: they go.
update contact_note
set words = ''
where words <> '' and person_id in (select protected_person.person_id from protected_person)
