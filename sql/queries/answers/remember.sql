-- An extract is answered once, on this day.
insert into extract_answer (extract_id, answered_as_of)
values (:extract_id, :as_of)
on conflict do nothing
