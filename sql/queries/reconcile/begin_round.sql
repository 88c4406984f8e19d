-- Takes each practice's oldest landed extract into this round.
update extract
set fate = 'reconciling'
where
    extract_id in (
        select distinct on (practice_code) extract_id
        from extract
        where fate = 'landed'
        order by practice_code, extract_on, extract_id
    )
