-- Rows about somebody that were set aside, why, and what closed them; nothing of their words.
select
    quarantine.extract_id,
    extract.practice_code,
    extract.extract_on,
    extract.first_as_of,
    quarantine.part,
    quarantine.line_no,
    quarantine.place,
    quarantine.reasons,
    quarantine.closed_by_extract_id
from quarantine
inner join extract on quarantine.extract_id = extract.extract_id
where quarantine.nhs_number = :nhs_number and extract.first_as_of <= cast(:as_of as date)
order by extract.extract_on, quarantine.extract_id, quarantine.part, quarantine.line_no
