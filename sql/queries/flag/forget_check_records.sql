-- Check records that no longer hold: of people whose entries changed, or whose day looked back from has passed an entry.
delete from check_record
where
    person_id in (select touched.person_id from observation_touched as touched)
    or exists (
        select 1
        from home_now
        where
            home_now.person_id = check_record.person_id
            and (
                home_now.reference_on < check_record.holds_from
                or home_now.reference_on >= check_record.holds_before
            )
    )
