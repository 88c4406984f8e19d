-- Every notice of the files of which one is not written yet, in the order of the file.
select
    notice.as_of,
    notice.organisation_code,
    notice.file_number,
    notice.worklist_item_id,
    notice.letter_id,
    notice.reason,
    notice.until_on,
    notice.about,
    notice.words,
    worklist.as_of as listed_on,
    worklist_item.rank,
    worklist_item.content ->> 'name' as name
from withdrawal_notice as notice
left join worklist_item on notice.worklist_item_id = worklist_item.worklist_item_id
left join worklist on worklist_item.worklist_id = worklist.worklist_id
where
    exists (
        select 1
        from withdrawal_notice as unwritten
        where
            unwritten.as_of = notice.as_of
            and unwritten.organisation_code = notice.organisation_code
            and unwritten.file_number = notice.file_number
            and not unwritten.is_written
    )
order by
    notice.as_of,
    notice.organisation_code,
    notice.file_number,
    worklist.as_of,
    worklist_item.rank,
    notice.letter_id,
    notice.about
