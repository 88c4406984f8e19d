-- A notice is over where its person is no longer stopped, or for longer than it said: the next is told anew.
update withdrawal_notice
set is_over = true
where
    not is_over
    and about is null
    and not exists (
        select 1
        from decisive_stop_on(cast(:as_of as date)) as stopped
        where
            stopped.person_id = withdrawal_notice.person_id
            and (withdrawal_notice.until_on is null or withdrawal_notice.until_on >= stopped.until_on)
    )
    and (
        cast(:person_ids as text[]) is null
        or person_id = any(cast(:person_ids as text[]))
    )
