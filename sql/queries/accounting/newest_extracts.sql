-- The newest accepted extract of every known practice, and whether it is late by the practice's rhythm.
select
    practice.practice_code,
    practice.name,
    practice_profile.system,
    max(extract.extract_on) as extract_on,
    (
        array_agg(extract.extract_id order by extract.extract_on desc, extract.extract_id desc)
        filter (where extract.extract_id is not null)
    )[1] as extract_id,
    coalesce(
        max(extract.extract_on) + coalesce(practice_profile.expected_every_days, 30) < cast(:as_of as date),
        true
    ) as is_late
from practice
left join practice_profile on practice.practice_code = practice_profile.practice_code
left join extract on practice.practice_code = extract.practice_code and extract.fate = 'accepted'
group by practice.practice_code, practice.name, practice_profile.system, practice_profile.expected_every_days
order by practice.practice_code
