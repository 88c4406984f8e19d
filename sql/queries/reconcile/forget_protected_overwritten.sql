-- Whoever is protected now leaves no address or phone behind in what was overwritten either.
update overwritten_registration
set
    said = overwritten_registration.said - array[
        'address_1', 'address_2', 'address_3', 'address_4', 'address_5', 'postcode', 'phone_home', 'phone_mobile',
        'email', 'lsoa'
    ]
where
    overwritten_registration.person_id in (select protected_person.person_id from protected_person)
    and jsonb_exists_any(
        overwritten_registration.said,
        array[
            'address_1', 'address_2', 'address_3', 'address_4', 'address_5', 'postcode', 'phone_home',
            'phone_mobile', 'email', 'lsoa'
        ]
    )
