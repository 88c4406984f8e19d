-- What practices are told for the first time; what was said of it since goes with it while it is not sent.
insert into register_update
select proposed_update.*
from proposed_update
on conflict (register_update_id) do update
    set content = excluded.content
    where register_update.sent_as_of is null and register_update.content <> excluded.content
