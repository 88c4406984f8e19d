-- What had been booked for somebody is replaced by a later booking.
update appointment
set
    state = 'replaced',
    state_on = cast(:contacted_on as date),
    settled_by_contact = :contact_attempt_id
from contact_attempt
where
    appointment.contact_attempt_id = contact_attempt.contact_attempt_id
    and contact_attempt.person_id = :person_id
    and appointment.state = 'booked'
    and appointment.contact_attempt_id <> :contact_attempt_id
