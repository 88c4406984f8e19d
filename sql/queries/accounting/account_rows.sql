-- Rows of the files in force or first seen on the day, by fate.
insert into accounting (as_of, scope, scope_code, line, reason, people)
select
    cast(:as_of as date),
    'rows',
    extract.practice_code,
    fate.line,
    '',
    sum(fate.row_count)
from extract
cross join
    lateral (
        values
        ('rows read', rows_read),
        ('landed', rows_landed),
        ('folded', rows_folded),
        ('collapsed', rows_collapsed),
        ('staged', rows_staged),
        ('quarantined', rows_quarantined)
    ) as fate (line, row_count)
where
    extract.fate = 'accepted'
    and extract.extract_on = (
        select max(newer.extract_on)
        from extract as newer
        where newer.fate = 'accepted' and newer.practice_code = extract.practice_code
    )
group by extract.practice_code, fate.line
