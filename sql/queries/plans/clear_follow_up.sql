-- A run of the same day works out anew what is due.
delete from follow_up
where as_of = :as_of
