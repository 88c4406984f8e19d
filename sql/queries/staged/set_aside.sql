-- A registration that does not count by decision, as it was seen then.
insert into register_set_aside (decided_order, person_id, practice_code, registered_on, seen_on)
values (:decided_order, :person_id, :practice_code, cast(:registered_on as date), cast(:seen_on as date))
