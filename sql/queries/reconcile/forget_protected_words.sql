-- Words about whoever is protected now may hold an address, and no list names the person: they go, from notices too.
with told as (
    update withdrawal_notice
    set words = null
    where words is not null and person_id in (select protected_person.person_id from protected_person)
)

update contact_note
set words = ''
where words <> '' and person_id in (select protected_person.person_id from protected_person)
