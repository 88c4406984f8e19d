-- A stop is lifted by a named person with a reason; one that was lifted stays as it is.
update stop
set
    lifted_on = cast(:as_of as date),
    lifted_by = :lifted_by,
    lifted_why = :lifted_why
where stop_id = :stop_id and lifted_on is null
