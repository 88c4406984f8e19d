-- Holds different extracts of one practice dated the same day that arrived together: neither is more right, unless
-- a person said so.
update extract
set
    fate = 'held',
    fate_reason = 'two_for_one_day',
    fate_detail = 'Dated ' || extract.extract_on || '.'
from (
    select
        practice_code,
        extract_on
    from extract
    where fate = 'landed'
    group by practice_code, extract_on
    having count(*) > 1
) as tie
where
    extract.fate = 'landed'
    and extract.practice_code = tie.practice_code
    and extract.extract_on = tie.extract_on
    and not exists (
        select 1
        from extract_decision_in_force as decided
        where decided.extract_id = extract.extract_id and decided.decision = 'release'
    )
