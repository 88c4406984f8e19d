-- The newest day this database has run.
select max(as_of) from run
