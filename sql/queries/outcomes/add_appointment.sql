-- What a contact booked; more said of it later changes the same row, and brings it back if it had been taken back.
insert into appointment (appointment_id, contact_attempt_id, held_on, held_at, held_where, held_by, state)
values (
    :appointment_id, :contact_attempt_id, cast(:held_on as date), :held_at, :held_where, :held_by, 'booked'
)
on conflict (appointment_id) do update
    set
        held_on = excluded.held_on,
        held_at = excluded.held_at,
        held_where = excluded.held_where,
        held_by = excluded.held_by,
        state = case when appointment.state = 'in_error' then 'booked' else appointment.state end,
        state_on = case when appointment.state = 'in_error' then null else appointment.state_on end
