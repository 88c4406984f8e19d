-- Whoever is protected, whoever said so, leaves no address or phone on a register.
update registration
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
    registration.person_id in (select protected_person.person_id from protected_person)
    and coalesce(
        registration.address_1,
        registration.address_2,
        registration.address_3,
        registration.address_4,
        registration.address_5,
        registration.postcode,
        registration.phone_home,
        registration.phone_mobile,
        registration.email,
        registration.lsoa
    ) is not null
