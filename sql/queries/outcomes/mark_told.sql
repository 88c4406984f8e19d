-- The decisions that the day's answers told.
update staged_outcome
set told_on = cast(:as_of as date)
where decided_on <= cast(:as_of as date) and told_on is null
