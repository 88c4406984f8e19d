-- How many extracts of these practices were landed and wait for a reconciliation.
select count(*)
from extract
where fate = 'landed' and practice_code = any(cast(:practice_codes as text[]))
