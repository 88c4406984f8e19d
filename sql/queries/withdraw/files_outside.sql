-- Files in the outbox with rows about people an extract spoke of, and the answers it was given.
select
    outbox_file.path,
    count(*) as row_count
from outbox_file
inner join worklist
    on
        outbox_file.as_of = worklist.as_of
        and outbox_file.organisation_code = worklist.provider_code
inner join worklist_item on worklist.worklist_id = worklist_item.worklist_id and not worklist_item.is_withdrawn
where
    outbox_file.kind = 'worklist'
    and outbox_file.as_of >= cast(:since as date)
    and worklist_item.person_id in (select touched.person_id from touched)
group by outbox_file.path
union all
select
    outbox_file.path,
    count(*)
from outbox_file
inner join register_update
    on
        outbox_file.as_of = register_update.sent_as_of
        and outbox_file.organisation_code = register_update.practice_code
where
    outbox_file.kind in ('practice xlsx', 'practice csv')
    and outbox_file.as_of >= cast(:since as date)
    and (
        register_update.person_id in (select touched.person_id from touched)
        or (
            register_update.kind = 'row_set_aside'
            and register_update.practice_code = :practice_code
            and register_update.effective_on = cast(:extract_on as date)
        )
    )
group by outbox_file.path
union all
select
    path,
    row_count
from outbox_file
where
    kind = 'practice answer'
    and organisation_code = :practice_code
    and strpos(path, '-' || left(:extract_id, 7) || '-') > 0
order by path
