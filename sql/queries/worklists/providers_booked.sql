-- The providers with somebody booked somewhere on a day.
select distinct contact.provider_code
from appointment
inner join contact_attempt as contact on appointment.contact_attempt_id = contact.contact_attempt_id
where appointment.state = 'booked' and appointment.held_on = cast(:held_on as date)
order by contact.provider_code
