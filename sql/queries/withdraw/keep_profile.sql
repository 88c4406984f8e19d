-- An extract that was landed again speaks as it did the first time: a practice's profile may have changed since, and
-- a release may have limited it.
update extract
set
    is_full = :is_full,
    is_full_history = :is_full_history
where extract_id = :extract_id and fate = 'landed'
