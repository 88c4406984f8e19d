-- A notice about somebody who is no longer stopped is over: the next stop is told anew.
update withdrawal_notice
set is_over = true
where
    not is_over
    and not exists (
        select 1
        from decisive_stop_on(cast(:as_of as date)) as stopped
        where stopped.person_id = withdrawal_notice.person_id
    )
    and (
        cast(:person_ids as text[]) is null
        or person_id = any(cast(:person_ids as text[]))
    )
