-- Holds landed extracts older than the one in force: a late file never undoes a newer one.
update extract
set
    fate = 'held',
    fate_reason = 'older_than_accepted',
    fate_detail = 'Dated ' || extract.extract_on || '; in force: ' || newest.extract_on || '.'
from (
    select
        practice_code,
        max(extract_on) as extract_on
    from extract
    where fate = 'accepted'
    group by practice_code
) as newest
where
    extract.fate = 'landed'
    and extract.practice_code = newest.practice_code
    and extract.extract_on < newest.extract_on
