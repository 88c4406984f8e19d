-- Every stop of somebody, from whatever source, lifted ones too: those of the ledger, then what registers and traces
-- say by themselves. `is_from_file`: said by a file of a practice. `is_said_no_more`: a newer register of a practice
-- has the person without the mark.
select
    stop.stop_id,
    stop.reason,
    stop.source,
    stop.said_by,
    stop.from_on,
    stop.until_on,
    stop.lifted_on,
    stop.lifted_by,
    stop.lifted_why,
    stop.source like '%extract %' as is_from_file,
    exists (
        select 1
        from registration
        inner join extract
            on registration.practice_code = extract.practice_code and extract.fate = 'accepted'
        where
            registration.person_id = stop.person_id
            and registration.state = 'registered'
            and extract.extract_on > stop.from_on
    )
    and not exists (
        select 1
        from registration
        where
            registration.person_id = stop.person_id
            and stop.reason = any(
                marks_of(
                    registration.is_dead,
                    registration.is_restricted,
                    registration.is_not_to_be_shared,
                    registration.refuses_outreach
                )
            )
    ) as is_said_no_more
from stop
where stop.person_id = any(cast(:person_ids as text[]))
union all
select
    null,
    unmade.reason,
    'registers and traces',
    '',
    null,
    null,
    null,
    null,
    null,
    true,
    false
from (
    select distinct said.reason
    from stops_on(cast(:as_of as date)) as said
    where
        said.person_id = any(cast(:person_ids as text[]))
        and not exists (
            select 1
            from stop
            where
                stop.person_id = any(cast(:person_ids as text[]))
                and stop.reason = said.reason
                and stop.from_on <= cast(:as_of as date)
                and (stop.until_on is null or stop.until_on >= cast(:as_of as date))
                and (stop.lifted_on is null or stop.lifted_on > cast(:as_of as date))
        )
) as unmade
order by from_on nulls last, reason, stop_id
