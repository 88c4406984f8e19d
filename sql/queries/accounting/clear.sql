-- A run of the same day accounts for it anew.
delete from accounting
where as_of = :as_of
