-- Check records that no longer hold: of people whose entries changed, or whose day looked back from has passed an entry.
delete from check_record
where
    person_id in (
        select touched.person_id
        from observation_touched as touched
        union all
        select known.person_id
        from check_record as known
        inner join home_now on known.person_id = home_now.person_id
        where home_now.reference_on < known.holds_from or home_now.reference_on >= known.holds_before
    )
