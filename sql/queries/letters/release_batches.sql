-- The batches as decided: by whom and why.
update letter_batch
set
    state = 'released',
    released_on = cast(:as_of as date),
    released_by = :released_by,
    released_why = :released_why
where state = 'drafted'
