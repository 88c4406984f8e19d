-- Whoever is protected now leaves no address or phone behind in what was landed before.
update landed_person
set
    address_1 = null,
    address_2 = null,
    address_3 = null,
    address_4 = null,
    address_5 = null,
    postcode = null,
    phone_home = null,
    phone_mobile = null,
    email = null,
    lsoa = null
where
    landed_person.person_id in (select protected_person.person_id from protected_person)
    and coalesce(
        landed_person.address_1,
        landed_person.address_2,
        landed_person.address_3,
        landed_person.address_4,
        landed_person.address_5,
        landed_person.postcode,
        landed_person.phone_home,
        landed_person.phone_mobile,
        landed_person.email,
        landed_person.lsoa
    ) is not null
