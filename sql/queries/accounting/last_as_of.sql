-- The newest day that was accounted for.
select max(as_of) from accounting
