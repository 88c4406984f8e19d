-- Every notice of a file, in the order of the file; a provider's is read under its own role.
select
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
    notice.as_of = cast(:as_of as date)
    and notice.organisation_code = :organisation_code
    and notice.file_number = :file_number
order by worklist.as_of, worklist_item.rank, notice.letter_id, notice.about
