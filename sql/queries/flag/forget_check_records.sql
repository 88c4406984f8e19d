-- Check records that no longer hold: of people whose entries changed, or whose day looked back from has passed an entry.
delete from check_record
where
    person_id in (
        select touched.person_id
        from observation_touched as touched
        union
        select home_now.person_id
        from home_now
        inner join check_record as known on home_now.person_id = known.person_id
        where home_now.reference_on < known.holds_from or home_now.reference_on >= known.holds_before
    )
