-- Which of these practices are known?
select practice_code
from practice
where practice_code = any(cast(:practice_codes as text[]))
