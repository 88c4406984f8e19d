-- What somebody told us, or the national record, and only the practice can settle: died? moved? which number? Once a
-- stop; what workers told is asked about with their outcome, or here where the row that told it was set aside.
insert into proposed_update (
    register_update_id, practice_code, person_id, section, kind, effective_on, content, first_as_of
)
select
    'u' || left(
        encode(sha256(convert_to('stop' || stop.stop_id || recall_status.practice_code, 'UTF8')), 'hex'), 16
    ),
    recall_status.practice_code,
    recall_status.person_id,
    'please_answer',
    case stop.reason when 'died' then 'reported_dead' when 'reported_moved' then 'moved_away' else stop.reason end,
    stop.from_on,
    '{}',
    cast(:as_of as date)
from stop
inner join recall_status on stop.person_id = recall_status.person_id and recall_status.to_run_id is null
where
    stop.lifted_on is null
    and stop.from_on <= cast(:as_of as date)
    and (
        (
            stop.source in ('phone', 'email', 'meeting', 'key_worker', 'family', 'trace')
            and stop.reason in (
                'died', 'moved_away', 'trace_number_superseded', 'trace_number_invalid', 'trace_registered_elsewhere'
            )
        )
        or (
            stop.reason in ('reported_dead', 'reported_moved')
            and not exists (
                select 1
                from contact_attempt
                where
                    contact_attempt.source = stop.source
                    and contact_attempt.outcome in ('reported_dead', 'moved_away')
            )
        )
    )
on conflict do nothing
