-- One look at one person's story.
insert into access_log (person_id, looked_by, why, as_of)
values (:person_id, :looked_by, :why, :as_of)
