-- What must be taken in anew without an extract, in the order in which it was applied: the newer ones of its practice,
-- and those of other practices that were compared with people whose date of birth only this extract had given.
with recursive
disputed as (
    select staged_change.person_id
    from staged_change
    inner join person on staged_change.person_id = person.person_id
    where person.first_extract_id = :extract_id
),

since as (
    select
        reconciled_extract.extract_id,
        reconciled_extract.reconciled_order,
        extract.practice_code
    from reconciled_extract
    inner join extract on reconciled_extract.extract_id = extract.extract_id
    where
        extract.fate = 'accepted'
        and reconciled_extract.reconciled_order > (
            select undone.reconciled_order
            from reconciled_extract as undone
            where undone.extract_id = :extract_id
        )
),

affected as (
    select
        since.extract_id,
        since.reconciled_order,
        since.practice_code
    from since
    where
        since.practice_code = (
            select undone.practice_code
            from extract as undone
            where undone.extract_id = :extract_id
        )
        or exists (
            select 1
            from landed_person
            inner join disputed on landed_person.person_id = disputed.person_id
            where landed_person.extract_id = since.extract_id
        )
    union
    -- The newer ones of those other practices.
    select
        since.extract_id,
        since.reconciled_order,
        since.practice_code
    from since
    inner join affected
        on
            since.practice_code = affected.practice_code
            and since.reconciled_order > affected.reconciled_order
)

select
    affected.extract_id,
    affected.reconciled_order,
    extract.practice_code,
    extract.extract_on,
    extract.first_as_of,
    extract.is_full,
    extract.is_full_history,
    extract_file.part,
    extract_file.inbox_path,
    source_file.archived_as,
    source_file.deleted_on
from affected
inner join extract on affected.extract_id = extract.extract_id
inner join extract_file on affected.extract_id = extract_file.extract_id
inner join source_file on extract_file.file_sha256 = source_file.file_sha256
order by affected.reconciled_order, extract_file.part
