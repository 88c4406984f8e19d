-- Practices whose next register is overdue by their own rhythm; whose file is held waits for us, not for them.
select
    rhythm.practice_code,
    practice.name as practice_name,
    practice_profile.system,
    rhythm.extract_on,
    rhythm.every_days,
    rhythm.due_on,
    exists(
        select 1
        from extract
        where
            extract.practice_code = rhythm.practice_code
            and extract.fate = 'held'
            and extract.fate_reason <> 'older_than_accepted'
    ) as is_held
from rhythm_on(cast(:as_of as date)) as rhythm
inner join practice on rhythm.practice_code = practice.practice_code
left join practice_profile on rhythm.practice_code = practice_profile.practice_code
where
    rhythm.is_late
    and rhythm.extract_on is not null
    and (practice.close_on is null or practice.close_on >= cast(:as_of as date))
order by rhythm.practice_code
