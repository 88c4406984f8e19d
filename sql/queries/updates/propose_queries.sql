-- Questions only a practice can settle: on two registers, another date of birth. Each practice concerned is asked.
insert into proposed_update (
    register_update_id, practice_code, person_id, section, kind, effective_on, content, first_as_of
)
select
    'u' || left(
        encode(
            sha256(convert_to('two registers' || registration.practice_code || registration.person_id, 'UTF8')),
            'hex'
        ),
        16
    ),
    registration.practice_code,
    registration.person_id,
    'please_answer',
    'on_two_registers',
    cast(:as_of as date),
    cast('{}' as jsonb),
    cast(:as_of as date)
from recall_status
inner join registration on recall_status.person_id = registration.person_id
where
    recall_status.to_run_id is null
    and recall_status.status = 'on_two_registers'
    and registration.state = 'registered'
    and registration.deregistered_on is null
union all
select
    'u' || left(
        encode(sha256(convert_to('birth' || extract_id || person_id, 'UTF8')), 'hex'),
        16
    ),
    practice_code,
    person_id,
    'please_answer',
    reason,
    cast(:as_of as date),
    cast('{}' as jsonb),
    cast(:as_of as date)
from staged_change
where settled_by_extract_id is null
on conflict do nothing
