-- A newer full extract shows every row anew: what it still sets aside is its own quarantine. A delta closes only
-- the rows of people it lands or says have left, and those that a corrected row names.
update quarantine
set closed_by_extract_id = newer.extract_id
from extract as older
inner join extract as newer on older.practice_code = newer.practice_code
where
    newer.fate = 'reconciling'
    and (
        newer.is_full
        or exists (
            select 1
            from landed_person
            where landed_person.extract_id = newer.extract_id and landed_person.nhs_number = quarantine.nhs_number
        )
        or exists (
            select 1
            from removed_number
            where removed_number.extract_id = newer.extract_id and removed_number.nhs_number = quarantine.nhs_number
        )
        or exists (
            select 1
            from corrected_row
            where
                corrected_row.extract_id = newer.extract_id
                and corrected_row.corrects_extract_id = quarantine.extract_id
                and corrected_row.part = quarantine.part
                and corrected_row.line_no = quarantine.line_no
        )
    )
    and older.fate = 'accepted'
    and quarantine.extract_id = older.extract_id
    and quarantine.closed_by_extract_id is null
