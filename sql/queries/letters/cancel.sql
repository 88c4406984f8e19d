-- Takes one drafted letter out, with the reason.
update letter
set
    state = 'cancelled',
    state_reason = :reason
where letter_id = :letter_id and state = 'draft'
