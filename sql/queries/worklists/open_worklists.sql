-- One list a provider and day, for every provider with somebody listed.
insert into worklist (worklist_id, as_of, provider_code)
select distinct
    'd' || left(encode(sha256(convert_to(provider_code || cast(as_of as text), 'UTF8')), 'hex'), 16),
    as_of,
    provider_code
from plan_item
where as_of = :as_of and disposition = 'listed'
on conflict do nothing
