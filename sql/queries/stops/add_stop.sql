-- A stop from whatever source; the same source again changes nothing.
insert into stop (stop_id, person_id, reason, source, said_by, from_on)
values (:stop_id, :person_id, :reason, :source, :said_by, :from_on)
on conflict do nothing
