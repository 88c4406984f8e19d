-- What was told of these people and still holds: to whom, of which item of which list or which letter of which batch.
select
    notice.organisation_code,
    notice.as_of,
    notice.file_number,
    notice.worklist_item_id,
    notice.letter_id,
    notice.is_written,
    worklist.as_of as listed_on,
    worklist_item.rank,
    letter.letter_batch_id,
    letter_batch.released_on,
    -- A sealed file has another ending.
    (
        select file.path
        from outbox_file as file
        where
            file.kind = 'withdrawal'
            and file.as_of = notice.as_of
            and file.organisation_code = notice.organisation_code
            and split_part(file.path, '.', 1) like '%-' || cast(notice.file_number as text)
    ) as path
from withdrawal_notice as notice
left join worklist_item on notice.worklist_item_id = worklist_item.worklist_item_id
left join worklist on worklist_item.worklist_id = worklist.worklist_id
left join letter on notice.letter_id = letter.letter_id
left join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
where not notice.is_over and notice.person_id = any(cast(:person_ids as text[]))
order by notice.organisation_code, worklist.as_of, notice.letter_id
