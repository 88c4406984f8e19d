-- A run of the same day makes the day's plan anew.
delete from plan_item
where as_of = :as_of
