-- Every known practice with what its extracts are; a practice without a profile sends full ones.
select
    practice.practice_code,
    coalesce(practice_profile.is_full_extract, true) as is_full_extract,
    coalesce(practice_profile.is_full_history, true) as is_full_history
from practice
left join practice_profile on practice.practice_code = practice_profile.practice_code
