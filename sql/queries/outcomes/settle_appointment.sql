-- The appointment that somebody came to, or did not: the newest that was booked for that day or before.
update appointment
set
    state = :state,
    state_on = cast(:contacted_on as date),
    why_not = :why_not,
    settled_by_contact = :contact_attempt_id
where
    appointment.appointment_id = (
        select booked.appointment_id
        from appointment as booked
        inner join contact_attempt on booked.contact_attempt_id = contact_attempt.contact_attempt_id
        where
            contact_attempt.person_id = :person_id
            and contact_attempt.contacted_on <= cast(:contacted_on as date)
            and (booked.held_on is null or booked.held_on <= cast(:contacted_on as date))
            and (booked.state = 'booked' or booked.settled_by_contact = :contact_attempt_id)
        order by
            booked.settled_by_contact is not distinct from :contact_attempt_id desc,
            booked.held_on desc nulls last,
            booked.appointment_id
        limit 1
    )
