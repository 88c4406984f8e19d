-- People this extract had introduced are introduced by the next that knows them, if any.
update person
set
    first_extract_id = (
        select known.extract_id
        from (
            select
                landed_person.extract_id,
                coalesce(reconciled_extract.reconciled_order, 0) as known_order
            from landed_person
            inner join extract on landed_person.extract_id = extract.extract_id
            left join reconciled_extract on extract.extract_id = reconciled_extract.extract_id
            where
                landed_person.person_id = person.person_id
                and landed_person.extract_id <> :extract_id
                and extract.fate = 'accepted'
            union all
            -- What was landed may be deleted by now.
            select
                registration.extract_id,
                9223372036854775807
            from registration
            where registration.person_id = person.person_id
        ) as known
        order by known.known_order, known.extract_id
        limit 1
    )
where person.first_extract_id = :extract_id
