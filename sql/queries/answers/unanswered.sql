-- Extracts a day answers: taken in, or of which not one row could be taken, and not answered on an earlier day.
select
    extract.extract_id,
    extract.practice_code,
    practice.name as practice_name,
    extract.extract_on,
    extract.fate,
    extract.fate_reason,
    extract.is_full,
    extract.is_correction,
    extract.rows_read,
    extract.rows_landed,
    extract.rows_folded,
    extract.rows_collapsed,
    extract.rows_staged,
    extract.rows_quarantined,
    extract.values_set_aside,
    extract.columns_unknown
from extract
inner join practice on extract.practice_code = practice.practice_code
left join extract_answer on extract.extract_id = extract_answer.extract_id
where
    extract.extract_on is not null
    and (extract.fate = 'accepted' or extract.fate_reason = 'nobody_landed')
    and (extract_answer.extract_id is null or extract_answer.answered_as_of = cast(:as_of as date))
    and (cast(:extract_id as text) is null or extract.extract_id = :extract_id)
order by extract.practice_code, extract.extract_on, extract.extract_id
