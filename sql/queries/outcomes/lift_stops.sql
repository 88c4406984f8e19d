-- The stops that an outcome entered in error had set, lifted by whoever said so.
update stop
set
    lifted_on = cast(:as_of as date),
    lifted_by = :lifted_by,
    lifted_why = 'entered in error'
where source = :source and lifted_on is null
