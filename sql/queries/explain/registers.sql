-- What the practices that have or had somebody say of the diagnosis and of stops, as the register is now.
select
    practice_code,
    extract_id,
    state,
    registered_on,
    deregistered_on,
    diagnosis_on,
    remission_on,
    lithium_on,
    last_invited_on,
    marks_of(is_dead, is_restricted, is_not_to_be_shared, refuses_outreach) as marks
from registration
where person_id = :person_id
order by practice_code
