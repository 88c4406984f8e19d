-- What an item's outcome had set counts no longer: the contact, what it booked, reported or settled, the ways and notes
-- it had brought, the stops, and what of the item waits for a decision. Nothing is deleted.
with mine as (
    select contact_attempt.contact_attempt_id
    from contact_attempt
    where contact_attempt.source = :source and contact_attempt.outcome <> 'entered_in_error'
),

contacts as (
    update contact_attempt
    set outcome = 'entered_in_error'
    from mine
    where contact_attempt.contact_attempt_id = mine.contact_attempt_id
),

settled as (
    update appointment
    set
        state = 'booked',
        state_on = null,
        why_not = null,
        settled_by_contact = null
    from mine
    where appointment.settled_by_contact = mine.contact_attempt_id and appointment.state <> 'in_error'
),

booked as (
    update appointment
    set
        state = 'in_error',
        state_on = cast(:as_of as date)
    from mine
    where appointment.contact_attempt_id = mine.contact_attempt_id
),

checks as (
    update check_report
    set is_in_error = true
    from mine
    where check_report.contact_attempt_id = mine.contact_attempt_id
),

refusals as (
    update channel_refusal
    set
        lifted_on = cast(:as_of as date),
        lifted_by = :lifted_by,
        lifted_why = :lifted_why
    where channel_refusal.source = :source and channel_refusal.lifted_on is null
),

notes as (
    update contact_note
    set
        lifted_on = cast(:as_of as date),
        lifted_by = :lifted_by,
        lifted_why = :lifted_why
    where contact_note.source = :source and contact_note.lifted_on is null
),

waiting as (
    update staged_outcome
    set
        decision = 'refused',
        decided_on = cast(:as_of as date),
        decided_by = :lifted_by,
        why = :lifted_why
    where
        staged_outcome.worklist_item_id = :source
        and staged_outcome.decision is null
        and staged_outcome.staged_outcome_id <> :but_staged_outcome_id
)

update stop
set
    lifted_on = cast(:as_of as date),
    lifted_by = :lifted_by,
    lifted_why = :lifted_why
where stop.source = :source and stop.lifted_on is null
