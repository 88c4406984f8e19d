-- What practices are told for the first time.
insert into register_update
select proposed_update.*
from proposed_update
on conflict (register_update_id) do nothing
