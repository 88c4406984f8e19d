-- What came in on a day, and whatever is still held: its fate and the fate of its rows. Nothing of what a file says
-- but headings of a file that was understood; a folder that is no known practice may be named after anybody.
select
    extract.extract_id,
    practice.practice_code,
    practice.name as practice_name,
    extract.extract_on,
    extract.form,
    extract.is_full,
    extract.is_correction,
    extract.fate,
    extract.fate_reason,
    extract.rows_read,
    extract.rows_landed,
    extract.rows_folded,
    extract.rows_collapsed,
    extract.rows_staged,
    extract.rows_quarantined,
    extract.values_set_aside,
    case when extract.form is not null then extract.columns_unknown else '{}' end as columns_unknown
from extract
left join practice on extract.practice_code = practice.practice_code
where extract.first_as_of = :as_of or extract.fate = 'held'
order by practice.practice_code nulls first, extract.extract_on nulls first, extract.extract_id
