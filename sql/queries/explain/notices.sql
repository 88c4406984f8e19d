-- Notices of withdrawal about somebody, decided on or before a day: to whom, of which list or letter, and why.
select
    as_of,
    notice_id,
    organisation_code,
    worklist_item_id,
    letter_id,
    reason,
    until_on,
    is_written,
    is_over
from withdrawal_notice
where person_id = :person_id and as_of <= cast(:as_of as date)
order by as_of, notice_id
