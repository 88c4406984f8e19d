-- The newest accepted extract of every known practice, whether it is late by the practice's rhythm, and the day of the
-- newest reminder.
select
    practice.practice_code,
    practice.name,
    practice_profile.system,
    rhythm.extract_on,
    rhythm.extract_id,
    rhythm.due_on,
    rhythm.is_late,
    (
        select max(practice_reminder.first_as_of)
        from practice_reminder
        where
            practice_reminder.practice_code = practice.practice_code
            and practice_reminder.last_extract_on = rhythm.extract_on
    ) as reminded_on
from practice
inner join rhythm_on(cast(:as_of as date)) as rhythm on practice.practice_code = rhythm.practice_code
left join practice_profile on practice.practice_code = practice_profile.practice_code
order by practice.practice_code
